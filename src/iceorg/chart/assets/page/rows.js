// Rows of a data block, a line of JSON each: one is parsed when it is asked for, and none is kept.

import { lazily } from "./graph.js";

/** The rows of a block's text. */
export class Rows {
  /** @param {string} text - lines of JSON; without a letter, no rows */
  constructor(text) {
    this.text = text;
    /** By row, where its line begins; and one place behind the last line. */
    this.starts = lazily(() => startsOf(text));
  }

  get length() {
    return this.starts().length - 1;
  }

  /** Return a row; undefined where there is none. */
  at(place) {
    const { [place]: from, [place + 1]: to } = this.starts();
    return from === undefined || to === undefined ? undefined : JSON.parse(this.text.slice(from, to));
  }

  *[Symbol.iterator]() {
    for (let place = 0; place < this.length; place++) yield this.at(place);
  }

  /** Return the first row for which something holds, found by halves: it holds for all rows behind it. */
  firstWhere(holds) {
    let [from, to] = [0, this.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (holds(this.at(middle))) to = middle;
      else from = middle + 1;
    }
    return from;
  }
}

function startsOf(text) {
  if (!text) return Int32Array.of(0);
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  starts.push(text.length + 1);
  return Int32Array.from(starts);
}
