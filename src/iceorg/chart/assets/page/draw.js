// The drawing: cards and lines of a layout as SVG, whose elements are used again as long as they are the same.
//
// Only what is in sight has elements once there are many cards, and from far away a card is a plain
// rectangle. Places stand in attributes, never in style, so that a copy of the drawing is whole.

import { draw } from "./dom.js";
import { lineInWords } from "./graph.js";
import { textWidth } from "./lettering.js";
import { BEND, COUNT_OUTSIDE, FOOT_LEADING, LEFT_MARKED, LEFT_PLAIN, MARKED_KINDS, NAME_LEADING, countInWords, countWidth } from "./layout.js";
import { lastSeen, stops } from "./shown.js";
import { dateInWords, filledIn } from "./wording.js";

/** With more cards than these, those out of sight have no elements. */
const CULL_FROM = 120;

/** With more cards than these, below this zoom, letters could not be read and are not drawn. */
const FAR_FROM = 300;
const FAR_ZOOM = 0.44;

/** Pixels: the squares by which things in sight are found; elements are made for one square more on each side. */
const SQUARE = 200;

/** Pixels: the squares in which the drawing as from far away is cut, of which a browser paints those in sight. */
const FAR_SQUARE = 1600;

/** Milliseconds of a frame in which elements are made for what comes into sight as the camera moves; the rest come with the next frames. */
const SLICE = 3;

/** What was last seen so many years before the latest document is marked with its year. */
const OLD_YEARS = 3;

const CORNERS = { agency: 9, unit: 6, post: 13, group: 4, collaboration: 4, place: 4, unknown: 6 };

/**
 * Return a way along corners as an SVG path, rounded where it turns.
 *
 * @param {[number, number][]} points
 */
export function roundedPath(points) {
  const way = points.filter((point, place) => !place || point[0] !== points[place - 1][0] || point[1] !== points[place - 1][1]);
  const steps = [`M${way[0][0]},${way[0][1]}`];
  for (let place = 1; place < way.length - 1; place++) {
    const [x, y] = way[place];
    const before = towards(way[place], way[place - 1]);
    const after = towards(way[place], way[place + 1]);
    steps.push(`L${before[0]},${before[1]}Q${x},${y} ${after[0]},${after[1]}`);
  }
  const end = way.at(-1);
  return `${steps.join("")}L${end[0]},${end[1]}`;
}

/** Return the point where the bend at a corner begins; half the stretch if that is short. */
function towards(corner, other) {
  const away = [other[0] - corner[0], other[1] - corner[1]];
  const length = Math.abs(away[0]) + Math.abs(away[1]);
  const share = length ? Math.min(BEND, length / 2) / length : 0;
  return [rounded(corner[0] + away[0] * share), rounded(corner[1] + away[1] * share)];
}

function rounded(number) {
  return Math.round(number * 10) / 10;
}

/** The drawing in its `svg` element; `group` is what the camera moves. */
export class Drawing {
  /**
   * @param {SVGSVGElement} svg
   * @param {Graph} graph
   * @param {{choose: (what: {node?: number, line?: number}) => void, toggle: (key: number) => void,
   *   reach?: (card: object) => void}} on - `reach`: the keyboard has come to a card, which is to be brought into sight
   */
  constructor(svg, graph, on) {
    this.svg = svg;
    this.graph = graph;
    this.on = on;
    this.inferred = graph.statuses.indexOf("Inferred");
    this.layers = Object.fromEntries(["far", "ways", "over", "cards"].map((name) => [name, draw("g", { class: name })]));
    this.group = draw("g", { class: "drawn" }, ...Object.values(this.layers));
    svg.append(this.group);
    this.cards = new Map();
    this.lines = new Map();
    this.places = null;
    this.sight = null;
    this.choice = null;
    this.active = null;
    this.disputed = new Set();
    this.asked = new Map();
    /** Whether more elements are made with the next frame. */
    this.waits = false;
    this.isHeld = false;
    this.group.addEventListener("click", (event) => this.click(event));
    this.group.addEventListener("keydown", (event) => this.key(event));
    this.group.addEventListener("focusin", (event) => this.focused(event));
    this.group.addEventListener("pointerover", (event) => this.hover(event));
  }

