// The outline: the chart as a tree of rows, of which only those in sight are in the page.
//
// The rows lie flat, with their level, place and number declared, as the WAI-ARIA practices' tree
// view allows; the keyboard stays on the tree, which names its active row.

import { make } from "./dom.js";
import { textWidth } from "./lettering.js";

const ROW = 30;
const TALL = 48;
const STEP = 16;
const BEYOND = 400;

/** Pixels: the size of a row's letters on a desk and on a phone, and of what stands beside its name; what of a row is no letters, without and with a count. */
const ROW_LETTERS = 13.5;
const ROW_LETTERS_PHONE = 15;
const ROW_BESIDE = 12;
const ROW_SIGNS = 48;
const ROW_COUNT = 42;

/**
 * Return the rows of the open part of a forest, in reading order.
 *
 * @returns {Array<{node: number, level: number, place: number, of: number}>}
 */
export function rowsOf(forest, open) {
  const rows = [];
  const waiting = [];
  const push = (nodes, level) => {
    for (let place = nodes.length - 1; place >= 0; place--) {
      waiting.push({ node: nodes[place], level, place: place + 1, of: nodes.length });
    }
  };
  push(forest.roots, 1);
  while (waiting.length) {
    const row = waiting.pop();
    rows.push(row);
    if (open.has(row.node)) push(forest.children(row.node), row.level + 1);
  }
  return rows;
}

/** Return how far the rows of a level stand in. */
function indent(level) {
  return 4 + (Math.min(level, 12) - 1) * STEP;
}

/** The outline in its place: `show` when the forest or what is open has changed, `select` when the choice has. */
export class Outline {
  /**
   * @param {HTMLElement} tree - the element of the role `tree`
   * @param {object} graph
   * @param {{choose: (node: number) => void, toggle: (node: number, open?: boolean) => void}} on
   */
  constructor(tree, graph, on) {
    this.tree = tree;
    this.graph = graph;
    this.on = on;
    this.phone = matchMedia("(max-width: 900px)");
    this.rows = [];
    this.tops = [0];
    this.active = -1;
    this.chosen = -1;
    this.drawn = new Map();
    this.isBehind = false;
    this.pad = make("div", { class: "pad", role: "presentation" });
    tree.append(this.pad);
    // What the browser would lay out the page for is taken down when it tells of it.
    this.box = null;
    tree.addEventListener("scroll", () => {
      if (tree.scrollTop === this.box.top) return; // it was scrolled to what is drawn
      this.box.top = tree.scrollTop;
      this.draw();
    }, { passive: true });
    tree.addEventListener("click", (event) => this.click(event));
    tree.addEventListener("keydown", (event) => this.key(event));
    new ResizeObserver(() => this.resized()).observe(tree);
  }

  /** Take over a forest and which of its things are open. */
  show(forest, open) {
    this.forest = forest;
    this.open = open;
    const active = this.rows[this.active]?.node;
    this.rows = rowsOf(forest, open);
    this.active = this.rows.findIndex((row) => row.node === active);
    this.measure();
  }

  /** Mark a thing as chosen, and bring it into sight; a person without a row is marked at the post. */
  select(node) {
    const rowOf = (one) => this.rows.findIndex((row) => row.node === one);
    const place = rowOf(node) < 0 && node >= 0 ? rowOf(this.forest.parent[node]) : rowOf(node);
    this.chosen = place < 0 ? node : this.rows[place].node;
    if (place >= 0) {
      this.active = place;
      this.reveal(place);
    }
    this.draw();
  }

  room() {
    return { width: this.tree.clientWidth, height: this.tree.clientHeight, top: this.tree.scrollTop };
  }

  resized() {
    const { width, height } = this.box;
    this.box = this.room();
    if (this.box.width !== width) this.measure();
    else if (this.box.height !== height) this.draw();
  }

