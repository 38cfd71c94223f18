// The chart as a picture that needs neither page nor style sheet: SVG with its looks in attributes, and PNG of it.

import { draw } from "./dom.js";
import { Drawing } from "./draw.js";
import { textWidth } from "./lettering.js";

/** What is written into attributes, and the values that go without saying. */
const LOOKS = {
  fill: "rgb(0, 0, 0)",
  "fill-rule": "nonzero",
  stroke: "none",
  "stroke-width": "1px",
  "stroke-dasharray": "none",
  "stroke-linecap": "butt",
  opacity: "1",
};
const LETTERS = { "font-size": "", "font-weight": "400", "text-anchor": "start" };
const FONTS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";
const DROPPED = new Set(["tabindex", "role", "aria-label", "aria-expanded", "aria-hidden", "class", "hidden"]);

/** Pixels: around the drawing, and for the line of words below it. */
const FRAME = 16;
const CAPTION = 34;
const CAPTION_SIZE = 12;

/** Pixels: what browsers take at most as a canvas, by side and in all. */
const MOST_SIDE = 16000;
const MOST_AREA = 120e6;

/**
 * Return the open part of the chart as an element that looks the same anywhere.
 *
 * @param {object} places - what `layout` gives
 * @param {object} marks - what is marked, as the drawing takes it
 * @param {{graph: Graph, caption: string, ground?: string, number?: (node: number) => string}} how - the words below, the
 *   colour behind all, and a number by which each card is found in the appendix
 * @returns {SVGSVGElement}
 */
export function picture(places, marks, { graph, caption, ground, number }) {
  const width = Math.max(places.width, Math.ceil(textWidth(caption, CAPTION_SIZE))) + 2 * FRAME;
  const height = places.height + 2 * FRAME + CAPTION;
  const stage = draw("svg", { class: "unseen", width, height, "aria-hidden": "true" });
  document.body.append(stage);
  try {
    const drawing = new Drawing(stage, graph, { choose: () => {}, toggle: () => {} });
    drawing.show(places, marks);
    const world = plain(drawing.group);
    world.setAttribute("transform", `translate(${FRAME},${FRAME})`);
    if (number) world.append(...places.cards.filter(({ node }) => node >= 0).map((card) => numberOf(card, number(card.node), stage)));
    const style = getComputedStyle(document.documentElement);
    const words = draw("text", { x: FRAME, y: height - FRAME, fill: style.getPropertyValue("--quiet").trim(), "font-size": `${CAPTION_SIZE}px` }, printable(caption));
    return draw("svg", { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}`, "font-family": FONTS },
      draw("title", {}, printable(graph.title)), draw("desc", {}, printable(caption)),
      draw("rect", { width, height, fill: ground || style.getPropertyValue("--paper").trim() }), world, words);
  } finally {
    stage.remove();
  }
}

/** Return a picture as a file's text. */
export function svgText(element) {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(element)}\n`;
}

/** Return a picture as PNG, twice as fine as on the page where that is not too large for a browser. */
export async function pngBlob(element) {
  const { width, height } = { width: Number(element.getAttribute("width")), height: Number(element.getAttribute("height")) };
  const scale = Math.min(2, MOST_SIDE / Math.max(width, height), Math.sqrt(MOST_AREA / (width * height)));
  const address = URL.createObjectURL(new Blob([svgText(element)], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => { canvas.toBlob(resolve, "image/png"); });
  } finally {
    URL.revokeObjectURL(address);
  }
}

function numberOf(card, number, stage) {
  const fill = getComputedStyle(stage).getPropertyValue("--quiet").trim();
  return draw("text", { x: card.x + 2, y: card.y - 3, "font-size": "9px", fill }, number);
}

/** Return a copy of an element on the page, with its looks in attributes and without what only a page needs. */
function plain(element) {
  const copy = element.cloneNode(true);
  const pairs = [[element, copy]];
  for (const [from, to] of pairs) {
    pairs.push(...Array.from(from.children, (child, place) => [child, to.children[place]]));
    if (from.matches("text, tspan, title")) for (const node of to.childNodes) if (node.nodeType === Node.TEXT_NODE) node.data = printable(node.data);
  }
  for (const [from, to] of pairs) {
    const style = getComputedStyle(from);
    if (from.matches(".hit") || isCloser(from) || (from !== element && style.display === "none")) {
      to.remove();
      continue;
    }
    for (const { name } of [...to.attributes]) if (DROPPED.has(name) || name.startsWith("data-")) to.removeAttribute(name);
    if (from.matches("path, rect, circle, text, tspan")) dress(to, style, LOOKS);
    if (from.matches("text")) dress(to, style, LETTERS);
  }
  return copy;
}

/** Whether an element only closes a branch, which a picture cannot do; the number of what is closed stays. */
function isCloser(element) {
  return element.matches(".toggle") && element.textContent === "−";
}

function dress(element, style, looks) {
  for (const [name, usual] of Object.entries(looks)) {
    const value = style.getPropertyValue(name);
    if (value && value !== usual) element.setAttribute(name, value);
  }
}

/** Return a text without the signs that no XML file may hold. */
function printable(text) {
  return text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd");
}
