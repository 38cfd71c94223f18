// What is shown as statements: the facts, the claims behind them, their passages and documents, as RDF and as a table.
//
// Every statement written here is one of the graph's own: nothing is inferred or put in other words on the way.

import { iriOf, lineInWords } from "./graph.js";

const RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const XSD = "http://www.w3.org/2001/XMLSchema#";
const STRING = `${XSD}string`;

/**
 * @typedef {string | {value: string, datatype: string, language: string}} Term - an IRI, or a literal
 * @typedef {[string, string, Term]} Triple
 */

/**
 * Return what is shown: lines and facts, each with those of its claims that count.
 *
 * @param {Graph} graph
 * @param {object} evidence
 * @param {{nodes: Uint8Array, lines: Uint8Array}} shown
 * @param {{date: string, undated: boolean, hidden: {documents: Set<number>, statuses: Set<number>}}} view
 * @returns {Array<{node: number, line: number, triple: Triple, name: string, value: string, claims: number[]}>}
 */
export function factsShown(graph, evidence, shown, view) {
  const counts = (claim) => isSeen(graph, evidence, claim, view);
  const expand = expander(evidence.prefixes);
  const found = [];
  for (let line = 0; line < graph.m; line++) {
    if (!shown.lines[line]) continue;
    const { key, predicate, upwards } = graph.relations[graph.lineKind[line]];
    const [upper, lower] = [graph.upper[line], graph.lower[line]];
    const [subject, other] = upwards ? [lower, upper] : [upper, lower];
    const claims = evidence.ofLine(line).filter(counts);
    const note = graph.note[line] ? ` (${graph.note[line]})` : "";
    const value = `${graph.words.lines[key][1]} ${graph.label[upper]}${note}`;
    found.push({ node: lower, line, triple: [iriOf(graph, subject), expand(predicate), iriOf(graph, other)], name: lineInWords(graph, line), value, claims });
  }
  for (const [node, name, value, all, , predicate, object] of evidence.facts) {
    if (!shown.nodes[node]) continue;
    const claims = all.filter(counts);
    if (all.length && !claims.length) continue;
    found.push({ node, line: -1, triple: [iriOf(graph, node), expand(predicate), termOf(expand, object ?? [value])], name, value, claims });
  }
  return found;
}

/** Return the statements of what is shown, with its claims, passages and documents, each once. */
export function triplesOf(graph, evidence, facts) {
  const found = new Map();
  const add = (...triple) => found.set(JSON.stringify(triple), triple);
  const expand = expander(evidence.prefixes);
  const term = (curie) => expand(curie);
  const passages = new Set();
  for (const { triple, claims, line } of facts) {
    // A line that only a membership states has no statement of its own: its claims say what has.
    if (line < 0 || !claims.length || claims.some((claim) => !evidence.claim(claim)[6])) add(...triple);
    for (const claim of claims) {
      const [status, rule, confidence, derived, because, id, statement, observed] = evidence.claim(claim);
      const said = statement ? [expand(statement[0]), expand(statement[1]), termOf(expand, statement[2])] : triple;
      const iri = full(graph, id);
      const property = (curie, object) => add(iri, term(curie), object);
      if (statement) add(...said);
      property("rdf:type", term("iceorg:Claim"));
      ["subject", "predicate", "object"].forEach((part, place) => add(iri, RDF + part, said[place]));
      property("iceorg:status", term(`iceorg:${graph.statuses[status]}`));
      if (rule) property("iceorg:rule", literal(rule));
      if (confidence !== null) property("iceorg:confidence", literal(decimal(confidence), `${XSD}decimal`));
      if (because) property("rdfs:comment", literal(because));
      const day = observed ?? dayOf(graph, evidence, derived);
      if (day) property("iceorg:observedOn", literal(day, `${XSD}date`));
      for (const passage of derived) {
        passages.add(passage);
        property("prov:wasDerivedFrom", passageIri(graph, evidence, passage));
      }
    }
  }
  const documents = new Set();
  for (const passage of passages) {
    const [document, start, end, words] = evidence.passage(passage);
    const iri = passageIri(graph, evidence, passage);
    documents.add(document);
    add(iri, term("rdf:type"), term("oa:SpecificResource"));
    add(iri, term("oa:hasSource"), documentIri(graph, document));
    add(iri, term("iceorg:quote"), literal(words));
    add(iri, term("iceorg:start"), literal(String(start), `${XSD}nonNegativeInteger`));
    add(iri, term("iceorg:end"), literal(String(end), `${XSD}nonNegativeInteger`));
  }
  for (const document of documents) {
    const told = graph.documents[document];
    const iri = documentIri(graph, document);
    const property = (curie, text, datatype) => text && add(iri, term(curie), literal(text, datatype));
    add(iri, term("rdf:type"), term("foaf:Document"));
    if (told.title !== told.file) property("dcterms:title", told.title);
    property("iceorg:fileName", told.file);
    property("iceorg:sha256", told.sha256);
    property("iceorg:publisher", told.publisher);
    property("iceorg:republisher", told.republisher);
    property("iceorg:statedDate", told.date, dateType(told.date));
    property("iceorg:republishedOn", told.republished, dateType(told.republished));
    property("iceorg:capturedOn", told.captured, dateType(told.captured));
  }
  return [...found.values()];
}

