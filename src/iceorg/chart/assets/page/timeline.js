// The time line: the documents' days as stops, the undated ones in a lane of their own, gaps in words.

import { button, make, soon } from "./dom.js";
import { daysBetween, stops } from "./shown.js";
import { allInWords, dateInWords, filledIn, spanInWords } from "./wording.js";

/** A stretch without a document that is worth saying, in days. */
const GAP = 730;

/** How much wider words are in bold, at most, and what is left free between the words of two stops, in pixels. */
const BOLD = 1.2;
const BETWEEN = 8;

/**
 * Return the stretches between documents that are longer than two years.
 *
 * @param {string[]} days - ascending
 * @returns {Array<{from: string, to: string, days: number}>}
 */
export function gapsOf(days) {
  return days.slice(1).map((to, place) => ({ from: days[place], to, days: daysBetween(days[place], to) })).filter((gap) => gap.days >= GAP);
}

/** Return a box to tick beside the time line, with its label and the place of its words. */
function lane(name, title, run) {
  const box = make("input", { type: "checkbox", id: `c-${name}` });
  box.addEventListener("change", () => run(box.checked));
  const words = make("span", {});
  return { box, words, label: make("label", { class: "lane", title }, box, words) };
}

/** The time line in its place; `on.date(date)`, `on.undated(shown)` and `on.ended(shown)` tell what was chosen. */
export class Timeline {
  constructor(graph, room, on) {
    this.graph = graph;
    this.room = room;
    this.on = on;
    this.days = stops(graph);
    const { words } = graph;
    const undated = graph.documents.filter((document) => !document.date).length;
    this.said = make("p", { class: "changes", "aria-live": "polite" });
    this.track = make("div", { class: "track", role: "radiogroup", "aria-label": words.as_of });
    this.undated = lane("undated", words.undated_help, on.undated);
    this.undated.words.textContent = filledIn(words[undated === 1 ? "undated_document" : "undated_documents"], { n: undated });
    this.undated.label.hidden = !undated;
    this.ended = lane("ended", words.ended_help, on.ended);
    this.any = make("input", { id: "c-date", "aria-label": words.other_date, title: words.other_date });
    soon(() => (this.any.type = "date")); // for which the browser loads its calendar
    this.any.addEventListener("change", () => on.date(this.any.value));
    room.append(make("b", { class: "as-of" }, words.as_of), this.track, this.any, this.undated.label, this.ended.label, this.said);
    this.track.addEventListener("keydown", (event) => this.key(event));
    if (!this.days.length) {
      this.track.append(make("span", { class: "quiet" }, words.no_dates));
      this.any.hidden = true;
    } else this.build();
  }

  build() {
    const { words } = this.graph;
    this.all = button(words.all_documents, { role: "radio", class: "all" }, () => this.on.date(""));
    this.line = make("div", { class: "rail" });
    this.marks = this.days.map((day) => this.mark(day));
    for (const gap of gapsOf(this.days)) this.line.append(this.gap(gap));
    this.line.append(...this.marks);
    this.here = make("span", { class: "here", hidden: true });
    this.line.append(this.here);
    this.track.append(this.all, this.line);
    new ResizeObserver(() => this.measure()).observe(this.line);
  }

  mark(day) {
    const { graph } = this;
    const papers = graph.documents.filter((document) => document.date === day).map((document) => document.title);
    const words = dateInWords(graph.words, day);
    const mark = button(make("i", {}), { role: "radio", class: "stop", title: [words, ...papers].join("\n"), "aria-label": `${words}: ${papers.join("; ")}` },
      () => this.on.date(day));
    mark.append(make("span", {}, words));
    mark.style.left = `${this.share(day)}%`;
    return mark;
  }

  gap({ from, to, days }) {
    const { words } = this.graph;
    const text = filledIn(words.gap_short, { span: spanInWords(words, days) });
    const full = filledIn(words.gap, { from: dateInWords(words, from), to: dateInWords(words, to) });
    const element = make("span", { class: "gap", title: full }, text, make("span", { class: "unseen" }, ` ${full}`));
    element.style.left = `${this.share(from)}%`;
    element.style.width = `${this.share(to) - this.share(from)}%`;
    return element;
  }