  /**
   * Show a layout.
   *
   * @param {object} places - what `layout` gives
   * @param {{shown: {lines: Uint8Array, fresh: Uint8Array, ghosts: Uint8Array, disputes: object[]}, date: string}} marks -
   *   what counts, with what is new, has moved, was replaced, is answered differently, and on which date
   */
  show(places, { shown: counting, date }) {
    this.places = places;
    this.isHeld = false;
    this.hung = new Map(places.routes.filter(({ second }) => !second).map((route) => [route.lower, route]));
    this.counting = counting;
    this.disputed = new Set(counting.disputes.flatMap(({ sides }) => sides.flatMap(({ lines }) => lines)));
    this.asked = new Map();
    for (const { node, question } of counting.disputes) this.asked.set(node, [...(this.asked.get(node) || []), question]);
    this.date = date;
    this.old = date && oldOn(this.graph, date);
    this.many = places.cards.length > CULL_FROM;
    this.hasFar = places.cards.length > FAR_FROM;
    this.squares = this.many ? squaresOf(places) : null;
    this.layers.far.replaceChildren();
    this.farDrawn = false;
    this.window = "";
    if (!places.cardAt(this.active)) this.active = places.cards[0]?.key ?? null;
    this.redraw(true);
    this.select(this.choice);
  }

  /** Return the card on which a thing is drawn; null if it is not. */
  cardOf(node) {
    return this.places?.cardOf(node) || null;
  }

  /** Tell what part of the layout is in sight, and how large it is shown. */
  look(sight) {
    this.sight = sight;
    if (this.many && !this.isHeld) this.redraw();
  }

  /** Draw nothing while the camera moves, until another layout is shown. */
  hold() {
    this.isHeld = true;
  }

  /** Mark a thing or a line as chosen, with the way from it to the top. */
  select(choice) {
    this.choice = choice;
    for (const { element } of this.cards.values()) element.classList.remove("chosen", "up");
    for (const { element } of this.lines.values()) element.classList.remove("chosen", "lit");
    this.layers.over.replaceChildren();
    if (!choice || !this.places) return;
    const card = choice.line === undefined ? this.places.cardOf(choice.node) : this.places.endOf(choice.line);
    this.markUp(card, choice.line === undefined);
    if (choice.line === undefined) this.markSeconds(card, "over-second");
    else this.markLine(choice.line);
  }

  /** Move the keyboard to a thing's card. */
  focus(key) {
    const card = this.places.cardAt(key);
    if (!card) return;
    this.activate(key);
    this.on.reach?.(card);
    this.layers.cards.append(this.drawCard(card));
    this.cards.get(key).element.focus({ preventScroll: true });
  }

  // --- elements

  /** Bring the elements up to date: `anew` when the layout has changed, else only for what has come into sight. */
  redraw(anew = false) {
    const far = Boolean(this.hasFar && this.sight && this.sight.zoom < FAR_ZOOM);
    const window = far ? "far" : this.windowInSight();
    if (!anew && window === this.window) return;
    if (far && this.window !== "far") this.clear();
    this.window = window;
    this.wanted = this.inSight(far);
    const active = this.places.cardAt(this.active);
    if (active && !far) this.wanted.cards.add(active);
    if (far) this.showFar(true);
    else if (anew) this.drawWanted();
    else if (!this.waits) this.fillIn();
  }

  drawWanted() {
    const { cards, routes, stems } = this.wanted;
    this.showFar(false);
    this.drawCards(cards);
    this.drawLines([...stems, ...routes]);
  }

