// The query page of a server: the editor, set to this server alone, and the questions that it can begin with.
"use strict";

const place = document.getElementById("editor");
const base = place.dataset.base;
const prefixes = `PREFIX id: <${base}>\nPREFIX org: <http://www.w3.org/ns/org#>\n\n`;
const first = prefixes + "SELECT ?office ?post WHERE {\n  ?office org:reportsTo ?post .\n}\nLIMIT 100\n";
const tab = openEditor(place, new URL("/sparql", location.href).href, first);

for (const form of document.querySelectorAll("#questions form")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    runQuery(place, tab, form.elements.query.value);
  });
}

findQuestions(document.getElementById("find-question"));

leadToPages(place, async (iri) => {
  if (iri.startsWith(base)) return { page: "/id/" + encodeURIComponent(decodeURIComponent(iri.slice(base.length))) };
  return { page: iri.startsWith(location.origin) ? iri : "" };
});
