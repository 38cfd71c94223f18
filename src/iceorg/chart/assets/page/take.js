// What a reader takes along: pictures, paper, tables, statements, the address of what is seen.

import { at, button, make } from "./dom.js";
import { layout } from "./layout.js";
import { picture, pngBlob, svgText } from "./picture.js";
import { printed } from "./print.js";
import { csv, factsShown, jsonld, triplesOf, turtle } from "./statements.js";
import { allInWords, dateInWords, filledIn } from "./wording.js";

/** On paper, and where another view is seen, the chart is laid out for a sheet of this size. */
const SHEET = { width: 1400, height: 900 };

/**
 * Fill the menu of what can be taken along, and make the page ready for printing.
 *
 * @param {object} app - graph, evidence(), shown(), forest(), state
 * @param {{drawing: Drawing}} parts
 */
export function setUpTake(app, { drawing }) {
  const { words } = app.graph;
  const placed = () => layout(app.graph, app.forest(), app.state.now.open, SHEET);
  const marks = () => ({ shown: app.shown(), date: app.state.now.date });
  const drawn = () => {
    const places = app.state.now.view === "chart" ? drawing.places : placed();
    return picture(places, marks(), { graph: app.graph, caption: caption(app) });
  };
  const statements = () => triplesOf(app.graph, app.evidence(), facts(app));
  const choices = [
    [words.take_svg, words.take_svg_note, () => save(app, "svg", "image/svg+xml", svgText(drawn()))],
    [words.take_png, words.take_png_note, async () => save(app, "png", "image/png", await pngBlob(drawn()))],
    [words.take_print, words.take_print_note, () => print()],
    [words.take_csv, words.take_csv_note, () => save(app, "csv", "text/csv", csv(app.graph, app.evidence(), facts(app)))],
    [words.take_turtle, words.take_turtle_note, () => save(app, "ttl", "text/turtle", turtle(app.evidence().prefixes, statements()))],
    [words.take_jsonld, words.take_jsonld_note, () => save(app, "jsonld", "application/ld+json", jsonld(app.evidence().prefixes, statements()))],
    [words.take_link, words.take_link_note, () => copyAddress(app)],
  ];
  menu(at("c-take"), at("c-take-menu"), choices);
  setUpPrint(() => printed(app, { places: placed(), marks: marks() }, caption(app)));
}

function facts(app) {
  return factsShown(app.graph, app.evidence(), app.shown(), app.state.now);
}

/** Return what a picture tells of itself: whose chart it is, and on which date. */
function caption({ graph, state }) {
  const { words } = graph;
  const { date } = state.now;
  const when = date ? filledIn(words.picture_date, { date: dateInWords(words, date) }) : allInWords(words, graph.documents);
  return `${graph.title} · ${when} · ${words.picture_note}`;
}

function save({ graph, state }, suffix, type, content) {
  const name = graph.title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 60) || "chart";
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = make("a", { download: `${[name, state.now.date].filter(Boolean).join("-")}.${suffix}` });
  link.href = address;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}

async function copyAddress({ graph }) {
  const told = at("c-told");
  try {
    await navigator.clipboard.writeText(location.href);
    told.textContent = graph.words.copied;
  } catch {
    // Without leave to write there, the address is shown, ready to be copied by hand.
    prompt(graph.words.take_link, location.href);
  }
}

// --- the menu, as the keyboard expects one

function menu(opener, list, choices) {
  const items = choices.map(([name, note, run]) => {
    const item = button("", { role: "menuitem", tabindex: "-1" }, () => {
      close(true);
      run();
    });
    item.append(name, make("small", {}, note));
    return item;
  });
  list.append(...items);
  const close = (back) => {
    if (list.hidden) return;
    list.hidden = true;
    opener.setAttribute("aria-expanded", "false");
    if (back) opener.focus();
  };
  const open = (place) => {
    list.hidden = false;
    opener.setAttribute("aria-expanded", "true");
    items.at(place).focus();
  };
  opener.addEventListener("click", () => (list.hidden ? open(0) : close(true)));
  opener.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    open(event.key === "ArrowDown" ? 0 : -1);
  });
  list.addEventListener("keydown", (event) => {
    const here = items.indexOf(document.activeElement);
    const goal = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: -1 }[event.key];
    if (goal !== undefined) items.at(goal % items.length).focus();
    else if (event.key === "Escape") close(true);
    else if (event.key === "Tab") return close(false);
    else return undefined;
    event.preventDefault();
    event.stopPropagation();
    return undefined;
  });
  document.addEventListener("pointerdown", (event) => {
    if (!list.contains(event.target) && !opener.contains(event.target)) close(false);
  });
}

// --- paper

function setUpPrint(whole) {
  const root = document.documentElement;
  let theme = "";
  addEventListener("beforeprint", () => {
    theme = root.dataset.theme || "";
    root.dataset.theme = "light";
    at("c-print")?.remove();
    document.body.append(whole());
  });
  addEventListener("afterprint", () => {
    at("c-print")?.remove();
    if (theme) root.dataset.theme = theme;
    else delete root.dataset.theme;
  });
}
