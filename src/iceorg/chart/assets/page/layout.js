// Where the cards of the open part of the chart stand, and which way its lines go.
//
// Branches near the top spread side by side (a fan); what is small enough, or deep enough, hangs as
// an indented list, and things with nothing open below them stand in columns along a rail. From which
// level lists begin, how tall columns may grow and how wide a row may be is tried out: the form that
// shows the whole at the largest zoom is taken. Second lines run in the gutters between columns and
// in the corridors above rows, where no cards are. All is computed from numbers alone.

import { textWidth, wrapText } from "./lettering.js";

export const CARD_WIDTH = 200;
export const NAME_SIZE = 12.5;
export const FOOT_SIZE = 11;

/** How many lines a name has at most. */
const NAME_LINES = 4;

/** Pixels: from line to line of a name, of what stands below it; the room above and below both; the least height. */
export const NAME_LEADING = 15;
export const FOOT_LEADING = 14;
const CARD_PADDING = 13;
const CARD_LEAST = 38;

/** Pixels: where the letters of a card begin, for kinds with a mark before the name and for the others. */
export const LEFT_MARKED = 31;
export const LEFT_PLAIN = 16;
const RIGHT_ROOM = 12;
const COUNT_ROOM = 24;

/** Pixels: what a count with its sign is wider than its letters, and how far it juts out over a card's right edge. */
const COUNT_BORDER = 11;
export const COUNT_OUTSIDE = 11;
const COUNT_LEAST = 22;

/** Pixels: room for the head before a holder's name. */
const HEAD_ROOM = 14;

/** Kinds with a mark before the name. */
export const MARKED_KINDS = new Set(["person", "program", "group", "collaboration", "place"]);

/** Pixels: the step of a list, from card to card in a column, between columns, from a card to the row below it. */
const INDENT = 18;
const CARD_GAP = 10;
const COLUMN_GAP = 30;
const FALL = 42;
const BUS = 18;
const MARGIN = 30;

/** Pixels: how far a line's rounded corner reaches; where second lines run beside a column, and how far apart. */
export const BEND = 7;
const GUTTER = 15;
const LANE = 4;
const LANES = 4;

/** Kinds that are bundled under a thing where there are many of them beside others, and how many are many. */
const BUNDLED_KINDS = new Set(["person", "program", "group", "collaboration", "place", "unknown"]);
const BUNDLE_LEAST = 5;

/** Lines to what does not belong to a body. */
const OUTSIDE_LINES = new Set(["member", "partner", "linked", "replaced", "located", "serves"]);

/** So many second lines among so many cards are all drawn; where there are more, those of the chosen thing. */
const SECONDS_DRAWN = 40;
const SECONDS_AMONG = 300;

/** How closely the height of columns is levelled. */
const HALVINGS = 7;

/** Below so many levels all hangs as lists, so that a long chain of command does not sprawl. */
const DEEPEST_FAN = 8;

/** Pixels: a drawing area that is narrower gets one list, to be read downwards. */
const NARROW = 600;
const NARROW_CARDS = 30;

/** What is tried: from which level on lists hang; the height of a column and the width of a row, as shares of the whole. */
const LEVELS = [3, 2, 1, 0];
const TALLS = [1, 0.85, 0.72, 0.6, 0.48, 0.36, 0.26];
const WIDES = [Infinity, 1.25, 1];

/** The form of the drawing before is kept as long as it shows at least this share of what the best would. */
const KEPT_SHARE = 0.93;

/** With more cards than these less is tried: so many do not fit in any form. */
const MANY_CARDS = 400;
const FEW_FORMS = [[2, 1], [1, 1], [1, 0.6], [1, 0.36]];
const ONE_FORM = [[1, 0.72]];

/** The zoom at which the start view is still to fit, how many cards it may have, and how often it is tried to open more. */
const START_ZOOM = 0.85;
const START_CARDS = 60;
const START_TRIES = 24;
const START_FORMS = [[3, 1], [2, 1], [2, 0.72], [1, 1], [1, 0.72]];

/**
 * @typedef {object} PlacedCard
 * @property {number} key - the thing, or a bundle (below 0)
 * @property {number} node - the thing; -1 for a bundle
 * @property {{of: number, kind: number, count: number, key: number} | null} bundle
 * @property {string} kind - of the thing, or of the things in the bundle
 * @property {number} x
 * @property {number} y
 * @property {number} width
 * @property {number} height
 * @property {string[]} lines - its name
 * @property {string} foot - its short name
 * @property {{person: number, line: number, text: string}[]} holders
 * @property {number} count - how many things are below it; 0 if none of them has a card
 * @property {boolean} open
 * @property {"right" | "below" | ""} toggle - where the count is, if it has any
 * @property {number} up - the key of the card it hangs on; -1 for none (bundles are below -1)
 */