  measure() {
    this.box ||= this.room();
    this.tops = new Float64Array(this.rows.length + 1);
    this.rows.forEach((row, place) => {
      this.tops[place + 1] = this.tops[place] + this.heightOf(row);
    });
    this.pad.style.height = `${this.tops[this.rows.length]}px`;
    this.draw();
  }

  heightOf({ node, level }) {
    const beside = [this.graph.acronym[node], this.holdersOf(node)].filter(Boolean);
    const wide = this.nameWidth(node) + beside.reduce((sum, text) => sum + textWidth(` ${text}`, ROW_BESIDE), 0);
    const count = this.forest.size[node] > 1 && !this.open.has(node) ? ROW_COUNT : 0;
    return wide > this.box.width - ROW_SIGNS - count - indent(level) ? TALL : ROW;
  }

  /** Return how wide a name is: reckoned once, since there may be very many rows. */
  nameWidth(node) {
    this.names ||= new Float32Array(this.graph.n);
    return (this.names[node] ||= textWidth(this.graph.label[node], 1)) * (this.phone.matches ? ROW_LETTERS_PHONE : ROW_LETTERS);
  }

  /** Return who holds a post, two at most, with the capacity where it is not the ordinary one. */
  holdersOf(node) {
    const { graph } = this;
    const named = this.forest.holders(node).slice(0, 2).map(([person, line]) =>
      `${graph.label[person]}${graph.note[line] ? ` (${graph.note[line]})` : ""}`);
    return named.join(", ");
  }

  placeAt(y) {
    let low = 0;
    let high = this.rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.tops[middle + 1] <= y) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Let the rows in sight, and the active one, be in the page, in order: elements are used again, so that little is laid out. */
  draw() {
    const { top, height } = this.box;
    const first = this.placeAt(top - BEYOND);
    const last = Math.min(this.rows.length, this.placeAt(top + height + BEYOND) + 1);
    const wanted = [];
    for (let place = first; place < last; place++) wanted.push(place);
    if (this.active >= 0 && this.active < first) wanted.unshift(this.active);
    if (this.active >= last) wanted.push(this.active);
    const nodes = new Set(wanted.map((place) => this.rows[place].node));
    for (const [node, { element }] of this.drawn) {
      if (nodes.has(node)) continue;
      element.remove();
      this.drawn.delete(node);
    }
    let before = this.pad;
    for (const place of wanted) {
      const element = this.row(place);
      if (before.nextSibling !== element) before.after(element);
      before = element;
    }
    if (this.active >= 0) this.tree.setAttribute("aria-activedescendant", `c-row-${this.active}`);
    else this.tree.removeAttribute("aria-activedescendant");
  }

  /** Return the element of a row as it is now. */
  row(place) {
    const { node, level, place: setPlace, of } = this.rows[place];
    if (!this.drawn.has(node)) this.drawn.set(node, { element: make("div", { role: "treeitem", title: this.graph.label[node] }), said: "", put: "" });
    const drawn = this.drawn.get(node);
    const { element } = drawn;
    const open = this.forest.children(node).length ? this.open.has(node) : null;
    const holders = this.holdersOf(node);
    const count = open === false ? this.forest.size[node] - 1 : 0;
    const said = [open, holders, count].join();
    if (said !== drawn.said) this.fill(element, node, { open, holders, count });
    const put = [place, level, setPlace, of, this.tops[place], this.tops[place + 1], node === this.chosen, place === this.active].join();
    if (put !== drawn.put) this.put(element, place);
    Object.assign(drawn, { said, put });
    return element;
  }