  /** Make elements for what is wanted, as many as a frame has time for; who comes near sees it as from far away until all are there. */
  fillIn() {
    const { cards, routes, stems } = this.wanted;
    const until = performance.now() + SLICE;
    const isLate = () => performance.now() > until;
    const chosen = this.choice && this.cardOf(this.choice.node);
    if (cards.has(chosen)) this.addCards([chosen], () => false);
    const done = this.addCards(cards, isLate) && this.addLines([...stems, ...routes], isLate);
    if (done) this.showFar(false);
    if (done) this.prune(new Set([...cards].map(({ key }) => key)), new Set([...stems, ...routes].map(wayName)));
    if (this.choice) this.select(this.choice);
    if (done) return;
    this.waits = true;
    requestAnimationFrame(() => {
      this.waits = false;
      if (this.window !== "far") this.fillIn();
    });
  }

  /** Let no card and no line have elements: all layers at once, which is far quicker than one by one. */
  clear() {
    this.cards.clear();
    this.lines.clear();
    for (const name of ["ways", "cards"]) {
      const layer = draw("g", { class: name });
      this.layers[name].replaceWith(layer);
      this.layers[name] = layer;
    }
  }

  showFar(isShown) {
    if (isShown && !this.farDrawn) this.drawFar();
    this.layers.far.setAttribute("display", isShown ? "inline" : "none");
  }

  /** Return the squares in sight as a text, to be told from those of before; "" if all is drawn. */
  windowInSight() {
    if (!this.many || !this.sight) return "";
    const { x, y, width, height } = this.sight;
    return [x, y, x + width, y + height].map((edge) => Math.floor(edge / SQUARE)).join();
  }

  inSight(far) {
    if (far) return { cards: new Set(), routes: new Set(), stems: new Set() };
    if (!this.many || !this.sight) {
      return { cards: new Set(this.places.cards), routes: new Set(this.places.routes), stems: new Set(this.places.stems) };
    }
    const [left, top, right, bottom] = this.window.split(",").map(Number);
    const found = { cards: new Set(), routes: new Set(), stems: new Set() };
    for (let column = left - 1; column <= right + 1; column++) {
      for (let row = top - 1; row <= bottom + 1; row++) {
        const square = this.squares.get(`${column},${row}`);
        for (const name of Object.keys(found)) for (const one of square?.[name] || []) found[name].add(one);
      }
    }
    return found;
  }

  /** Let there be elements for these cards, as they are now, and for no others. */
  drawCards(cards) {
    const wanted = new Set([...cards].map(({ key }) => key));
    for (const key of [...this.cards.keys()].filter((one) => !wanted.has(one))) this.dropCard(key);
    this.layers.cards.append(...[...cards].map((card) => this.drawCard(card)).filter(({ parentNode }) => !parentNode));
  }

  /** Make elements for the cards that have none until it is late; return whether all have one. */
  addCards(cards, isLate) {
    for (const card of cards) {
      if (this.cards.has(card.key)) continue;
      if (isLate()) return false;
      this.layers.cards.append(this.drawCard(card));
    }
    return true;
  }

  /** Return the element of a card, as it is now. */
  drawCard(card) {
    if (!this.cards.has(card.key)) this.cards.set(card.key, { element: draw("g", { "data-key": card.key, role: "button" }), signature: "" });
    const drawn = this.cards.get(card.key);
    this.update(drawn, card);
    return drawn.element;
  }

  dropCard(key) {
    this.cards.get(key).element.remove();
    this.cards.delete(key);
  }

  /** Take away the elements of all other cards and lines. */
  prune(keys, names) {
    for (const key of this.cards.keys()) if (!keys.has(key)) this.dropCard(key);
    for (const name of this.lines.keys()) if (!names.has(name)) this.dropLine(name);
  }