/**
 * Return the drawing of the open part of a forest.
 *
 * @param {Graph} graph
 * @param {Forest} forest
 * @param {Set<number>} open - things and bundles whose children show
 * @param {{width: number, height: number}} room - pixels of the drawing area
 * @param {{prefer?: object, start?: boolean}} options - the `params` of the drawing before, to be kept unless another is
 *   much better; whether what `openStart` opened is drawn, which is known to fit in a form of few
 */
export function layout(graph, forest, open, room, options = {}) {
  const roots = openItems(graph, forest, open);
  const chosen = bestForm(roots, room, options);
  return placed(graph, forest, roots, chosen);
}

/** Return what is open at first: level by level, as long as all fits at a zoom at which letters can be read. */
export function openStart(graph, forest, room) {
  let open = new Set();
  const known = new Map(); // the same few things are asked for again and again
  const kidsOf = (item) => known.get(item.key) || known.set(item.key, kidsBelow(graph, forest, item)).get(item.key);
  const items = (keys) => openItems(graph, forest, keys, kidsOf);
  const fits = (keys) => fitsAtStart(items(keys), room);
  let level = items(open);
  for (let tries = 0; level.length && tries < START_TRIES; ) {
    const closed = level.filter(({ count, bundle }) => count && !bundle).sort((one, other) => other.count - one.count).map(({ key }) => key);
    const opened = new Set();
    const whole = new Set([...open, ...closed]);
    if (closed.length > 1 && tries++ < START_TRIES && fits(whole)) { // mostly, where there is little, or nothing is near the limit
      open = whole;
      for (const key of closed) opened.add(key);
    } else {
      for (const key of closed) {
        if (tries++ >= START_TRIES) break;
        open.add(key);
        if (open.size > 1 && !fits(open)) open.delete(key);
        else opened.add(key);
      }
    }
    level = everyItem(items(open)).filter(({ key }) => opened.has(key)).flatMap(({ kids }) => kids);
  }
  return open;
}

function fitsAtStart(roots, room) {
  const items = everyItem(roots);
  if (items.length > START_CARDS) return false;
  if (room.width < NARROW) return narrowForm(roots, room).fit >= START_ZOOM && items.length <= NARROW_CARDS;
  // What the cards alone cover, side by side without a gap, fits in no form: the forms need not be tried.
  const covered = items.reduce((sum, { face }) => sum + face.height * CARD_WIDTH, 0);
  if (covered * START_ZOOM ** 2 > room.width * room.height) return false;
  const whole = wholeSize(roots, room);
  return START_FORMS.some(([level, tall]) => tried(roots, room, whole, { level, tall, wide: Infinity }).fit >= START_ZOOM);
}

/** Return everything that can be open. */
export function openAll(graph, forest) {
  const open = new Set();
  const waiting = openItems(graph, forest, open);
  while (waiting.length) {
    const item = waiting.pop();
    if (!item.count) continue;
    open.add(item.key);
    for (const kid of kidsBelow(graph, forest, item)) waiting.push(kid);
  }
  return open;
}

/** Return what has to be open for a thing's card to be seen. */
export function opensFor(graph, forest, node) {
  const needed = [];
  let at = forest.aboard[node] ? forest.parent[node] : node;
  while (forest.parent[at] >= 0) {
    const above = forest.parent[at];
    const bundle = nodeKids(graph, forest, above).find((item) => item.bundle && item.bundle.kind === graph.kind[at]);
    if (bundle) needed.push(bundle.key);
    needed.push(above);
    at = above;
  }
  if (forest.roots.indexOf(at) >= forest.singles) needed.push(singlesKey(graph));
  return needed;
}

// --- what is open

function openItems(graph, forest, open, kidsOf = (item) => kidsBelow(graph, forest, item)) {
  const roots = forest.roots.slice(0, forest.singles).map((node) => nodeItem(graph, forest, node));
  if (forest.singles < forest.roots.length) roots.push(singlesItem(graph, forest));
  const order = [...roots];
  for (let place = 0; place < order.length; place++) {
    const item = order[place];
    item.open = Boolean(item.count) && open.has(item.key);
    item.kids = item.open ? kidsOf(item) : [];
    for (const kid of item.kids) {
      kid.up = item.key;
      order.push(kid);
    }
  }
  for (const item of order.reverse()) measureList(item);
  return roots;
}

