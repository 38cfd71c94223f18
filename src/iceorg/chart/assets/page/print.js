// The page on paper: the open part of the chart on a sheet of its own, then every sentence behind what is shown.

import { make } from "./dom.js";
import { groundsOf } from "./evidence.js";
import { picture } from "./picture.js";
import { factsShown } from "./statements.js";
import { documentInWords, filledIn } from "./wording.js";

/** With more things shown than these, the appendix tells of those that the sheet shows. */
const MOST_ENTRIES = 1500;

/**
 * Return what is printed.
 *
 * @param {object} app - graph, evidence(), shown(), forest(), state
 * @param {{places: object, marks: object}} chart
 * @param {string} caption - the words below the chart
 */
export function printed(app, { places, marks }, caption) {
  const { graph } = app;
  const nodes = entries(app, places);
  const numbers = new Map(nodes.map((node, place) => [node, String(place + 1)]));
  const sheet = picture(places, marks, { graph, caption, ground: "#fff", number: (node) => numbers.get(node) || "" });
  sheet.removeAttribute("width");
  sheet.removeAttribute("height");
  const whole = nodes.length < countOf(app.shown().nodes) ? graph.words.appendix_part : graph.words.appendix_whole;
  const facts = Map.groupBy ? Map.groupBy(factsOf(app), ({ node }) => node) : grouped(factsOf(app));
  return make("section", { id: "c-print" },
    make("div", { class: "sheet" }, make("h1", {}, graph.title), sheet),
    make("div", { class: "appendix" }, make("h2", {}, graph.words.appendix), make("p", { class: "quiet" }, filledIn(whole, { n: nodes.length })),
      ...nodes.map((node) => entry(app, node, numbers.get(node), facts.get(node) || []))));
}

/** Return the things of the appendix in the order of the outline. */
function entries(app, places) {
  const { nodes } = app.shown();
  const shown = countOf(nodes) > MOST_ENTRIES ? new Set(places.cards.map(({ node }) => node)) : null;
  const found = [];
  const waiting = [...app.forest().roots].reverse();
  while (waiting.length) {
    const node = waiting.pop();
    if (!shown || shown.has(node)) found.push(node);
    waiting.push(...[...app.forest().children(node)].reverse());
  }
  return found;
}

function factsOf(app) {
  return factsShown(app.graph, app.evidence(), app.shown(), app.state.now);
}

function grouped(facts) {
  const found = new Map();
  for (const fact of facts) found.set(fact.node, [...(found.get(fact.node) || []), fact]);
  return found;
}

function entry(app, node, number, facts) {
  const { graph } = app;
  const { kinds } = graph.words;
  const names = [graph.label[node], graph.acronym[node] && `(${graph.acronym[node]})`].filter(Boolean).join(" ");
  return make("section", { class: "entry" },
    make("h3", {}, make("b", {}, number), ` ${names}`, make("small", {}, ` ${kinds[graph.kinds[graph.kind[node]]]}`)),
    ...facts.map((fact) => make("div", { class: "said" }, make("p", {}, fact.line < 0 ? `${fact.name}: ${fact.value}` : fact.value), ...sentences(app, fact.claims))));
}

function sentences(app, claims) {
  const { graph } = app;
  const { words } = graph;
  return groundsOf(graph, app.evidence(), claims, app.state.now.date).map(({ status, rules, quotes, documents }) =>
    make("p", { class: "ground" },
      ...quotes.flatMap(([, , , , said]) => [make("q", {}, said), " "]),
      make("cite", {}, documents.map((document) => documentInWords(words, graph.documents[document])).join("; ")),
      ` · ${words.statuses[graph.statuses[status]]} · ${words.rule} ${rules.join(", ")}`));
}

function countOf(flags) {
  let number = 0;
  for (const flag of flags) number += flag;
  return number;
}
