// Elements of the page. What comes from documents is put into them as text, never as mark-up.

/** Return the element of the page's own skeleton with this id. */
export function at(id) {
  return document.getElementById(id);
}

/**
 * Return a new element.
 *
 * @param {string} tag
 * @param {Object<string, string | number | boolean | null | undefined>} attributes - null, undefined and false are left out
 * @param {...(Node | string | null | undefined | false)} children
 */
export function make(tag, attributes, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/** Return a new element of a drawing. */
export function draw(tag, attributes, ...children) {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

/** Do something once the first view is seen and the browser has nothing more urgent to do. */
export function soon(run) {
  setTimeout(() => (globalThis.requestIdleCallback ? requestIdleCallback(run, { timeout: 1000 }) : run()), 250);
}

/**
 * Do something step by step whenever the browser has nothing to do, as long as a step says that more are left.
 *
 * @param {() => boolean} step
 * @param {number} room - milliseconds that must be left for another step before the next frame
 */
export function inIdleTime(step, room = 4) {
  const steps = (deadline) => {
    do if (!step()) return;
    while (deadline?.timeRemaining() > room);
    inIdleTime(step, room);
  };
  if (globalThis.requestIdleCallback) requestIdleCallback(steps, { timeout: 1000 });
  else setTimeout(steps, 20);
}

/** Return a button with words or a sign on it. */
export function button(words, attributes, run) {
  const element = make("button", { type: "button", ...attributes }, words);
  element.addEventListener("click", run);
  return element;
}

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child || child === 0));
  return element;
}