function everyItem(roots) {
  const all = [...roots];
  for (let place = 0; place < all.length; place++) all.push(...all[place].kids);
  return all;
}

/** Tell how tall and how deep an item is as an indented list. */
function measureList(item) {
  item.listHeight = item.face.height;
  item.listDepth = 0;
  for (const kid of item.kids) {
    item.listHeight += CARD_GAP + kid.listHeight;
    item.listDepth = Math.max(item.listDepth, kid.listDepth + 1);
  }
}

function nodeItem(graph, forest, node) {
  return {
    key: node, node, bundle: null, kind: graph.kinds[graph.kind[node]], line: forest.via[node], bridged: Boolean(forest.bridged[node]),
    face: faceOf(graph, forest, node), count: forest.cards[node] > 1 ? forest.size[node] - 1 : 0, open: false, kids: [], up: -1,
    outside: BUNDLED_KINDS.has(graph.kinds[graph.kind[node]]) || OUTSIDE_LINES.has(graph.relations[graph.lineKind[forest.via[node]]]?.key),
    leads: graph.kinds[graph.kind[node]] === "post",
  };
}

function bundleItem(graph, bundle, words) {
  const lines = wrapText(words.replace("{n}", String(bundle.count)), CARD_WIDTH - LEFT_PLAIN - COUNT_ROOM, 2, NAME_SIZE);
  return {
    key: bundle.key, node: -1, bundle, kind: graph.kinds[bundle.kind] || "unknown", line: -1, bridged: false, face: { lines, foot: "", holders: [], height: cardHeight(lines, 0) },
    count: bundle.count, open: false, kids: [], up: -1, outside: true, leads: false,
  };
}

function kidsBelow(graph, forest, { node, bundle }) {
  return bundle ? bundleKids(graph, forest, bundle) : nodeKids(graph, forest, node);
}

function nodeKids(graph, forest, node) {
  const children = forest.children(node).filter((child) => !forest.aboard[child]);
  const counts = new Map();
  for (const child of children) counts.set(graph.kind[child], (counts.get(graph.kind[child]) || 0) + 1);
  const isBundled = (kind) =>
    BUNDLED_KINDS.has(graph.kinds[kind]) && counts.get(kind) >= BUNDLE_LEAST && counts.get(kind) < children.length;
  const items = [];
  let last = -1;
  for (const child of children) {
    const kind = graph.kind[child];
    if (!isBundled(kind)) items.push(nodeItem(graph, forest, child));
    else if (kind !== last) items.push(kindItem(graph, node, kind, counts.get(kind)));
    last = kind;
  }
  return items;
}

function kindItem(graph, of, kind, count) {
  const key = -2 - (of * graph.kinds.length + kind);
  return bundleItem(graph, { of, kind, count, key }, graph.words.bundles[graph.kinds[kind]]);
}

function singlesKey(graph) {
  return -2 - graph.n * graph.kinds.length;
}

function singlesItem(graph, forest) {
  const count = forest.roots.length - forest.singles;
  return bundleItem(graph, { of: -1, kind: -1, count, key: singlesKey(graph) }, graph.words.unplaced);
}

function bundleKids(graph, forest, { of, kind }) {
  const nodes = of < 0 ? forest.roots.slice(forest.singles) : forest.children(of).filter((child) => graph.kind[child] === kind && !forest.aboard[child]);
  return nodes.map((node) => nodeItem(graph, forest, node));
}

// --- the face of a card

const FACES = new WeakMap();

/** Return a thing's lines and what stands below them; names are broken once for each graph. */
function faceOf(graph, forest, node) {
  const kind = graph.kinds[graph.kind[node]];
  const left = MARKED_KINDS.has(kind) ? LEFT_MARKED : LEFT_PLAIN;
  const room = CARD_WIDTH - left - (forest.cards[node] > 1 ? countRoom(forest.size[node] - 1) : RIGHT_ROOM);
  const lines = nameLines(graph, node, room);
  const holders = kind === "post" ? holderLines(graph, forest.holders(node), room) : [];
  return { lines, foot: graph.acronym[node], holders, height: cardHeight(lines, (graph.acronym[node] ? 1 : 0) + holders.length) };
}

/** Return the words on a closed card's count. */
export function countInWords(number) {
  if (number < 1000) return `+${number}`;
  return number < 10000 ? `+${Math.floor(number / 100) / 10}k` : `+${Math.floor(number / 1000)}k`;
}

