// The query editor, set to this server alone, and the questions that it can begin with.
"use strict";

const place = document.getElementById("editor");
const base = place.dataset.base;
const endpoint = new URL("/sparql", location.href).href;
const first = "SELECT ?office ?post WHERE {\n  ?office org:reportsTo ?post .\n}\nLIMIT 100\n";

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
  tab.query().catch(() => {}); // the answer's place says what went wrong
  place.scrollIntoView({ block: "start" });
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

// A thing in an answer leads to its page on this server.
new MutationObserver(() => {
  for (const link of place.querySelectorAll(`a[href^="${CSS.escape(base)}"], a[href^="${base}"]`)) {
    link.href = "/id/" + encodeURIComponent(decodeURIComponent(link.getAttribute("href").slice(base.length)));
    link.removeAttribute("target");
  }
}).observe(place, { childList: true, subtree: true });