  update(drawn, card) {
    const marks = this.badgesOf(card);
    const signature = JSON.stringify([card.lines, card.foot, card.holders, card.count, card.open, card.toggle, marks]);
    if (drawn.signature !== signature) this.fill(drawn.element, card, marks);
    drawn.signature = signature;
    drawn.element.setAttribute("transform", `translate(${card.x},${card.y})`);
    drawn.element.setAttribute("tabindex", card.key === this.active ? "0" : "-1");
  }

  fill(element, card, marks) {
    const { kind } = card;
    element.setAttribute("class", `card k-${kind}${card.bundle ? " bundle" : ""}${card.bridged ? " bridged" : ""}${this.counting.ghosts[card.node] ? " ghost" : ""}`);
    element.setAttribute("aria-label", this.nameOf(card, marks));
    if (card.toggle) element.setAttribute("aria-expanded", String(card.open));
    else element.removeAttribute("aria-expanded");
    element.replaceChildren(...this.parts(card, kind), ...badges(card, marks), ...toggleParts(card));
  }

  parts(card, kind) {
    const left = !card.bundle && MARKED_KINDS.has(kind) ? LEFT_MARKED : LEFT_PLAIN;
    const below = (card.foot ? 1 : 0) + card.holders.length;
    let y = (card.height - NAME_LEADING * card.lines.length - FOOT_LEADING * below) / 2 + NAME_LEADING - 3.5;
    const name = draw("text", { class: "name" });
    for (const line of card.lines) {
      name.append(draw("tspan", { x: left, y }, line));
      y += NAME_LEADING;
    }
    const parts = [...frameParts(card, kind), name];
    y -= 1;
    if (card.foot) {
      parts.push(draw("text", { class: "foot", x: left, y }, card.foot));
      y += FOOT_LEADING;
    }
    for (const [place, { person, line, text }] of card.holders.entries()) {
      const isFirst = person >= 0 && card.holders[place - 1]?.person !== person;
      parts.push(draw("g", { class: "holder", "data-person": person, "data-line": line },
        isFirst && draw("path", { class: "head", d: headMark(left + 4, y - 4, 0.62) }), draw("text", { x: left + 14, y }, text)));
      y += FOOT_LEADING;
    }
    if (card.lines.at(-1).endsWith("…")) parts.push(draw("title", {}, this.graph.label[card.node]));
    return parts;
  }

  nameOf(card, marks) {
    const { graph } = this;
    const { words } = graph;
    const names = card.node >= 0
      ? [graph.label[card.node], graph.acronym[card.node], words.kinds[card.kind], ...card.holders.map(({ text }) => text)]
      : [card.lines.join(" ")];
    const below = card.toggle && !card.bundle ? [words.below.replace("{n}", String(card.count))] : [];
    return [...names, ...below, ...marks.map(({ words: mark, said }) => said || mark)].filter(Boolean).join(", ");
  }

  /** Return what is to be marked on a card: that documents disagree, that it is new or moved, that it was long not seen. */
  badgesOf({ node }) {
    if (node < 0) return [];
    const { graph } = this;
    const { fresh, lines, ghosts } = this.counting;
    const { words } = graph;
    const upwards = [...graph.linesOf(node)].filter((line) => lines[line] && graph.lower[line] === node);
    const found = [];
    const asked = this.asked.get(node);
    if (asked) found.push({ name: "disputed", words: `${words.disputed_mark}: ${asked.join("; ")}` });
    if (ghosts[node]) found.push({ name: "age", words: words.replaced_mark });
    if (upwards.some((line) => fresh[line] === 2)) found.push({ name: "moved", words: words.moved_mark });
    else if (upwards.some((line) => fresh[line] === 1)) found.push({ name: "new", words: words.new_mark });
    const last = upwards.map((line) => lastSeen(graph, line, this.date)).sort().at(-1);
    if (this.old && last && last < this.old && !ghosts[node]) {
      found.push({ name: "age", words: last.slice(0, 4), said: filledIn(words.seen_last, { date: dateInWords(words, last) }) });
    }
    return found;
  }

