// The camera: which part of the drawing is in sight and how large, moved by pointer, wheel, fingers and keys.

const LEAST_ZOOM = 0.02;
const MOST_ZOOM = 3;
const KEY_STEP = 80;
const ZOOM_STEP = 1.25;

/** Pixels: a pointer that moves less than this has clicked; so much of the drawing stays in sight; room around it. */
const STILL = 4;
const KEPT = 60;
const BORDER = 12;

/** Pixels at the right edge that the buttons lie over. */
const BUTTONS = 62;

/** Below this fitted zoom the whole would not be legible: it is shown in part. What is sought is shown larger, and what is read about larger still. */
const FIT_LEAST = 0.45;
const LEGIBLE = 0.6;
const BESIDE_LEAST = 0.78;

/** The camera over a group in an `svg` element. */
export class Camera {
  /**
   * @param {SVGSVGElement} svg
   * @param {SVGGElement} group
   */
  constructor(svg, group) {
    this.svg = svg;
    this.group = group;
    this.x = 0;
    this.y = 0;
    this.scale = 1;
    this.size = { width: 1, height: 1 };
    this.narrow = false;
    this.transform = "";
    this.room = { width: 0, height: 0 };
    /** Pixels at the bottom that something else lies over: what is to be seen is brought above it. */
    this.covered = 0;
    this.held = null;
    /** Whether the reader has moved it: then it is not to be fitted again unasked. */
    this.moved = false;
    this.listeners = [];
    this.pointers = new Map();
    this.listen();
    /** What is read about beside the drawing. */
    this.wanted = [];
    new ResizeObserver(() => this.resized() && (this.moved ? this.put() : this.refit())).observe(svg);
  }

  /** Hear of every move. */
  onmove(run) {
    this.listeners.push(run);
  }

  /** Tell of the layout that is drawn now; a card that is held stays where it is on the screen. */
  show(layout) {
    this.size = { width: layout.width, height: layout.height };
    this.narrow = Boolean(layout.params?.narrow);
    const was = this.held;
    const is = was && layout.cardAt(was.key);
    this.held = null;
    if (!is) return;
    this.x += (was.x + was.width / 2 - is.x - is.width / 2) * this.scale;
    this.y += (was.y - is.y) * this.scale;
    this.put();
  }

  /** Keep a card where it is on the screen when the next layout is shown. */
  hold(key, layout) {
    this.held = layout.cardAt(key);
  }

  /** Return what is in sight, in the drawing's own measures. */
  sight() {
    return {
      x: -this.x / this.scale, y: -this.y / this.scale, zoom: this.scale,
      width: this.room.width / this.scale, height: this.room.height / this.scale,
    };
  }

  /**
   * Show the whole, or as much of it as is legible.
   *
   * @param {{least?: number, most?: number, about?: {x: number, y: number} | null}} options - the smallest and largest
   *   zoom, and the point of the drawing to have in sight where not all fits
   */
  fit({ least = FIT_LEAST, most = 1, about = null } = {}) {
    this.measure();
    const { width, height } = this.size;
    const across = (this.room.width - BORDER) / width;
    const whole = this.narrow ? across : Math.min(across, (this.room.height - BORDER) / height); // a narrow one is read downwards
    const zoom = Math.max(least, Math.min(most, whole));
    this.scale = zoom;
    const left = startOf(this.room.width, width * zoom, about ? about.x * zoom : (width / 2) * zoom, 0.5);
    const beside = Math.max(BORDER / 2, this.room.width - BUTTONS - width * zoom);
    this.x = Math.min(left, beside); // what fits stands beside the buttons, as far as there is room
    this.y = startOf(this.room.height, height * zoom, about ? about.y * zoom : 0, 0.5);
    this.moved = false;
    this.put();
  }

  /** Show the whole in a room of another size; no smaller than it can be read about, if something is, and that in sight. */
  refit() {
    if (!this.wanted.length) return this.fit();
    const [x, y] = [["x", "width"], ["y", "height"]].map(([start, length]) =>
      this.wanted.reduce((sum, card) => sum + card[start] + card[length] / 2, 0) / this.wanted.length);
    return this.fit({ least: Math.max(FIT_LEAST, Math.min(BESIDE_LEAST, this.scale)), about: { x, y } });
  }

  /** Bring a point of the drawing into the middle. */
  centre(x, y, zoom = this.scale) {
    this.measure();
    this.scale = zoom;
    this.x = this.room.width / 2 - x * zoom;
    this.y = (this.room.height - this.covered) / 2 - y * zoom;
    this.moved = true;
    this.put();
  }

  /** Bring cards into sight, if one of them is not, at a zoom at which they can be read. */
  reveal(cards, least = LEGIBLE) {
    const { x, y, width, zoom } = this.sight();
    const height = (this.room.height - this.covered) / zoom;
    const border = 24 / zoom;
    const [left, top] = ["x", "y"].map((edge) => Math.min(...cards.map((card) => card[edge])));
    const right = Math.max(...cards.map((card) => card.x + card.width));
    const bottom = Math.max(...cards.map((card) => card.y + card.height));
    const isSeen = left >= x + border && top >= y + border && right <= x + width - border && bottom <= y + height - border;
    if (isSeen && zoom >= least) return;
    const fitting = Math.min(this.room.width / (right - left + 2 * border), (this.room.height - this.covered) / (bottom - top + 2 * border));
    this.centre((left + right) / 2, (top + bottom) / 2, Math.max(least, Math.min(zoom, fitting)));
  }

