// The sources: each document as it was read, its facts marked, what was skipped grey with the reason.

import { button, make } from "./dom.js";
import { iriOf, lineId, lineInWords } from "./graph.js";
import { dateInWords, documentInWords, filledIn } from "./wording.js";

/**
 * Return a text in pieces, cut where passages, skipped parts and bare names begin and end.
 *
 * @param {string} text
 * @param {Array<[number, number, number]>} passages - place, start and end, in letters of the script's own count
 * @param {Array<[number, number, string]>} skipped - start, end and reason
 * @param {Array<[number, number, number]>} names - start, end and the thing that is only named there, or may be
 * @returns {Array<{text: string, passages: number[], reason: string, named: number?}>} - the passages that cover a piece, the shortest first
 */
export function piecesOf(text, passages, skipped, names = []) {
  const places = new Set([0, text.length]);
  const inside = passages.filter(([, start, end]) => start >= 0 && start < end && end <= text.length);
  for (const [, start, end] of inside) places.add(start).add(end);
  for (const [start, end] of [...skipped, ...names]) places.add(Math.min(start, text.length)).add(Math.min(end, text.length));
  const cuts = [...places].sort((one, other) => one - other);
  const byStart = [...inside].sort((one, other) => one[1] - other[1]);
  const pieces = [];
  let over = [];
  let next = 0;
  let out = 0;
  for (let at = 0; at + 1 < cuts.length; at++) {
    const [from, to] = [cuts[at], cuts[at + 1]];
    over = over.filter(([, , end]) => end > from);
    while (next < byStart.length && byStart[next][1] <= from) over.push(byStart[next++]);
    while (out < skipped.length && skipped[out][1] <= from) out++;
    const grey = out < skipped.length && skipped[out][0] <= from ? skipped[out][2] : "";
    const covering = [...over].sort((one, other) => one[2] - one[1] - (other[2] - other[1]) || one[0] - other[0]);
    const named = names.find(([start, end]) => start <= from && to <= end)?.[2];
    pieces.push({ text: text.slice(from, to), passages: covering.map(([place]) => place), reason: grey, named });
  }
  return pieces;
}

/** Return a function from places in code points, as the graph counts them, to places in a script's text. */
export function placesIn(text) {
  const pairs = [];
  for (let place = 0; place < text.length; place++) {
    const code = text.charCodeAt(place);
    if (code >= 0xd800 && code < 0xdc00) {
      pairs.push(place - pairs.length);
      place++;
    }
  }
  if (!pairs.length) return (point) => point;
  return (point) => {
    let low = 0;
    let high = pairs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pairs[middle] < point) low = middle + 1;
      else high = middle;
    }
    return point + low;
  };
}

/** The reader in its place. */
/** Bring words into sight: into the middle, or on a phone above the panel that covers the lower part. */
function bring(words) {
  words?.scrollIntoView({ block: matchMedia("(max-width: 900px)").matches ? "start" : "center" });
}

export class Sources {
  constructor(app, room, on) {
    this.app = app;
    this.room = room;
    this.on = on;
    this.document = -1;
    this.list = make("div", { class: "papers", role: "group", "aria-label": app.graph.words.documents });
    this.paper = make("div", { class: "paper", tabindex: "0", role: "region", "aria-label": app.graph.words.document_text });
    room.append(this.list, this.paper);
    this.paper.addEventListener("click", (event) => {
      const place = event.target.closest("[data-passage]")?.dataset.passage;
      if (place !== undefined) on.passage(Number(place));
    });
    this.paper.addEventListener("keydown", (event) => {
      if (event.key === "n" || event.key === "p") this.step(event.key === "n" ? 1 : -1);
    });
  }

  /** Show a document; the first one if none is named. */
  show(document) {
    const place = document >= 0 ? document : Math.max(0, this.document);
    if (place === this.document) return;
    this.document = place;
    this.chosen = -1;
    this.drawList();
    this.drawPaper();
  }

  /** Mark a passage, and bring it into sight. */
  select(passage) {
    this.chosen = passage;
    for (const one of this.paper.querySelectorAll(".chosen")) one.classList.remove("chosen");
    const pieces = [...this.paper.querySelectorAll("[data-all]")].filter((one) => one.dataset.all.split(" ").includes(String(passage)));
    for (const one of pieces) one.classList.add("chosen");
    bring(pieces[0]);
  }

  /** Bring the place into sight where the document only names a thing, or may. */
  point(node) {
    const named = this.paper.querySelector(`[data-named="${node}"]`);
    named?.classList.add("chosen");
    bring(named);
  }

  step(by) {
    const here = this.app.evidence().passagesOf(this.document);
    const at = here.indexOf(this.chosen);
    if (here.length) this.on.passage(here[(at + by + here.length) % here.length]);
  }

