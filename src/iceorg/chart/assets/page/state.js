// The one state of the page, who hears of its changes, and the part of it that an address carries.

/**
 * Return a state that tells its listeners once a frame what has changed.
 *
 * @param {object} values - what is so at first
 * @param {(run: () => void) => void} later - runs a function soon, by default with the next frame
 */
export function createState(values, later = requestAnimationFrame) {
  const listeners = [];
  const state = { ...values };
  let changed = new Set();
  const flush = () => {
    const now = changed;
    if (!now.size) return;
    changed = new Set();
    for (const { keys, run } of listeners) if (keys.some((key) => now.has(key))) run(state, now);
  };
  return {
    /** What is so now. */
    now: state,
    /** Change some of it. */
    set(patch) {
      for (const [key, value] of Object.entries(patch)) {
        if (isSame(state[key], value)) continue;
        state[key] = value;
        if (!changed.size) later(flush);
        changed.add(key);
      }
    },
    /** Tell of what has changed at once. */
    settle: flush,
    /** Hear of changes of some keys, all of a frame at once. */
    on(keys, run) {
      listeners.push({ keys, run });
    },
  };
}

/** Return an address' part after the sign `#` as what it names: `n` a thing, `l` a line, `at` a date, and so on. */
export function fromHash(hash) {
  const text = hash.replace(/^#/, "");
  const [name, ...rest] = text.split("&");
  const found = {};
  if (/^[nl]-/.test(name)) found[name[0]] = decoded(name.slice(2));
  else rest.unshift(name);
  for (const part of rest) {
    const [key, value] = part.split("=", 2);
    if (/^(at|view|doc|p|undated|ended)$/.test(key) && value !== undefined) found[key] = decoded(value);
  }
  return found;
}

/** Return what names a thing or a line, a date and a view as an address' part; "" when there is nothing to name. */
export function toHash({ n, l, ...rest }) {
  const parts = [];
  if (n !== undefined) parts.push(`n-${encodeURIComponent(n)}`);
  else if (l !== undefined) parts.push(`l-${encodeURIComponent(l)}`);
  for (const [key, value] of Object.entries(rest)) if (value) parts.push(`${key}=${encodeURIComponent(value)}`);
  return parts.length ? `#${parts.join("&")}` : "";
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

function isSame(one, other) {
  if (one === other) return true;
  if (!one || !other || typeof one !== "object" || typeof other !== "object") return false;
  if (one instanceof Set || other instanceof Set || Array.isArray(one)) return false;
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => one[key] === other[key]);
}