  /** Zoom by a factor at a point of the drawing area, by default its middle. */
  zoom(factor, at = { x: this.room.width / 2, y: this.room.height / 2 }) {
    const zoom = Math.max(LEAST_ZOOM, Math.min(MOST_ZOOM, this.scale * factor));
    const share = zoom / this.scale;
    this.x = at.x - (at.x - this.x) * share;
    this.y = at.y - (at.y - this.y) * share;
    this.scale = zoom;
    this.moved = true;
    this.put();
  }

  panBy(dx, dy) {
    this.x += dx;
    this.y += dy;
    this.moved = true;
    this.put();
  }

  /** Do what a key asks for that nobody else takes: on a card, or where nothing has the focus. */
  key(event) {
    const isHere = event.target === document.body || this.svg.contains(event.target);
    if (!isHere || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !this.svg.clientWidth) return;
    const act = {
      "+": () => this.zoom(ZOOM_STEP), "=": () => this.zoom(ZOOM_STEP), "-": () => this.zoom(1 / ZOOM_STEP), 0: () => this.fit(),
      ArrowLeft: () => this.panBy(KEY_STEP, 0), ArrowRight: () => this.panBy(-KEY_STEP, 0),
      ArrowUp: () => this.panBy(0, KEY_STEP), ArrowDown: () => this.panBy(0, -KEY_STEP),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  /** Take down what is read about; nothing when there are no cards. */
  attend(cards) {
    this.wanted = cards;
  }

  // --- moves

  /** Take down how large the drawing area is, if that is not known: to ask lays out the page. */
  measure() {
    if (!this.room.width || !this.room.height) this.resized();
  }

  /** Take down how large the drawing area is; return whether that has changed. */
  resized() {
    const { clientWidth: width, clientHeight: height } = this.svg;
    if (!width || !height || (width === this.room.width && height === this.room.height)) return false;
    this.room = { width, height };
    return true;
  }

  /** Put the drawing where it belongs now, some of it always in sight, and tell of it. */
  put() {
    this.x = keptInSight(this.x, this.size.width * this.scale, this.room.width);
    this.y = keptInSight(this.y, this.size.height * this.scale, this.room.height);
    const [x, y] = [Math.round(this.x * 100) / 100, Math.round(this.y * 100) / 100];
    const transform = `translate(${x},${y}) scale(${Math.round(this.scale * 1e4) / 1e4})`;
    if (transform !== this.transform) this.group.setAttribute("transform", transform); // even the same one lays out the letters anew
    this.transform = transform;
    for (const run of this.listeners) run(this.sight());
  }

  // --- pointers

  listen() {
    const { svg } = this;
    svg.addEventListener("pointerdown", (event) => this.down(event));
    svg.addEventListener("pointermove", (event) => this.move(event));
    for (const name of ["pointerup", "pointercancel"]) svg.addEventListener(name, (event) => this.up(event));
    svg.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    svg.addEventListener("dblclick", (event) => this.twice(event));
    svg.addEventListener("click", (event) => this.afterDrag(event), true);
    document.addEventListener("keydown", (event) => this.key(event));
  }

  place(event) {
    const box = this.svg.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  down(event) {
    if (event.pointerType === "mouse" && event.button !== 0) return;
    if (!this.pointers.size) this.travelled = 0;
    this.pointers.set(event.pointerId, this.place(event));
  }

  move(event) {
    if (event.pointerType === "mouse" && !event.buttons) this.up(event); // it was let go outside
    const before = this.pointers.get(event.pointerId);
    if (!before) return;
    const now = this.place(event);
    this.travelled += Math.hypot(now.x - before.x, now.y - before.y);
    const other = [...this.pointers].find(([id]) => id !== event.pointerId)?.[1];
    if (!other && this.travelled < STILL) return; // the first steps are made up for when the drag begins
    this.svg.setPointerCapture(event.pointerId); // only now: a click would go to the whole drawing otherwise
    this.svg.classList.add("dragged");
    this.pointers.set(event.pointerId, now);
    if (other) this.pinch(before, now, other);
    else this.panBy(now.x - before.x, now.y - before.y);
  }

  /** Zoom by how far two fingers have drawn apart, about the one that rests, and go along with the other. */
  pinch(before, now, other) {
    const factor = Math.hypot(now.x - other.x, now.y - other.y) / Math.max(1, Math.hypot(before.x - other.x, before.y - other.y));
    this.x += (now.x - before.x) / 2;
    this.y += (now.y - before.y) / 2;
    this.zoom(factor, { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
  }

  up(event) {
    this.pointers.delete(event.pointerId);
    if (!this.pointers.size) this.svg.classList.remove("dragged");
  }

  /** A click that ends a drag chooses nothing. */
  afterDrag(event) {
    if (this.travelled < STILL || event.detail === 0) return;
    this.travelled = 0;
    event.stopPropagation();
    event.preventDefault();
  }

  wheel(event) {
    event.preventDefault();
    const unit = [1, 16, this.room.height][event.deltaMode] || 1;
    if (event.shiftKey && !event.ctrlKey) this.panBy(-(event.deltaX || event.deltaY) * unit, event.deltaX ? -event.deltaY * unit : 0);
    else this.zoom(Math.exp(-event.deltaY * unit * (event.ctrlKey ? 0.01 : 0.0015)), this.place(event));
  }

  twice(event) {
    if (event.target.closest(".card, .line")) return;
    this.zoom(event.shiftKey ? 1 / 1.6 : 1.6, this.place(event));
  }
}

/** Return where something begins in a room: in the middle if it fits, else so that a point of it is at a share of the room. */
function startOf(room, length, point, share) {
  if (length <= room) return (room - length) / 2;
  return Math.min(0, Math.max(room - length, room * share - point));
}

/** Return a beginning at which some of a length stays in a room. */
function keptInSight(start, length, room) {
  return Math.min(room - KEPT, Math.max(KEPT - length, start));
}
