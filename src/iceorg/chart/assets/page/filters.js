// What is left out: kinds of things, documents, statuses.

import { make } from "./dom.js";
import { documentInWords, filledIn } from "./wording.js";

/** Return the kinds that show only when they are asked for, since they crowd the chart. */
export function hiddenAtFirst(graph) {
  return new Set(["group", "place"].map((name) => graph.kinds.indexOf(name)).filter((kind) => kind >= 0));
}

/** The filters in their place; `on(what, place, hidden)` tells what was chosen. */
export class Filters {
  constructor(graph, room, on) {
    this.graph = graph;
    this.boxes = [];
    const { words } = graph;
    const numbers = new Array(graph.kinds.length).fill(0);
    for (let node = 0; node < graph.n; node++) numbers[graph.kind[node]]++;
    this.chips = make("div", { class: "chips", role: "group", "aria-label": words.filter_kinds });
    graph.kinds.forEach((kind, place) => {
      if (numbers[place]) this.chips.append(this.chip(kind, place, numbers[place], on));
    });
    const used = new Set(graph.lineStatus);
    this.more = make("details", { class: "more" }, make("summary", {}, words.filters),
      this.group(words.filter_documents, "documents", graph.documents.map((one) => documentInWords(words, one)), on),
      this.group(words.filter_statuses, "statuses", graph.statuses.map((one, place) => used.has(place) && words.statuses[one]), on));
    room.append(this.chips, this.more);
  }

  chip(kind, place, number, on) {
    const { words } = this.graph;
    const box = make("input", { type: "checkbox", class: "unseen" });
    box.addEventListener("change", () => on("kinds", place, !box.checked));
    this.boxes.push([box, "kinds", place]);
    return make("label", { class: `chip k-${kind}` }, box, make("span", { class: "dot", "aria-hidden": "true" }),
      filledIn(words.kind_number, { kind: words.kinds_many[kind] || words.kinds[kind], n: number }));
  }

  group(title, what, names, on) {
    const rows = names.map((name, place) => {
      if (!name) return null;
      const box = make("input", { type: "checkbox" });
      box.addEventListener("change", () => on(what, place, !box.checked));
      this.boxes.push([box, what, place]);
      return make("label", {}, box, ` ${name}`);
    });
    return make("fieldset", {}, make("legend", {}, title), ...rows);
  }

  /** Show what is hidden now. */
  show(hidden) {
    let number = 0;
    for (const [box, what, place] of this.boxes) {
      box.checked = !hidden[what].has(place);
      if (!box.checked && what !== "kinds") number++;
    }
    this.more.querySelector("summary").textContent = number
      ? filledIn(this.graph.words.filters_on, { n: number }) : this.graph.words.filters;
  }
}
