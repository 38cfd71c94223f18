// The minimap: the whole layout small, with a frame around what is in sight; a click or a drag in it moves there.

import { draw } from "./dom.js";

/** The minimap in an `svg` element of its own. */
export class Minimap {
  /**
   * @param {SVGSVGElement} svg
   * @param {Camera} camera
   */
  constructor(svg, camera) {
    this.svg = svg;
    this.camera = camera;
    this.cards = draw("g", {});
    this.frame = draw("rect", { class: "frame" });
    svg.append(this.cards, this.frame);
    camera.onmove((sight) => this.look(sight));
    svg.addEventListener("pointerdown", (event) => this.down(event));
    svg.addEventListener("pointermove", (event) => svg.hasPointerCapture(event.pointerId) && this.go(event));
  }

  /** Draw the cards of a layout, those of a kind as one path. */
  show({ width, height, cards }) {
    this.size = { width, height };
    this.svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    const byKind = new Map();
    for (const { kind, x, y, width: wide, height: tall } of cards) {
      if (!byKind.has(kind)) byKind.set(kind, []);
      byKind.get(kind).push(`M${x},${y}h${wide}v${tall}h-${wide}z`);
    }
    this.cards.replaceChildren(...[...byKind].map(([kind, paths]) => draw("path", { class: `k-${kind}`, d: paths.join("") })));
    this.look(this.camera.sight());
  }

  /** Draw the frame around what is in sight; where all is in sight the minimap is not needed. */
  look({ x, y, width, height }) {
    if (!this.size) return;
    const left = Math.max(0, x);
    const top = Math.max(0, y);
    const right = Math.min(this.size.width, x + width);
    const bottom = Math.min(this.size.height, y + height);
    this.svg.classList.toggle("needless", right - left >= this.size.width - 1 && bottom - top >= this.size.height - 1);
    this.frame.setAttribute("x", left);
    this.frame.setAttribute("y", top);
    this.frame.setAttribute("width", Math.max(0, right - left));
    this.frame.setAttribute("height", Math.max(0, bottom - top));
  }

  down(event) {
    event.preventDefault();
    this.svg.setPointerCapture(event.pointerId);
    this.go(event);
  }

  /** Bring the place under the pointer into the middle of the drawing. */
  go(event) {
    const box = this.svg.getBoundingClientRect();
    const scale = Math.max(this.size.width / box.width, this.size.height / box.height);
    const x = (event.clientX - box.left - box.width / 2) * scale + this.size.width / 2;
    const y = (event.clientY - box.top - box.height / 2) * scale + this.size.height / 2;
    this.camera.centre(x, y);
  }
}