  /** Return where a day lies, in hundredths of the rail. */
  share(day) {
    const [first, last] = [this.days[0], this.days.at(-1)];
    const whole = daysBetween(first, last);
    if (!whole) return 50;
    return Math.min(100, Math.max(0, (100 * daysBetween(first, day)) / whole));
  }

  /** Measure the rail and the words of its stops, which are written out for that; and lay the words anew. */
  measure() {
    if (!this.days.length || this.wide === this.line.clientWidth) return;
    for (const one of this.line.querySelectorAll(".bare")) one.classList.remove("bare");
    this.wide = this.line.clientWidth;
    this.widths = this.marks.map((mark) => mark.lastChild.offsetWidth);
    const gaps = [...this.line.querySelectorAll(".gap")].map((gap) => [gap, gap.clientWidth]); // all measured before one is changed
    for (const [gap, wide] of gaps) gap.classList.toggle("bare", wide < 210);
    this.label();
  }

  /** Leave out the words of stops that would touch others: those of the chosen stop stay, then the earlier ones. */
  label() {
    if (!this.wide) return;
    const chosen = this.marks.findIndex((mark) => mark.getAttribute("aria-checked") === "true");
    const laid = [];
    for (const place of [chosen, ...this.marks.keys()]) {
      if (place < 0 || (place === chosen && laid.length)) continue;
      const middle = (this.share(this.days[place]) / 100) * this.wide;
      const half = (this.widths[place] * (place === chosen ? BOLD : 1) + BETWEEN) / 2;
      const free = laid.every(([from, to]) => middle + half <= from || middle - half >= to);
      if (free) laid.push([middle - half, middle + half]);
      this.marks[place].classList.toggle("bare", !free);
    }
  }

  /** Show what is chosen, and what has changed there. */
  show({ date, undated, ended }, shown) {
    this.undated.box.checked = undated;
    this.ended.box.checked = ended;
    const ghosts = shown.ghosts.reduce((number, is) => number + is, 0);
    this.ended.words.textContent = filledIn(this.graph.words.ended, { n: ghosts });
    this.ended.label.hidden = !ghosts;
    this.any.value = date;
    if (!this.days.length) return;
    const chosen = [this.all, ...this.marks][date ? this.days.indexOf(date) + 1 : 0];
    for (const one of [this.all, ...this.marks]) {
      one.setAttribute("aria-checked", String(one === chosen && (Boolean(date) || one === this.all)));
      one.tabIndex = one === chosen ? 0 : -1;
    }
    const between = date && !this.days.includes(date);
    if (between) {
      this.all.setAttribute("aria-checked", "false");
      this.here.style.left = `${this.share(date)}%`;
    }
    this.here.hidden = !between;
    this.label();
    this.said.replaceChildren(...this.inWords(date, shown));
  }

  /** Return what has changed, which opens the list of it, and what documents there are around the date. */
  inWords(date, shown) {
    const { words } = this.graph;
    if (!date) return [allInWords(words, this.graph.documents)];
    const last = this.days.filter((day) => day <= date).at(-1);
    const next = this.days.find((day) => day > date);
    const told = [];
    if (!last) told.push(words.before_all);
    else if (last !== date) told.push(filledIn(words.last_document, { date: dateInWords(words, last) }));
    const gap = gapsOf(this.days).find(({ from, to }) => from <= date && date < to);
    if (gap) told.push(filledIn(words.gap, { from: dateInWords(words, gap.from), to: dateInWords(words, gap.to) }));
    else if (next && last !== date) told.push(filledIn(words.next_document, { date: dateInWords(words, next) }));
    const changes = filledIn(words.changes, { appeared: shown.appeared, moved: shown.moved, ended: shown.gone.length });
    return [button(changes, { class: "linked", title: words.changes_open }, () => this.on.changes()), ...told.map((one) => ` · ${one}`)];
  }

  key(event) {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step || !this.days.length) return;
    event.preventDefault();
    const all = ["", ...this.days];
    const now = Math.max(0, all.indexOf(this.any.value));
    const place = (now + step + all.length) % all.length;
    this.on.date(all[place]);
    [this.all, ...this.marks][place].focus();
  }
}