  fill(element, node, { open, holders, count }) {
    const { graph } = this;
    if (open === null) element.removeAttribute("aria-expanded");
    else element.setAttribute("aria-expanded", String(open));
    element.replaceChildren(
      make("span", { class: "twist", "aria-hidden": "true" }, open === null ? "" : open ? "▾" : "▸"),
      make("span", { class: "dot", "aria-hidden": "true" }),
      make("span", { class: "label" }, graph.label[node],
        graph.acronym[node] && make("abbr", {}, ` ${graph.acronym[node]}`),
        holders && make("small", {}, ` ${holders}`),
        make("span", { class: "unseen" }, `, ${graph.words.kinds[graph.kinds[graph.kind[node]]]}`)),
      ...(count ? [make("span", { class: "count", "aria-hidden": "true" }, String(count))] : []));
  }

  put(element, place) {
    const { node, level, place: setPlace, of } = this.rows[place];
    const isChosen = node === this.chosen;
    element.className = `row k-${this.graph.kinds[this.graph.kind[node]]}${isChosen ? " chosen" : ""}${place === this.active ? " active" : ""}`;
    const told = { id: `c-row-${place}`, "data-place": place, "aria-level": level, "aria-posinset": setPlace, "aria-setsize": of, "aria-selected": isChosen };
    for (const [name, value] of Object.entries(told)) element.setAttribute(name, value);
    element.style.top = `${this.tops[place]}px`;
    element.style.height = `${this.tops[place + 1] - this.tops[place]}px`;
    element.style.paddingLeft = `${indent(level)}px`;
  }

  click(event) {
    const place = Number(event.target.closest("[data-place]")?.dataset.place ?? -1);
    if (place < 0) return;
    this.active = place;
    const { node } = this.rows[place];
    if (event.target.closest(".twist") && this.forest.children(node).length) this.on.toggle(node);
    else this.on.choose(node);
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.rows.length) return;
    const act = this.keys()[event.key] || (event.key.length === 1 && /\S/.test(event.key) && event.key !== "/" && (() => this.letter(event.key)));
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  keys() {
    const here = Math.max(0, this.active);
    const { node, level } = this.rows[here];
    const below = this.forest.children(node).length > 0;
    const open = below && this.open.has(node);
    return {
      ArrowDown: () => this.go(this.active < 0 ? 0 : here + 1),
      ArrowUp: () => this.go(here - 1),
      Home: () => this.go(0),
      End: () => this.go(this.rows.length - 1),
      PageDown: () => this.go(Math.min(this.rows.length - 1, here + 10)),
      PageUp: () => this.go(Math.max(0, here - 10)),
      ArrowRight: () => (below && !open ? this.on.toggle(node, true) : open && this.go(here + 1)),
      ArrowLeft: () => (open ? this.on.toggle(node, false) : this.go(this.above(here, level))),
      Enter: () => this.on.choose(node),
      " ": () => this.on.choose(node),
    };
  }

  above(here, level) {
    for (let place = here - 1; place >= 0; place--) if (this.rows[place].level < level) return place;
    return here;
  }

  letter(sign) {
    const sought = sign.toLocaleLowerCase();
    for (let step = 1; step <= this.rows.length; step++) {
      const place = (Math.max(0, this.active) + step) % this.rows.length;
      if (this.graph.label[this.rows[place].node].toLocaleLowerCase().startsWith(sought)) {
        this.go(place);
        return;
      }
    }
  }

  go(place) {
    if (place < 0 || place >= this.rows.length) return;
    this.active = place;
    this.reveal(place);
    this.draw();
    this.scroll();
  }

  reveal(place) {
    const { top, height } = this.box;
    if (this.tops[place] < top) this.scrollTo(this.tops[place] - 8);
    else if (this.tops[place + 1] > top + height) this.scrollTo(this.tops[place + 1] - height + 8);
  }

  scrollTo(top) {
    this.box.top = Math.max(0, Math.min(top, this.tops[this.rows.length] - this.box.height));
    this.isBehind = true;
  }

  /** Scroll to where the rows are drawn, once all else is done: it lays out the page. */
  scroll() {
    if (this.isBehind) this.tree.scrollTop = this.box.top;
    this.isBehind = false;
  }
}