/** Return statements as Turtle, sorted. */
export function turtle(prefixes, triples) {
  const short = shortener(prefixes);
  const subjects = new Map();
  for (const [subject, predicate, object] of triples) {
    if (!subjects.has(subject)) subjects.set(subject, new Map());
    const properties = subjects.get(subject);
    if (!properties.has(predicate)) properties.set(predicate, []);
    properties.get(predicate).push(turtleTerm(short, object));
  }
  const head = Object.entries(prefixes).map(([prefix, iri]) => `@prefix ${prefix}: <${iri}> .\n`);
  const bodies = [...subjects.keys()].sort(byCode).map((subject) => {
    const lines = [...subjects.get(subject)].sort(([one], [other]) => byCode(one, other));
    return `\n${short(subject)}\n${lines.map(([predicate, objects]) => `    ${short(predicate)} ${objects.sort(byCode).join(" , ")}`).join(" ;\n")} .\n`;
  });
  return head.join("") + bodies.join("");
}

/** Return statements as JSON-LD: an object for each thing, its properties by their short names. */
export function jsonld(prefixes, triples) {
  const short = (iri) => {
    const found = Object.entries(prefixes).find(([, base]) => iri.startsWith(base) && !/[/#]/.test(iri.slice(base.length)));
    return found && iri.length > found[1].length ? `${found[0]}:${iri.slice(found[1].length)}` : iri;
  };
  const things = new Map();
  for (const [subject, predicate, object] of triples) {
    if (!things.has(subject)) things.set(subject, { "@id": short(subject) });
    const thing = things.get(subject);
    if (predicate === `${RDF}type`) (thing["@type"] ||= []).push(short(object));
    else (thing[short(predicate)] ||= []).push(typeof object === "string" ? { "@id": short(object) } : jsonValue(short, object));
  }
  const graph = [...things.keys()].sort(byCode).map((subject) => things.get(subject));
  return `${JSON.stringify({ "@context": prefixes, "@graph": graph }, null, 1)}\n`;
}

/** Return what is shown as a table, a row for each claim, with its words. */
export function csv(graph, evidence, facts) {
  const { table, statuses } = graph.words;
  const expand = expander(evidence.prefixes);
  const rows = facts.flatMap((fact) => {
    const told = [graph.label[fact.node], fact.line < 0 ? fact.name : "", fact.value];
    if (!fact.claims.length) return [[...told, ...fact.triple.map(lexical), ...Array(table.length - 6).fill("")]];
    return fact.claims.map((claim) => {
      const [status, rule, confidence, passages, , , statement] = evidence.claim(claim);
      const said = statement ? [expand(statement[0]), expand(statement[1]), termOf(expand, statement[2])] : fact.triple;
      const quotes = passages.map((passage) => evidence.passage(passage));
      const documents = [...new Set(quotes.map(([document]) => document))].map((document) => graph.documents[document]);
      return [
        ...told, ...said.map(lexical), statuses[graph.statuses[status]], rule, confidence ?? "",
        documents.map(({ title }) => title).join("; "), documents.map(({ file }) => file).join("; "), documents.map(({ date }) => date).join("; "),
        quotes.map(([, , , words]) => words).join(" … "), quotes.map(([, start]) => start).join("; "), quotes.map(([, , end]) => end).join("; "),
      ];
    });
  });
  // The mark at the beginning tells spreadsheets that the letters are Unicode.
  return `\ufeff${[table, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("")}`;
}

// --- terms

/** Return a function that writes a name with a prefix in full. */
function expander(prefixes) {
  return (curie) => {
    const colon = curie.indexOf(":");
    const base = prefixes[curie.slice(0, colon)];
    return base === undefined || curie.startsWith("//", colon + 1) ? curie : base + curie.slice(colon + 1);
  };
}

function termOf(expand, written) {
  if (typeof written === "string") return expand(written);
  const [value, datatype, language] = written;
  return literal(value, datatype ? expand(datatype) : STRING, language || "");
}

function literal(value, datatype = STRING, language = "") {
  return { value, datatype, language };
}

function full(graph, id) {
  return /^[a-z][a-z0-9+.-]*:/i.test(id) ? id : graph.base + id;
}

function documentIri(graph, document) {
  const { iri, id } = graph.documents[document];
  return iri || graph.base + id;
}

function passageIri(graph, evidence, passage) {
  const [document, start, end, , iri] = evidence.passage(passage);
  return iri || `${graph.base}passage-${graph.documents[document].id.replace(/^document-/, "")}-${start}-${end}`;
}

/** Return the date that the documents of a claim state for themselves, if it is one and the same. */
function dayOf(graph, evidence, passages) {
  const days = new Set(passages.map((passage) => graph.documents[evidence.passage(passage)[0]].date));
  return days.size === 1 ? [...days][0] : "";
}

function dateType(text) {
  return XSD + ({ 4: "gYear", 7: "gYearMonth" }[text?.length] || "date");
}

/** Return a share as xsd:decimal writes it: with a point, without an exponent. */
function decimal(share) {
  if (Number.isInteger(share)) return `${share}.0`;
  return /e/.test(String(share)) ? share.toFixed(20).replace(/0+$/, "") : String(share);
}

function isSeen(graph, evidence, claim, { date, undated, hidden }) {
  const [status, , , passages] = evidence.claim(claim);
  if (hidden.statuses.has(status)) return false;
  return !passages.length || passages.some((passage) => {
    const document = evidence.passage(passage)[0];
    const day = graph.documents[document].date;
    return !hidden.documents.has(document) && (day ? !date || day <= date : undated);
  });
}

// --- writing

function shortener(prefixes) {
  const bases = Object.entries(prefixes);
  return (iri) => {
    for (const [prefix, base] of bases) {
      if (iri.startsWith(base) && /^[A-Za-z0-9_](?:[\w.-]*[\w-])?$/.test(iri.slice(base.length))) return `${prefix}:${iri.slice(base.length)}`;
    }
    return `<${iri}>`;
  };
}

function turtleTerm(short, term) {
  if (typeof term === "string") return short(term);
  const { value, datatype, language } = term;
  return quoted(value) + (language ? `@${language}` : datatype === STRING ? "" : `^^${short(datatype)}`);
}

const ESCAPES = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function quoted(text) {
  const escaped = text.replace(/[\\"\u0000-\u001f\u007f]/g, (letter) => ESCAPES[letter] || `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0").toUpperCase()}`);
  return `"${escaped}"`;
}

function lexical(term) {
  return typeof term === "string" ? term : term.value;
}

function jsonValue(short, { value, datatype, language }) {
  if (language) return { "@value": value, "@language": language };
  return datatype === STRING ? { "@value": value } : { "@value": value, "@type": short(datatype) };
}

/** Return a cell of a table. What a spreadsheet would take for a formula begins with an apostrophe, which it hides. */
function cell(value) {
  const text = String(value);
  const safe = /^[=+\-@\t\r]/.test(text) && typeof value !== "number" ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

function byCode(one, other) {
  return one < other ? -1 : one > other ? 1 : 0;
}