  drawLines(ways) {
    const wanted = new Set(ways.map(wayName));
    for (const name of [...this.lines.keys()].filter((one) => !wanted.has(one))) this.dropLine(name);
    for (const way of ways) this.drawLine(way);
  }

  addLines(ways, isLate) {
    for (const way of ways) {
      if (this.lines.has(wayName(way))) continue;
      if (isLate()) return false;
      this.drawLine(way);
    }
    return true;
  }

  dropLine(name) {
    this.lines.get(name).element.remove();
    this.lines.delete(name);
  }

  drawLine(route) {
    const name = wayName(route);
    const path = roundedPath(route.own || route.points);
    const kind = this.lineClass(route);
    const drawn = this.lines.get(name);
    const element = drawn?.element || draw("g", {});
    this.lines.set(name, { element, path, kind, route });
    if (drawn && drawn.path === path && drawn.kind === kind) return;
    element.setAttribute("class", kind);
    element.dataset.line = route.line ?? -1;
    element.dataset.key = route.lower ?? route.key;
    element.replaceChildren(draw("path", { class: "way", d: path }), draw("path", { class: "hit", d: path }));
    if (route.line >= 0) element.append(...this.signs(route), draw("title", {}, lineInWords(this.graph, route.line)));
    if (!drawn && route.second) this.layers.ways.prepend(element);
    else if (!drawn) this.layers.ways.append(element);
  }

  lineClass(route) {
    if (route.lower === undefined) return "line stem";
    const { graph } = this;
    const { line } = route;
    const classes = ["line"];
    if (line >= 0) {
      classes.push(`r-${graph.relations[graph.lineKind[line]].key}`);
      if (graph.lineStatus[line] === this.inferred) classes.push("inferred");
      if (this.disputed.has(line)) classes.push("disputed");
      if (this.counting.ghosts[graph.lower[line]]) classes.push("ghostly");
      if (this.counting.fresh[line]) classes.push(this.counting.fresh[line] === 2 ? "moved" : "fresh");
    }
    if (route.second) classes.push("second");
    if (route.bridged) classes.push("bridged");
    if (route.bundle) classes.push("bundled");
    return classes.join(" ");
  }

  /** Return the signs on a line: an open point where it is inferred, a warning where documents disagree. */
  signs({ line, points, second }) {
    const signs = [];
    if (this.graph.lineStatus[line] === this.inferred) signs.push(draw("path", { class: "sign", d: inferredMark(points) }));
    if (second && this.disputed.has(line)) signs.push(draw("path", { class: "sign warning", d: warningMark(...longestMiddle(points)) }));
    return signs;
  }

  /** Draw all cards as plain rectangles: in each of large squares one path for each kind, and one for all lines. */
  drawFar() {
    this.farDrawn = true;
    const squares = new Map();
    const put = (name, [x, y], path) => {
      const place = `${Math.floor(x / FAR_SQUARE)},${Math.floor(y / FAR_SQUARE)}`;
      if (!squares.has(place)) squares.set(place, new Map());
      const paths = squares.get(place);
      if (!paths.has(name)) paths.set(name, []);
      paths.get(name).push(path);
    };
    for (const { own, points, second } of [...this.places.stems, ...this.places.routes]) {
      if (!second) put("ways", (own || points).at(-1), `M${(own || points).map((point) => point.join()).join("L")}`);
    }
    for (const { kind, x, y, width, height } of this.places.cards) put(`k-${kind}`, [x, y], `M${x},${y}h${width}v${height}h-${width}z`);
    for (const paths of squares.values()) this.layers.far.append(...[...paths].map(([name, those]) => draw("path", { class: name, d: those.join("") })));
  }

  // --- what is marked

  markUp(card, isChosen) {
    if (card && isChosen) this.cards.get(card.key)?.element.classList.add("chosen");
    for (let at = card; at; at = this.places.cardAt(at.up)) {
      if (at !== card) this.cards.get(at.key)?.element.classList.add("up");
      const route = this.hung.get(at.key);
      if (route) this.layers.over.append(draw("path", { class: "over-up", d: roundedPath(route.points) }));
    }
  }

