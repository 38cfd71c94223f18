// The query editor, as the pages of a server and those of a folder use it.
"use strict";

/**
 * Open the editor in a place of the page, and return its one tab.
 *
 * @param {HTMLElement} place
 * @param {string} endpoint - where it sends queries
 * @param {string} first - the query that it shows at first
 */
function openEditor(place, endpoint, first) {
  Yasgui.Yasqe.defaults.value = first;
  Yasgui.Yasqe.defaults.autocompleters = ["variables"];
  const editor = new Yasgui(place, {
    requestConfig: { endpoint, method: "POST", headers: {}, args: [] },
    copyEndpointOnNewTab: false,
    persistenceId: null,
    endpointCatalogueOptions: { getData: () => [], keys: [] },
  });
  const tab = editor.getTab() || editor.addTab(true);
  // What the editor leaves without a name.
  tab.getYasqe().getInputField().setAttribute("aria-label", "SPARQL query");
  for (const scroll of place.querySelectorAll(".CodeMirror-scroll")) {
    scroll.tabIndex = 0;
    scroll.setAttribute("role", "group");
    scroll.setAttribute("aria-label", "The query, to be scrolled");
  }
  return tab;
}

/** Put a query into the editor and run it; what went wrong is told in the place of the answer, too. */
async function runQuery(place, tab, query) {
  tab.setQuery(query);
  await tab.query().catch(() => {});
  place.querySelector(".yasr").scrollIntoView({ block: "nearest" });
}

/**
 * Let links in answers lead to pages, and nothing lead elsewhere.
 *
 * @param {HTMLElement} place - the editor's
 * @param {(iri: string) => Promise<{page: string, name?: string}>} told - where a thing's page is, "" if it has none, and what to call it
 */
function leadToPages(place, told) {
  // The table would take the first click on a shortened cell as a wish to see all of it.
  place.addEventListener("click", (event) => event.target.closest("td a[href]") && event.stopPropagation(), true);
  new MutationObserver(async () => {
    for (const link of place.querySelectorAll('a[href^="http"]:not([data-led])')) {
      const iri = link.getAttribute("href");
      link.dataset.led = "";
      link.removeAttribute("target");
      const { page, name } = await told(iri);
      if (page) link.setAttribute("href", page);
      else if (link.classList.contains("iri")) link.removeAttribute("href");
      else link.remove();
      if (name) Object.assign(link, { textContent: name, title: iri });
    }
    for (const select of place.querySelectorAll("select.tableSizer:not([aria-label])")) {
      select.setAttribute("aria-label", "Rows on a page");
    }
  }).observe(place, { childList: true, subtree: true });
}

/** Show only the questions that have all words of a field in them. */
function findQuestions(field) {
  field.addEventListener("input", () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const item of document.querySelectorAll("#questions > li")) {
      item.hidden = !words.every((word) => item.dataset.words.includes(word));
    }
  });
}
