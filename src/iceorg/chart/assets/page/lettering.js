// How many letters fit on a card: widths of letters, on the generous side.
//
// Which letters a reader's device has is not known, so a letter is as wide here as in the widest of
// the common ones for screens. Nothing of the browser is asked: the same names give the same lines.

/** Hundredths of the size: how wide the letters from the blank to the tilde are. */
const ASCII_WIDTHS = [
  32, 41, 46, 84, 64, 96, 78, 28, 40, 40, 50, 84, 32, 37, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34, 84, 84, 84, 54,
  100, 69, 69, 70, 77, 64, 58, 78, 76, 30, 30, 66, 56, 87, 75, 79, 61, 79, 70, 64, 62, 74, 69, 99, 69, 62, 69, 40, 34, 40, 84, 50,
  50, 62, 64, 55, 64, 62, 36, 64, 64, 28, 28, 58, 28, 98, 64, 62, 64, 64, 42, 53, 40, 64, 60, 82, 60, 60, 53, 64, 34, 64, 84,
];

/** Hundredths of the size: signs that take no room, signs of a full square, and all others. */
const NO_WIDTH = /^[\p{M}\p{Cf}\p{Cc}]$/u;
const FULL_WIDTH = /^[\u1100-\u115f\u2e80-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f000}-\u{1faff}\u{20000}-\u{3fffd}]$/u;
const OTHER_WIDTH = 78;

const ELLIPSIS = "…";

/**
 * Return about how many pixels a text is wide.
 *
 * @param {string} text
 * @param {number} size - pixels: the size of its letters
 */
export function textWidth(text, size) {
  let hundredths = 0;
  for (const letter of text) hundredths += letterWidth(letter);
  return (hundredths * size) / 100;
}

/**
 * Return a text in at most so many lines of a width; what does not fit ends in an ellipsis.
 *
 * @param {string} text - runs of white space count as one blank
 * @param {number} room - pixels that a line may take
 * @param {number} lines - how many lines there may be
 * @param {number} size - pixels: the size of the letters
 * @returns {string[]}
 */
export function wrapText(text, room, lines, size) {
  const found = [""];
  for (const word of text.split(/\s+/u).filter(Boolean)) {
    if (found.length > lines) break; // a long text is not looked at further than it shows
    for (const part of wordParts(word, room, size)) {
      const last = found.length - 1;
      const longer = part.joined ? found[last] + part.text : `${found[last]} ${part.text}`.trim();
      if (!found[last] || textWidth(longer, size) <= room) found[last] = longer;
      else found.push(part.text);
    }
  }
  if (found.length > lines) found[lines - 1] = cutShort(found[lines - 1], room, size);
  return found.slice(0, lines);
}

/** Return a word in parts that fit a line each, broken after hyphens and slashes if there are any to break at. */
function wordParts(word, room, size) {
  const parts = [];
  for (const piece of word.split(/(?<=[-/\u2010-\u2014])(?=.)/u)) {
    let rest = piece;
    while (textWidth(rest, size) > room) {
      const kept = longestFitting(rest, room, size);
      parts.push({ text: kept, joined: parts.length > 0 });
      rest = rest.slice(kept.length);
    }
    parts.push({ text: rest, joined: parts.length > 0 });
  }
  return parts;
}

function cutShort(line, room, size) {
  return longestFitting(line, room - textWidth(ELLIPSIS, size), size).trimEnd() + ELLIPSIS;
}

/** Return the longest beginning of a text that fits, of one letter at least. */
function longestFitting(text, room, size) {
  let kept = "";
  let width = 0;
  for (const letter of text) {
    width += (letterWidth(letter) * size) / 100;
    if (kept && width > room) break;
    kept += letter;
  }
  return kept;
}

function letterWidth(letter) {
  const code = letter.codePointAt(0);
  if (code >= 32 && code < 127) return ASCII_WIDTHS[code - 32];
  if (NO_WIDTH.test(letter)) return 0;
  if (FULL_WIDTH.test(letter)) return 105;
  const plain = letter.normalize("NFD").codePointAt(0);
  return plain >= 32 && plain < 127 ? ASCII_WIDTHS[plain - 32] : letter === ELLIPSIS ? 100 : OTHER_WIDTH;
}