/** Return how wide the sign is that such words stand on. */
export function countWidth(words) {
  return Math.max(COUNT_LEAST, textWidth(words, FOOT_SIZE) + COUNT_BORDER);
}

/** Return what of a card's width is kept free of letters for a count. */
function countRoom(number) {
  return Math.max(COUNT_ROOM, Math.ceil(countWidth(countInWords(number))) - COUNT_OUTSIDE + 4);
}

function nameLines(graph, node, room) {
  if (!FACES.has(graph)) FACES.set(graph, new Map());
  const faces = FACES.get(graph);
  const face = node * CARD_WIDTH + room;
  if (!faces.has(face)) faces.set(face, wrapText(graph.label[node], room, NAME_LINES, NAME_SIZE));
  return faces.get(face);
}

function cardHeight(lines, below) {
  return Math.max(CARD_LEAST, CARD_PADDING + NAME_LEADING * lines.length + FOOT_LEADING * below);
}

/** Return who holds a post, two of them at most; the last line says how many more there are. */
function holderLines(graph, holders, room) {
  const lines = [];
  for (const [person, line] of holders.length > 2 ? holders.slice(0, 1) : holders) {
    for (const text of holderText(graph.label[person], graph.note[line], room - HEAD_ROOM)) lines.push({ person, line, text });
  }
  if (holders.length > 2) lines.push({ person: -1, line: -1, text: graph.words.more_holders.replace("{n}", String(holders.length - 1)) });
  return lines;
}

/** Return a name with its note, on one line if there is room for both. */
function holderText(name, note, room) {
  const both = note ? `${name} (${note})` : name;
  return textWidth(both, FOOT_SIZE) <= room ? [both] : wrapText(both, room, 2, FOOT_SIZE);
}

// --- the form

/** Return the form that shows the most: its plan, and what was chosen. */
function bestForm(roots, room, { prefer, start }) {
  if (room.width < NARROW) return narrowForm(roots, room);
  const whole = wholeSize(roots, room);
  const kept = prefer?.tall ? tried(roots, room, whole, prefer) : null;
  if (kept?.fit === 1) return kept;
  let best = null;
  const consider = (params) => {
    const found = tried(roots, room, whole, params);
    if (!best || found.score > best.score + 0.004) best = found;
    return found;
  };
  for (const [level, tall] of start ? START_FORMS : formsFor(everyItem(roots).length)) {
    const { page, fit } = consider({ level, tall, wide: WIDES[0] });
    if (fit === 1) break; // forms with fewer levels side by side would show no more
    const isTooWide = fit < 1 && room.width / page.width < (room.height / page.height) * 0.9;
    if (isTooWide) for (const wide of WIDES.slice(1)) consider({ level, tall, wide });
    if (roots.some(isOpenBundle)) consider({ level, tall, wide: WIDES[0], below: true });
  }
  return kept && kept.score > best.score * KEPT_SHARE ? kept : best;
}

function formsFor(cards) {
  if (cards > MANY_CARDS * 5) return ONE_FORM;
  if (cards > MANY_CARDS) return FEW_FORMS;
  return LEVELS.flatMap((level) => TALLS.map((tall) => [level, tall]));
}

/** Return a height and a width in the shape of the room in which all cards find place, roughly. */
function wholeSize(roots, room) {
  const area = everyItem(roots).reduce((sum, { face }) => sum + (face.height + CARD_GAP) * (CARD_WIDTH + INDENT + COLUMN_GAP), 0);
  const height = Math.sqrt((area * 1.6 * room.height) / room.width);
  return { height: Math.max(height, 200), width: (Math.max(height, 200) * room.width) / room.height };
}

function tried(roots, room, whole, params) {
  const form = {
    level: params.level, tall: whole.height * params.tall, wide: Math.max(whole.width * params.wide, 3 * CARD_WIDTH), below: params.below,
  };
  const page = pagePlan(roots, form);
  const fit = Math.min(1, room.width / (page.width + 2 * MARGIN), room.height / (page.height + 2 * MARGIN));
  const score = fit * (1 + 0.03 * params.level) * (page.wrapped ? 0.97 : 1);
  return { page, params, fit, score };
}

function narrowForm(roots, room) {
  const page = pagePlan(roots, { level: 0, tall: Infinity, wide: CARD_WIDTH });
  return { page, params: { level: 0, narrow: true }, fit: Math.min(1, room.width / (page.width + 2 * MARGIN)), score: 0 };
}