  markSeconds(card, name) {
    if (!card) return;
    const { upper, lower } = this.graph;
    const drawn = new Set(this.places.routes.map(({ line }) => line));
    for (const line of this.places.seconds) {
      if (this.places.cardOf(upper[line]) !== card && this.places.cardOf(lower[line]) !== card) continue;
      if (drawn.has(line)) for (const { element, route } of this.lines.values()) element.classList.toggle("lit", element.classList.contains("lit") || route.line === line);
      else {
        const kind = this.graph.relations[this.graph.lineKind[line]].key;
        this.layers.over.append(draw("g", { class: `line second lit r-${kind} ${name}`, "data-line": line, "data-key": card.key },
          draw("path", { class: "way", d: roundedPath(this.places.way(line)) }),
          draw("path", { class: "hit", d: roundedPath(this.places.way(line)) }),
          draw("title", {}, lineInWords(this.graph, line))));
      }
    }
  }

  markLine(line) {
    const way = this.places.way(line);
    if (way) this.layers.over.append(draw("path", { class: "over-line", d: roundedPath(way) }));
    for (const { element, route } of this.lines.values()) if (route.line === line) element.classList.add("chosen");
    if (!way) this.cards.get(this.places.endOf(line)?.key)?.element.classList.add("chosen");
  }

  // --- pointer and keyboard

  click(event) {
    const key = Number(event.target.closest("[data-key]")?.dataset.key);
    if (event.target.closest(".toggle")) this.on.toggle(key);
    else if (event.target.closest(".holder")) this.chooseHolder(event.target.closest(".holder"), key);
    else if (event.target.closest(".card")) this.chooseCard(key);
    else if (event.target.closest(".line")) this.chooseLine(Number(event.target.closest(".line").dataset.line), key);
  }

  chooseHolder(holder, key) {
    const person = Number(holder.dataset.person);
    this.on.choose({ node: person >= 0 ? person : key });
  }

  chooseCard(key) {
    this.activate(key);
    if (key >= 0) this.on.choose({ node: key });
    else this.on.toggle(key);
  }

  chooseLine(line, key) {
    if (line >= 0) this.on.choose({ line });
    else if (key >= 0) this.on.choose({ node: key });
    else this.on.toggle(key);
  }

  focused(event) {
    const card = event.target.closest(".card");
    if (!card) return;
    this.activate(Number(card.dataset.key));
  }

  /** Let a card be the one that the keyboard comes to. */
  activate(key) {
    this.cards.get(this.active)?.element.setAttribute("tabindex", "-1");
    this.active = key;
    this.cards.get(key)?.element.setAttribute("tabindex", "0");
  }