  drawList() {
    const { graph } = this.app;
    this.list.replaceChildren(...graph.documents.map((paper, place) =>
      button(paper.title, { "aria-pressed": String(place === this.document), title: paper.file || "" }, () => this.on.document(place))));
    [...this.list.children].forEach((one, place) => {
      const { date } = graph.documents[place];
      one.append(make("small", {}, date ? dateInWords(graph.words, date) : graph.words.undated));
    });
  }

  drawPaper() {
    const { graph } = this.app;
    const paper = graph.documents[this.document];
    const { text, skipped } = this.app.texts().at(this.document) || { text: null, skipped: [] };
    this.paper.replaceChildren(head(graph, paper));
    if (text === null || text === undefined) this.paper.append(make("p", { class: "note" }, graph.words.no_text), this.quotesAlone());
    else this.paper.append(this.marked(text, skipped));
    this.paper.scrollTop = 0;
  }

  marked(text, skipped) {
    const place = placesIn(text);
    const evidence = this.app.evidence();
    const passages = evidence.passagesOf(this.document).map((one) => [one, ...evidence.passage(one).slice(1, 3).map(place)]);
    const grey = skipped.map(([start, end, reason]) => [place(start), place(end), reason]);
    const names = namedOnly(this.app.graph).flatMap(([node, [document, , , , start, end]]) =>
      document === this.document ? [[place(start), place(end), node]] : []);
    return make("pre", {}, ...piecesOf(text, passages, grey, names).map((piece) => pieceElement(this.app, piece)));
  }

  quotesAlone() {
    const { passagesOf, quotes } = this.app.evidence();
    return make("pre", {}, ...passagesOf(this.document).flatMap((place) =>
      [pieceElement(this.app, { text: quotes.at(place), passages: [place], reason: "" }), "\n\n"]));
  }
}

/** Return the things that documents only name, or may, each with the place where one does. */
function namedOnly(graph) {
  return graph.disputes.flatMap(({ node, sides }) => sides.flatMap(({ glimpses = [] }) => glimpses.map((glimpse) => [node, glimpse])));
}

function pieceElement(app, { text, passages, reason, named }) {
  const { graph } = app;
  if (named !== undefined) {
    return make("a", { class: "named", "data-named": named, href: app.hash({ n: graph.id[named], view: "chart" }),
      title: filledIn(graph.words[reason ? "named_only" : "named_perhaps"], { name: graph.label[named], reason }) }, text);
  }
  if (passages.length) {
    return make("span", { class: "fact", "data-passage": passages[0], "data-all": passages.join(" ") }, text);
  }
  if (reason && text.trim()) return make("span", { class: "skipped", title: reason }, text);
  return text;
}

function head(graph, paper) {
  const { words } = graph;
  const dates = [["date", "stated"], ["republished", "republished"], ["captured", "captured"]]
    .filter(([key]) => paper[key]).map(([key, word]) => `${words.date_kinds[word]} ${dateInWords(words, paper[key])}`);
  const link = /^(https?:|mailto:)/i.test(paper.address || "") &&
    make("a", { href: paper.address, rel: "noreferrer noopener", target: "_blank" }, paper.address);
  return make("header", {}, make("h2", {}, paper.title),
    make("p", { class: "quiet" }, [paper.publisher, paper.republisher && filledIn(words.republished_by, { name: paper.republisher }), ...dates]
      .filter(Boolean).join(" · ") || words.undated),
    link && make("p", {}, link), make("p", { class: "quiet" }, words.source_key));
}

/** Return the panel's content for a passage: what it is evidence of. */
export function passageSheet(app, passage) {
  const { graph } = app;
  const [document, start, end, text] = app.evidence().passage(passage);
  const uses = app.evidence().uses()[passage];
  return [
    make("p", { class: "way" }, documentInWords(graph.words, graph.documents[document])),
    make("h2", {}, graph.words.passage),
    make("div", { class: "claim" }, make("blockquote", {}, text),
      make("p", { class: "status" }, filledIn(graph.words.offsets, { start, end }))),
    make("h3", {}, filledIn(graph.words.passage_says, { n: uses.length })),
    make("ul", { class: "says" }, ...uses.map((use) => make("li", {}, useLink(app, use)))),
  ];
}

function useLink(app, use) {
  const { graph } = app;
  if (use.line !== undefined) return make("a", { href: app.hash({ l: lineId(graph, use.line), view: "chart" }) }, lineInWords(graph, use.line));
  const name = make("a", { href: app.hash({ n: graph.id[use.node], view: "chart" }), title: iriOf(graph, use.node) }, graph.label[use.node]);
  return make("span", {}, name, ` · ${use.name}: ${use.value}`);
}