/** Return the plan of all trees: beside each other, in rows if it must be; what nothing joins beside or below them. */
function pagePlan(roots, form) {
  const bare = roots.filter((item) => !item.kids.length);
  const grown = roots.filter((item) => item.kids.length && !(form.below && isOpenBundle(item)));
  const plans = [...grown.map((item) => branchPlan(item, 0, form)), ...columnPlans(bare, form.tall, false)];
  const page = shelvesPlan(plans, form, 0);
  return form.below ? withBelow(page, roots.find(isOpenBundle)) : page;
}

function isOpenBundle(item) {
  return Boolean(item.bundle) && item.open;
}

/** Return a page's plan with a bundle under all of it, in columns as many as the page has room for. */
function withBelow(page, item) {
  const columns = Math.max(1, Math.floor((page.width + COLUMN_GAP) / (CARD_WIDTH + INDENT + COLUMN_GAP)));
  const tall = Math.max(...item.kids.map((kid) => kid.listHeight), (item.listHeight * 1.1) / columns);
  const plan = fanPlan(item, 0, { level: 0, tall, wide: Infinity });
  const row = { cells: [{ plan, x: 0 }], height: plan.height, y: page.height + FALL };
  return { rows: [...page.rows, row], width: Math.max(page.width, plan.width), height: page.height + FALL + plan.height, wrapped: page.wrapped };
}

/** Return the plan of a branch: a card, a list, or a fan. */
function branchPlan(item, depth, form) {
  if (!item.kids.length) return listPlan(item);
  if (depth > DEEPEST_FAN || (depth >= form.level && item.listHeight <= form.tall)) return listPlan(item);
  return fanPlan(item, depth, form);
}

/** Return the plan of one branch as a list, its first card at the upper left. */
function listPlan(item) {
  return { items: [item], rail: false, width: CARD_WIDTH + INDENT * item.listDepth, height: item.listHeight, door: CARD_WIDTH / 2 };
}

/** Return the plans of columns, alike in height, of branches that hang as lists. */
function columnPlans(items, tall, rail) {
  const count = columnCount(items, tall);
  // The lowest height that needs no more columns, found by halving.
  let low = 0;
  let high = tall;
  for (let step = 0; count > 1 && step < HALVINGS; step++) {
    const middle = (low + high) / 2;
    if (columnCount(items, middle) > count) low = middle;
    else high = middle;
  }
  const plans = [];
  let start = 0;
  let height = -CARD_GAP;
  for (let place = 0; place < items.length; place++) {
    height += CARD_GAP + items[place].listHeight;
    if (height > high && place > start) {
      plans.push(columnPlan(items.slice(start, place), rail));
      start = place;
      height = items[place].listHeight;
    }
  }
  if (items.length) plans.push(columnPlan(items.slice(start), rail));
  return plans;
}

/** Return how many columns items take, in order, each filled up to a height. */
function columnCount(items, tall) {
  let count = 0;
  let height = Infinity;
  for (const { listHeight } of items) {
    height += CARD_GAP + listHeight;
    if (height > tall || !count) {
      count++;
      height = listHeight;
    }
  }
  return count;
}

function columnPlan(items, rail) {
  let height = -CARD_GAP;
  let depth = 0;
  for (const { listHeight, listDepth } of items) {
    height += CARD_GAP + listHeight;
    depth = Math.max(depth, listDepth);
  }
  return { items, rail, width: (rail ? INDENT : 0) + CARD_WIDTH + INDENT * depth, height, door: rail ? INDENT / 2 : CARD_WIDTH / 2 };
}

/** Return the plan of a branch with its parts side by side under it: bare ones first, what stands outside last. */
function fanPlan(item, depth, form) {
  const [bare, small, large, outside] = [[], [], [], []];
  for (const kid of item.kids) {
    const isList = !kid.kids.length || (depth + 1 >= form.level + (kid.leads ? 1 : 0) && kid.listHeight <= form.tall);
    if (!isList) large.push(branchPlan(kid, depth + 1, form));
    else if (kid.outside) outside.push(kid);
    else (kid.kids.length ? small : bare).push(kid);
  }
  const cells = [...columnPlans(bare.concat(small), form.tall, true), ...large, ...columnPlans(outside, form.tall, true)];
  if (cells.length === 1 && cells[0].rail) return listPlan(item);
  const below = shelvesPlan(cells, form, INDENT);
  const doors = below.rows[0].cells.map(({ plan, x }) => x + plan.door);
  const middle = (doors[0] + doors.at(-1)) / 2;
  const shift = Math.max(0, CARD_WIDTH / 2 - middle);
  return {
    item, below, shift, middle: middle + shift, door: middle + shift,
    width: Math.max(below.width + shift, middle + shift + CARD_WIDTH / 2),
    height: item.face.height + FALL + below.height, wrapped: below.wrapped,
  };
}