  /** Show the second lines of the card under the pointer. */
  hover(event) {
    const key = Number(event.target.closest(".card")?.dataset.key ?? NaN);
    if (key === this.hovered || (Number.isNaN(key) && this.hovered === undefined)) return;
    this.hovered = Number.isNaN(key) ? undefined : key;
    if (this.places.seconds.length === 0) return;
    this.select(this.choice);
    if (this.hovered !== undefined) this.markSeconds(this.places.cardAt(key), "over-second");
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !event.target.closest(".card")) return;
    const card = this.places.cardAt(this.active);
    const act = {
      ArrowUp: () => this.step(card, 0, -1), ArrowDown: () => this.step(card, 0, 1),
      ArrowLeft: () => this.step(card, -1, 0), ArrowRight: () => this.step(card, 1, 0),
      Home: () => this.focus(this.places.cards[0].key),
      Enter: () => this.chooseCard(card.key), " ": () => (card.toggle ? this.on.toggle(card.key) : this.chooseCard(card.key)),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  /** Go to the next card in a direction; from a fan's card down to its first part, and from a part's top up to it. */
  step(card, dx, dy) {
    const { cards } = this.places;
    const isOver = (other) => other.y < card.y && other.x < card.x + card.width && card.x < other.x + other.width;
    let next = null;
    if (dy > 0 && card.toggle === "below") next = cards.find(({ up }) => up === card.key);
    if (dy < 0 && !cards.some(isOver)) next = this.places.cardAt(card.up);
    next ||= nearestAhead(card, cards, dx, dy);
    if (next) this.focus(next.key);
  }
}

/** Return the nearest card in a direction; what lies straight ahead before what lies aside. */
function nearestAhead(card, cards, dx, dy) {
  let nearest = null;
  let least = Infinity;
  for (const other of cards) {
    const x = other.x + other.width / 2 - card.x - card.width / 2;
    const y = other.y + other.height / 2 - card.y - card.height / 2;
    const ahead = x * dx + y * dy;
    const far = ahead + 2.5 * (Math.abs(x * dy) + Math.abs(y * dx));
    if (other === card || ahead <= 4 || far >= least) continue;
    nearest = other;
    least = far;
  }
  return nearest;
}

/** Return the name by which a line's element is kept: the card it hangs and the line, or the card whose stem it is. */
function wayName({ lower, line, key }) {
  return lower === undefined ? `stem ${key}` : `${lower} ${line}`;
}

/** Return the day before which something was last seen long ago on a date, measured from the last document until then. */
function oldOn(graph, date) {
  const latest = stops(graph).filter((stop) => stop <= date).at(-1);
  return latest ? `${Number(latest.slice(0, 4)) - OLD_YEARS}${latest.slice(4)}` : "";
}

/** Return the squares of a layout, each with the cards and lines that reach into it. */
function squaresOf({ cards, routes, stems }) {
  const squares = new Map();
  const put = (name, one, left, top, right, bottom) => {
    for (let column = Math.floor(left / SQUARE); column <= Math.floor(right / SQUARE); column++) {
      for (let row = Math.floor(top / SQUARE); row <= Math.floor(bottom / SQUARE); row++) {
        const place = `${column},${row}`;
        if (!squares.has(place)) squares.set(place, { cards: [], routes: [], stems: [] });
        squares.get(place)[name].push(one);
      }
    }
  };
  for (const card of cards) put("cards", card, card.x, card.y, card.x + card.width, card.y + card.height);
  for (const [name, ways] of [["routes", routes], ["stems", stems]]) {
    for (const route of ways) {
      const points = route.own || route.points;
      for (let place = 1; place < points.length; place++) {
        const [one, other] = [points[place - 1], points[place]];
        put(name, route, Math.min(one[0], other[0]), Math.min(one[1], other[1]), Math.max(one[0], other[0]), Math.max(one[1], other[1]));
      }
    }
  }
  return squares;
}

// --- parts of a card

/** Return what tells a card's kind: its shape, its band, its mark. */
function frameParts(card, kind) {
  const { width, height } = card;
  const corner = kind === "person" || kind === "program" ? Math.min(22, height / 2) : CORNERS[kind] || 6;
  const parts = [];
  if (card.bundle) parts.push(draw("rect", { class: "frame behind", x: 5, y: 5, width: width - 5, height: height - 1, rx: corner }));
  parts.push(draw("rect", { class: "frame", width, height, rx: corner }));
  if (kind === "unit" && !card.bundle) parts.push(draw("path", { class: "band", d: `M7,0H6A6,6 0 0 0 0,6V${height - 6}A6,6 0 0 0 6,${height}H7Z` }));
  const mark = card.bundle ? "" : kindMark(kind, 17, height / 2);
  if (mark) parts.push(draw("path", { class: "mark", d: mark }));
  return parts;
}

function kindMark(kind, x, y) {
  if (kind === "person") return headMark(x, y, 1);
  if (kind === "program") return discMark(x, y, 5.5);
  if (kind === "group") return `M${x - 7},${y}l7,-7l7,7l-7,7z`;
  if (kind === "collaboration") return `M${x - 7},${y}l5,-5l5,5l-5,5zM${x - 1},${y}l5,-5l5,5l-5,5z`;
  if (kind === "place") return `M${x},${y + 8}C${x - 9},${y - 2} ${x - 5},${y - 8} ${x},${y - 8}C${x + 5},${y - 8} ${x + 9},${y - 2} ${x},${y + 8}z`;
  return "";
}

function discMark(x, y, radius) {
  return `M${rounded(x - radius)},${rounded(y)}a${radius},${radius} 0 1 0 ${2 * radius},0a${radius},${radius} 0 1 0 ${-2 * radius},0z`;
}

/** Return a head and shoulders. */
function headMark(x, y, scale) {
  const [r, w, h] = [3.6 * scale, 7 * scale, 7 * scale];
  return `${discMark(x, y - 4 * scale, rounded(r))}M${rounded(x - w)},${rounded(y + h)}c0,${rounded(-h * 1.1)} ${rounded(2 * w)},${rounded(-h * 1.1)} ${rounded(2 * w)},0z`;
}

/** Return an open point at a line's lower end, just before the card. */
function inferredMark(points) {
  const [[x, y], before] = [points.at(-1), points.at(-2)];
  return discMark(x - Math.sign(x - before[0]) * 4, y - Math.sign(y - before[1]) * 4, 3);
}

function warningMark(x, y) {
  return `M${x},${y - 8}L${x + 8},${y + 6}H${x - 8}ZM${x - 1},${y - 3}L${x - 0.6},${y + 2}H${x + 0.6}L${x + 1},${y - 3}ZM${x - 1},${y + 3}H${x + 1}V${y + 5}H${x - 1}Z`;
}

/** Return the middle of a way's longest stretch. */
function longestMiddle(points) {
  const length = (place) => Math.abs(points[place][0] - points[place - 1][0]) + Math.abs(points[place][1] - points[place - 1][1]);
  let best = 1;
  for (let place = 2; place < points.length; place++) if (length(place) > length(best)) best = place;
  return [rounded((points[best][0] + points[best - 1][0]) / 2), rounded((points[best][1] + points[best - 1][1]) / 2)];
}

/** Return the badges on a card's upper edge, from its right end leftwards, above the letters and below the next card. */
function badges(card, marks) {
  let right = card.width - 16;
  return marks.map(({ name, words, said }) => {
    if (name === "disputed") {
      right -= 20;
      return draw("path", { class: "badge-mark warning", d: warningMark(right + 10, -1.5) }, draw("title", {}, words));
    }
    const width = textWidth(words, 10) + 12;
    right -= width + 4;
    return draw("g", { class: `badge-mark ${name}` },
      draw("rect", { x: rounded(right), y: -9.5, width: rounded(width), height: 14, rx: 7 }),
      draw("text", { x: rounded(right + width / 2), y: 1 }, words), said && draw("title", {}, said));
  });
}

/** Return a card's count with its sign, and where a finger hits it. */
function toggleParts(card) {
  if (!card.toggle) return [];
  const words = card.open ? "−" : countInWords(card.count);
  const width = countWidth(words);
  const right = card.toggle === "right";
  const x = right ? card.width + COUNT_OUTSIDE - width : card.width / 2 - width / 2;
  const y = right ? card.height / 2 : card.height + 6;
  const hit = right ? [card.width - 28, 0, 44, card.height] : [card.width / 2 - 28, card.height - 18, 56, 42];
  return [draw("g", { class: "toggle", "aria-hidden": "true" },
    draw("rect", { class: "hit", x: hit[0], y: hit[1], width: hit[2], height: hit[3] }),
    draw("rect", { class: "badge", x: rounded(x), y: y - 11, width: rounded(width), height: 22, rx: 11 }),
    draw("text", { x: rounded(x + width / 2), y: y + 4 }, words))];
}
