// The search box: a list of what fits under it, chosen with the keyboard or a click.

import { inIdleTime, make, soon } from "./dom.js";
import { find, searchIndex } from "./find.js";
import { lazily } from "./graph.js";
import { documentInWords, filledIn } from "./wording.js";

/** How much of a sentence is shown before what was found in it, and how much of it in all, in letters. */
const AROUND = 60;
const SHOWN = 200;

/** At most so many things are listed, and so many sentences. */
const MOST = 12;

/** Set up the search box. `app` gives the graph and its evidence, `on.thing(node)` and `on.passage(passage)` what happens. */
export function setUpSearch(app, input, list, told, on) {
  const { graph } = app;
  const index = lazily(() => searchIndex(graph, app.evidence()));
  const sentences = lazily(() => {
    if (index().ready()) inIdleTime(() => [index().ready(), refresh()][0]);
  });
  let found = [];
  let active = -1;
  let scrolled = false;

  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    active = -1;
  };
  const choose = (place) => {
    const hit = found[place];
    if (!hit) return;
    close();
    if (hit.node === undefined) on.passage(hit.passage);
    else on.thing(hit.node);
  };
  const activate = (place) => {
    active = place;
    [...list.querySelectorAll("[role=option]")].forEach((option, at) => option.setAttribute("aria-selected", String(at === place)));
    if (place < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", `c-hit-${place}`);
    }
  };
  const reveal = () => list.querySelector(`#c-hit-${active}`).scrollIntoView({ block: "nearest" });
  const show = (chosen = 0) => {
    found = find(index(), input.value, MOST);
    const sought = input.value.trim();
    list.replaceChildren(...found.map((hit, place) => option(app, hit, place)));
    if (sought && !found.length) list.append(make("p", { class: "none" }, filledIn(graph.words.found_none, { sought })));
    list.hidden = !sought;
    input.setAttribute("aria-expanded", String(Boolean(sought)));
    told.textContent = sought ? filledIn(graph.words.found_number, { n: found.length }) : "";
    activate(found.length ? chosen : -1);
    if (scrolled && found.length) reveal();
    scrolled = false;
  };

  /** As more sentences are ready to be searched, those that fit come to the end of the list. */
  const refresh = () => {
    const listed = found.filter(({ node }) => node === undefined).length;
    if (!list.hidden && listed < MOST) show(Math.max(0, active));
  };

  // Names and the ways into the evidence are made ready when the browser has time; sentences, which take room, when one is about to search.
  soon(() => {
    if (!app.isWhole()) return; // a page that broke off on its way has no evidence
    const steps = [...app.evidence().readying, index];
    inIdleTime(() => [steps.shift()?.(), steps.length > 0][1]);
  });

  input.addEventListener("focus", () => {
    sentences();
    if (input.value.trim()) show();
  });
  input.addEventListener("input", () => show());
  input.addEventListener("blur", () => setTimeout(close, 150));
  input.addEventListener("keydown", (event) => {
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in moves && found.length && !list.hidden) {
      event.preventDefault();
      activate((active + moves[event.key] + found.length) % found.length);
      reveal();
    } else if (event.key === "Enter" && !list.hidden) {
      event.preventDefault();
      choose(active);
    } else if (event.key === "Escape" && !list.hidden) {
      event.stopPropagation();
      close();
    }
  });
  list.addEventListener("scroll", () => (scrolled = true), { passive: true });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) choose(Number(option.id.slice("c-hit-".length)));
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
}

function option(app, hit, place) {
  const { graph } = app;
  const attributes = { role: "option", id: `c-hit-${place}`, "aria-selected": "false" };
  if (hit.node === undefined) {
    return make("div", { ...attributes, class: "hit sentence" }, make("q", {}, ...lit(...cut(hit))),
      make("small", {}, documentInWords(graph.words, graph.documents[hit.document])));
  }
  const kind = graph.kinds[graph.kind[hit.node]];
  const name = graph.label[hit.node];
  const direct = hit.text === name;
  const above = app.forest().parent[hit.node];
  return make("div", { ...attributes, class: `hit k-${kind}` }, make("span", { class: "dot", "aria-hidden": "true" }),
    make("span", { class: "label" }, ...(direct ? lit(name, hit.spans) : [name, " · ", ...lit(hit.text, hit.spans)])),
    make("small", {}, [graph.words.kinds[kind], above >= 0 && graph.label[above]].filter(Boolean).join(" · ")));
}

/** Return the part of a sentence around the first find, and the places of finds within it. */
function cut({ text, spans }) {
  const from = Math.max(0, (spans[0]?.[0] ?? 0) - AROUND);
  const start = from ? text.indexOf(" ", from) + 1 || from : 0;
  const part = text.slice(start, start + SHOWN);
  const shown = spans.map(([one, other]) => [one - start, other - start]).filter(([one, other]) => one >= 0 && other <= part.length);
  const before = start ? "… " : "";
  return [before + part + (start + SHOWN < text.length ? " …" : ""), shown.map(([one, other]) => [one + before.length, other + before.length])];
}

function lit(text, spans) {
  const parts = [];
  let from = 0;
  for (const [start, end] of spans) {
    parts.push(text.slice(from, start), make("mark", {}, text.slice(start, end)));
    from = end;
  }
  return [...parts, text.slice(from)];
}
