// Dates, numbers and gaps in words.

/** Return a date to the precision it was given with: "10 March 2016", "March 2003", "2003"; other text unchanged. */
export function dateInWords(words, date) {
  const parts = date.split("-");
  if (!parts.every((part) => /^\d+$/.test(part)) || parts.length > 3) return date;
  const month = parts.length > 1 ? words.months[Number(parts[1]) - 1] : "";
  if (parts.length > 1 && !month) return date;
  return [parts[2] ? String(Number(parts[2])) : "", month, parts[0]].filter(Boolean).join(" ");
}

/** Return a sentence with its places filled: `filled("{n} things", {n: 3})`. */
export function filledIn(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (place, name) => (name in values ? String(values[name]) : place));
}

/** Return how long a number of days is, in the unit that people would use. */
export function spanInWords(words, days) {
  const [number, unit] = days >= 730 ? [Math.floor(days / 365.25), "years"] : days >= 61 ? [Math.round(days / 30.4), "months"] : [days, "days"];
  return filledIn(words.spans[number === 1 ? unit.slice(0, -1) : unit], { n: number });
}

/** Return the name that people know a document by: its title, and its date or that it has none. */
export function documentInWords(words, document) {
  return `${document.title}, ${document.date ? dateInWords(words, document.date) : words.undated}`;
}

/** Return in words what is shown when no date is chosen. */
export function allInWords(words, documents) {
  return documents.length === 1 ? words.one_document : filledIn(words.all_dates, { n: documents.length });
}