/** Return plans in rows that are not too wide; `trunk` is the room kept to the left where there are several rows. */
function shelvesPlan(plans, form, trunk) {
  const rows = [];
  let width = Infinity;
  for (const plan of plans) {
    if (!rows.length || width + COLUMN_GAP + plan.width > form.wide) {
      rows.push({ cells: [], height: 0 });
      width = -COLUMN_GAP;
    }
    rows.at(-1).cells.push({ plan, x: width + COLUMN_GAP });
    rows.at(-1).height = Math.max(rows.at(-1).height, plan.height);
    width += COLUMN_GAP + plan.width;
  }
  const left = rows.length > 1 ? trunk : 0;
  let y = 0;
  let widest = 0;
  for (const row of rows) {
    for (const cell of row.cells) {
      cell.x += left;
      widest = Math.max(widest, cell.x + cell.plan.width);
    }
    row.y = y;
    y += row.height + FALL;
  }
  return { rows, width: widest, height: y - FALL, wrapped: rows.length > 1 || plans.some((plan) => plan.wrapped) };
}

// --- places

function placed(graph, forest, roots, { page, params, fit }) {
  const sheet = { cards: [], routes: [], stems: [], byKey: new Map() };
  const fan = { left: MARGIN, right: MARGIN + page.width, corridors: page.rows.map(({ y }) => MARGIN + y), cell: null };
  for (const [shelf, row] of page.rows.entries()) {
    for (const [place, { plan, x }] of row.cells.entries()) put(sheet, plan, MARGIN + x, MARGIN + row.y, { fan, shelf, place });
  }
  const seconds = secondRoutes(graph, forest, sheet);
  const ways = new Map(sheet.routes.filter(({ line }) => line >= 0).map((route) => [route.line, route.points]));
  for (const route of seconds) ways.set(route.line, route.points);
  for (const [line, others] of forest.also) for (const other of others) if (ways.has(line)) ways.set(other, ways.get(line));
  const cardOf = (node) => sheet.byKey.get(forest.aboard[node] ? forest.parent[node] : node) || null;
  return {
    width: page.width + 2 * MARGIN, height: page.height + 2 * MARGIN, fit, params, cards: sheet.cards, stems: sheet.stems,
    routes: [...sheet.routes, ...(seconds.length > SECONDS_DRAWN || sheet.cards.length > SECONDS_AMONG ? [] : seconds)],
    seconds: seconds.map(({ line }) => line),
    endOf: (line) => cardOf(forest.aboard[graph.lower[line]] ? graph.upper[line] : graph.lower[line]),
    cardOf, cardAt: (key) => sheet.byKey.get(key) || null, way: (line) => ways.get(line) || null,
  };
}

/** Put a plan on the sheet, with its upper left corner at a point. */
function put(sheet, plan, x, y, where) {
  const cell = { left: x, right: x + plan.width, ...where };
  if (plan.items) putColumn(sheet, plan, x, y, cell);
  else putFan(sheet, plan, x, y, cell);
  return cell;
}

function putCard(sheet, item, x, y, cell, toggle) {
  const card = {
    key: item.key, node: item.node, bundle: item.bundle, kind: item.kind, x, y, width: CARD_WIDTH, height: item.face.height,
    lines: item.face.lines, foot: item.face.foot, holders: item.face.holders, count: item.count, open: item.open,
    toggle: item.count ? toggle : "", up: item.up, bridged: item.bridged, cell, ports: 0,
  };
  sheet.cards.push(card);
  sheet.byKey.set(item.key, card);
  return card;
}

/** Put a column of lists; the lines from its rail to its first cards are drawn by the fan that it is in. */
function putColumn(sheet, plan, x, y, cell) {
  let top = y;
  for (const item of plan.items) {
    top = putList(sheet, item, x + (plan.rail ? INDENT : 0), top, cell) + CARD_GAP;
  }
}

