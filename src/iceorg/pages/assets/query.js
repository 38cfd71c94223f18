// The query editor, set to this server alone, and the questions that it can begin with.
"use strict";

const place = document.getElementById("editor");
const base = place.dataset.base;
const endpoint = new URL("/sparql", location.href).href;
const prefixes = `PREFIX id: <${base}>\nPREFIX org: <http://www.w3.org/ns/org#>\n\n`;
const first = prefixes + "SELECT ?office ?post WHERE {\n  ?office org:reportsTo ?post .\n}\nLIMIT 100\n";

Yasgui.Yasqe.defaults.value = first;
Yasgui.Yasqe.defaults.autocompleters = ["variables"];
const editor = new Yasgui(place, {
  requestConfig: { endpoint, method: "POST", headers: {}, args: [] },
  copyEndpointOnNewTab: false,
  persistenceId: null,
  endpointCatalogueOptions: { getData: () => [], keys: [] },
});
const tab = editor.getTab() || editor.addTab(true);

function ask(query) {
  tab.setQuery(query);
  const show = () => place.querySelector(".yasr").scrollIntoView({ block: "nearest" });
  tab.query().then(show, show); // the answer's place says what went wrong, too
}

for (const form of document.querySelectorAll("#questions form")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(form.elements.query.value);
  });
}

const sought = document.getElementById("find-question");
sought.addEventListener("input", () => {
  const words = sought.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const item of document.querySelectorAll("#questions > li")) {
    item.hidden = !words.every((word) => item.dataset.words.includes(word));
  }
});

// What the editor leaves without a name.
tab.getYasqe().getInputField().setAttribute("aria-label", "SPARQL query");
for (const scroll of place.querySelectorAll(".CodeMirror-scroll")) {
  scroll.tabIndex = 0;
  scroll.setAttribute("role", "group");
  scroll.setAttribute("aria-label", "The query, to be scrolled");
}

// The table would take the first click on a shortened cell as a wish to see all of it.
place.addEventListener("click", (event) => event.target.closest("td a[href]") && event.stopPropagation(), true);

// A thing in an answer leads to its page on this server, and nothing leads elsewhere.
new MutationObserver(() => {
  for (const link of place.querySelectorAll('a[href^="http"]')) {
    const iri = link.getAttribute("href");
    link.removeAttribute("target");
    if (iri.startsWith(base)) {
      link.href = "/id/" + encodeURIComponent(decodeURIComponent(iri.slice(base.length)));
    } else if (link.classList.contains("iri")) {
      link.removeAttribute("href");
    } else if (!iri.startsWith(location.origin)) {
      link.remove();
    }
  }
  for (const select of place.querySelectorAll("select.tableSizer:not([aria-label])")) {
    select.setAttribute("aria-label", "Rows on a page");
  }
}).observe(place, { childList: true, subtree: true });