/** Put a list and the lines in it; return where it ends. */
function putList(sheet, first, left, top, cell) {
  let y = top;
  const waiting = [{ item: first, depth: 0, above: null }];
  while (waiting.length) {
    const { item, depth, above } = waiting.pop();
    const card = putCard(sheet, item, left + depth * INDENT, y, cell, "right");
    if (above) {
      const rail = above.x + INDENT / 2;
      const middle = y + card.height / 2;
      const start = above.lastRow ? above.lastRow - BEND : above.y + above.height;
      sheet.routes.push(treeRoute(item, above.key, [[rail, above.y + above.height], [rail, middle], [card.x, middle]], [[rail, start], [rail, middle], [card.x, middle]]));
      above.lastRow = middle;
    }
    y += card.height + CARD_GAP;
    for (let place = item.kids.length - 1; place >= 0; place--) waiting.push({ item: item.kids[place], depth: depth + 1, above: card });
  }
  return y - CARD_GAP;
}

function treeRoute(item, upper, points, own) {
  return { line: item.line, upper, lower: item.key, points, own, second: false, bridged: item.bridged, bundle: Boolean(item.bundle) };
}

/** Put a fan: its card, its parts below, and the lines between. */
function putFan(sheet, plan, x, y, cell) {
  const { item, below } = plan;
  const card = putCard(sheet, item, x + plan.middle - CARD_WIDTH / 2, y, cell, "below");
  const top = y + card.height + FALL;
  const fan = { left: x, right: x + plan.width, corridors: below.rows.map((row) => top + row.y), cell };
  card.fan = fan;
  const rows = below.rows.map((row, shelf) => ({
    bus: top + row.y - FALL + BUS,
    entries: row.cells.map(({ plan: part, x: offset }, place) => {
      put(sheet, part, x + plan.shift + offset, top + row.y, { fan, shelf, place });
      return { door: x + plan.shift + offset + part.door, rail: part.rail, items: part.items || [part.item] };
    }),
  }));
  drawBuses(sheet, card, rows, x + plan.shift + INDENT / 2);
}

/** Draw the lines from a card to the rows below it: a stem, buses, and from them into each part. */
function drawBuses(sheet, card, rows, trunk) {
  const middle = card.x + card.width / 2;
  const bottom = card.y + card.height;
  const first = rows[0].bus;
  sheet.stems.push({ key: card.key, points: [[middle, bottom], [middle, first - BEND]] });
  for (const [shelf, { bus, entries }] of rows.entries()) {
    const way = shelf ? [[middle, bottom], [middle, first], [trunk, first], [trunk, bus]] : [[middle, bottom], [middle, first]];
    for (const [place, entry] of entries.entries()) {
      const own = shelf ? laterStart(rows, shelf, place, middle, trunk) : firstStart(entries, place, middle, bus);
      enter(sheet, card, entry, [...way, [entry.door, bus]], [...own, [entry.door, bus]]);
    }
  }
}

/** Return where the piece of the first row's bus begins that belongs to one entry: at the next one towards the middle. */
function firstStart(entries, place, middle, bus) {
  const { door } = entries[place];
  const nearer = entries.map((entry) => entry.door).filter((other) => (door < middle ? other > door && other < middle : other < door && other > middle));
  if (!nearer.length) return [[middle, bus - BEND], [middle, bus]];
  return door < middle ? [[Math.min(...nearer) + BEND, bus]] : [[Math.max(...nearer) - BEND, bus]];
}

function laterStart(rows, shelf, place, middle, trunk) {
  const { bus, entries } = rows[shelf];
  if (place) return [[entries[place - 1].door - BEND, bus]];
  if (shelf === 1) return [[middle, rows[0].bus - BEND], [middle, rows[0].bus], [trunk, rows[0].bus], [trunk, bus]];
  return [[trunk, rows[shelf - 1].bus - BEND], [trunk, bus]];
}

/** Draw the lines from a bus into a part: to the top of its one card, or along the rail to each card of a column. */
function enter(sheet, card, { door, rail, items }, way, own) {
  let start = own;
  for (const item of items) {
    const target = sheet.byKey.get(item.key);
    const middle = target.y + target.height / 2;
    const end = rail ? [[door, middle], [target.x, middle]] : [[door, target.y]];
    sheet.routes.push(treeRoute(item, card.key, [...way, ...end], [...start, ...end]));
    start = [[door, middle - BEND]];
  }
}

// --- second lines

function secondRoutes(graph, forest, sheet) {
  const cardOf = (node) => sheet.byKey.get(forest.aboard[node] ? forest.parent[node] : node);
  const routes = [];
  for (const line of forest.seconds) {
    const upper = cardOf(graph.upper[line]);
    const lower = cardOf(graph.lower[line]);
    if (!upper || !lower || upper === lower) continue;
    const lane = (routes.length % LANES) * LANE;
    routes.push({ line, upper: upper.key, lower: lower.key, points: wayBetween(upper, lower, lane), own: null, second: true, bridged: false, bundle: false });
  }
  return routes;
}

/** Return a way between two cards that runs where no cards are. */
function wayBetween(one, other, lane) {
  if (one.cell === other.cell) return besideColumn(one, other, lane);
  const outer = cellsUp(one.cell);
  const inner = cellsUp(other.cell);
  const inOne = inner.find((cell) => cell.fan === one.fan);
  if (one.fan && inOne) return fromTop(one, other, inOne, lane);
  const inOther = outer.find((cell) => cell.fan === other.fan);
  if (other.fan && inOther) return fromTop(other, one, inOther, lane).reverse();
  const mine = outer.find((cell) => inner.some(({ fan }) => fan === cell.fan));
  const theirs = inner.find(({ fan }) => fan === mine.fan);
  if (mine.shelf !== theirs.shelf) return roundTheRows(one, other, mine, theirs, lane);
  return mine.left < theirs.left ? alongRow(one, other, mine, theirs, lane) : alongRow(other, one, theirs, mine, lane).reverse();
}

function cellsUp(cell) {
  const cells = [cell];
  while (cells.at(-1).fan.cell) cells.push(cells.at(-1).fan.cell);
  return cells;
}

/** Return where a second line meets a card's side: away from its middle, where the line it hangs on comes in. */
function port(card, side) {
  const offsets = [card.height - 8, 8, card.height - 14, 14];
  const y = card.y + offsets[card.ports++ % offsets.length];
  return [side > 0 ? card.x + card.width : card.x, y];
}

function besideColumn(one, other, lane) {
  const x = one.cell.right + GUTTER + lane;
  const start = port(one, 1);
  const end = port(other, 1);
  return [start, [x, start[1]], [x, end[1]], end];
}

/** Return the way from a fan's own card down into one of its parts. */
function fromTop(top, other, cell, lane) {
  const side = other.x + other.width / 2 >= top.x + top.width / 2 ? 1 : -1;
  const start = port(top, side);
  const x = start[0] + side * (GUTTER - 3 + lane);
  const y = corridor(cell, lane);
  if (!cell.shelf) return straightened([start, [x, start[1]], [x, y], ...climb(other, cell.fan, -side, lane).reverse()]);
  const outside = top.fan.right + GUTTER + lane;
  const right = port(top, 1);
  return straightened([right, [outside, right[1]], [outside, y], ...climb(other, cell.fan, 1, lane).reverse()]);
}

/** Return the way between parts of one row, the left one first: through the gutter between neighbours, or above the row. */
function alongRow(left, right, mine, theirs, lane) {
  if (left.cell === mine && right.cell === theirs && mine.place + 1 === theirs.place) {
    const x = mine.right + GUTTER + lane;
    const start = port(left, 1);
    const end = port(right, -1);
    return [start, [x, start[1]], [x, end[1]], end];
  }
  return straightened([...climb(left, mine.fan, 1, lane), ...climb(right, mine.fan, -1, lane).reverse()]);
}

/** Return the way between parts of different rows: out to the right of all rows. */
function roundTheRows(one, other, mine, theirs, lane) {
  const x = mine.fan.right + GUTTER + lane;
  return straightened([
    ...climb(one, mine.fan, 1, lane), [x, corridor(mine, lane)],
    [x, corridor(theirs, lane)], ...climb(other, mine.fan, 1, lane).reverse(),
  ]);
}

/** Return the way from a card's side up, gutter by gutter, into the corridor of a fan above it. */
function climb(card, fan, side, lane) {
  const points = [port(card, side)];
  let { cell } = card;
  for (;;) {
    const x = side > 0 ? cell.right + GUTTER + lane : cell.left - GUTTER + lane;
    points.push([x, points.at(-1)[1]], [x, corridor(cell, lane)]);
    if (cell.fan === fan) return points;
    cell = cell.fan.cell;
  }
}

function corridor(cell, lane) {
  return cell.fan.corridors[cell.shelf] - FALL + BUS + 6 + lane;
}

/** Return a way without the points at which it does not turn. */
function straightened(points) {
  const way = [];
  for (const point of points) {
    if (way.length && way.at(-1)[0] === point[0] && way.at(-1)[1] === point[1]) continue;
    while (way.length > 1 && isStraight(way.at(-2), way.at(-1), point)) way.pop();
    way.push(point);
  }
  return way;
}

function isStraight(one, two, three) {
  return (one[0] === two[0] && two[0] === three[0]) || (one[1] === two[1] && two[1] === three[1]);
}
