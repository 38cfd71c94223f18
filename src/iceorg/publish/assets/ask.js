// The page that asks the graph: named questions as forms, an editor, and the engine in a worker. Nothing is fetched.
"use strict";

(() => {
  const ENDPOINT = "https://graph.invalid/sparql"; // no server has that name: `fetch` below answers in its place
  const PREFIXES = JSON.parse(document.getElementById("prefixes").textContent);
  const place = document.getElementById("editor");

  // ---------------------------------------------------------------- the engine

  async function unpacked(text) {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }

  const text = (bytes) => new TextDecoder().decode(bytes);

  let worker = null;

  // One worker at a time answers one question at a time; to stop a question is to end the worker.
  function started() {
    worker ??= (async () => {
      const code = URL.createObjectURL(new Blob([iceorgEngine.code], { type: "text/javascript" }));
      const engine = new Worker(code);
      const broken = new Promise((_, failed) => (engine.onerror = (event) => failed(new Error(event.message || "The engine did not start."))));
      const [module, graph, outside] = await Promise.all([
        unpacked(iceorgEngine.module),
        unpacked(iceorgGraph.graph).then(text),
        iceorgGraph.outside ? unpacked(iceorgGraph.outside).then(text) : "",
      ]);
      await Promise.race([told(engine, { module, graph, outside }), broken]);
      return engine;
    })();
    worker.catch(() => (worker = null));
    return worker;
  }

  function told(engine, question, signal) {
    return new Promise((found, failed) => {
      const stop = () => {
        engine.terminate();
        worker = null;
        failed(new DOMException("The question was stopped.", "AbortError"));
      };
      signal?.addEventListener("abort", stop, { once: true });
      engine.onmessage = ({ data }) => {
        signal?.removeEventListener("abort", stop);
        if (data.fault) failed(new Error(data.fault));
        else found(data);
      };
      engine.postMessage(question);
    });
  }

  let last = Promise.resolve();

  function answered(query, signal) {
    const mine = last.then(async () => told(await started(), { query: prefixed(query) }, signal));
    last = mine.catch(() => {});
    return mine;
  }

  function prefixed(query) {
    const bare = query.replace(/<[^<>\s]*>|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*/g, " ");
    const wanted = Object.keys(PREFIXES).filter(
      (name) => new RegExp(`(?<![\\w:])${name}:`).test(bare) && !new RegExp(`PREFIX\\s+${name}:`, "i").test(bare),
    );
    return wanted.map((name) => `PREFIX ${name}: <${PREFIXES[name]}> `).join("") + query;
  }

  const elsewhere = window.fetch;
  window.fetch = async (request, ...rest) => {
    const asked = request instanceof Request ? request : new Request(request, ...rest);
    if (!asked.url.startsWith(ENDPOINT)) return elsewhere(request, ...rest);
    const sent = asked.method === "GET" ? new URL(asked.url).search : await asked.text();
    try {
      const { body, type } = await answered(new URLSearchParams(sent).get("query"), asked.signal);
      return new Response(body, { headers: { "Content-Type": type } });
    } catch (fault) {
      if (fault.name === "AbortError") throw fault;
      return new Response(fault.message, { status: 400, headers: { "Content-Type": "text/plain" } });
    }
  };

  // ---------------------------------------------------------------- the editor

  const head = (...names) => names.map((name) => `PREFIX ${name}: <${PREFIXES[name]}>\n`).join("");
  const first = `${head("id", "org")}\nSELECT ?office ?post WHERE {\n  ?office org:reportsTo ?post .\n}\nLIMIT 100\n`;

  let tab = null;

  // On the page of the chart the editor's own script waits, packed, until the first question.
  async function edited() {
    const waiting = document.getElementById("editor-code");
    if (waiting && !window.Yasgui) {
      const textContent = text(await unpacked(waiting.textContent));
      document.head.append(Object.assign(document.createElement("script"), { textContent }));
    }
    return (tab ??= openEditor(place, ENDPOINT, first));
  }

  const ask = async (query) => runQuery(place, await edited(), query);

  const dialog = document.getElementById("ask");
  if (dialog) {
    document.getElementById("open-ask").addEventListener("click", () => {
      dialog.showModal();
      edited();
    });
    document.getElementById("close-ask").addEventListener("click", () => dialog.close());
    dialog.addEventListener("keydown", (event) => event.stopPropagation()); // the chart's keys are for the chart
    addEventListener("hashchange", () => dialog.close()); // an answer was followed to its card
  } else {
    edited();
  }

  // ---------------------------------------------------------------- the questions

  const key = (text) => text.trim().replace(/\s+/g, " ").toLowerCase();
  const meant = Object.fromEntries(
    Object.entries(iceorgGraph.choices).map(([kind, pairs]) => [kind, new Map(pairs.map(([text, iri]) => [key(text), iri]))]),
  );
  for (const [kind, pairs] of Object.entries(iceorgGraph.choices)) {
    const list = document.getElementById(`choices-${kind}`);
    list.append(...pairs.map(([text]) => Object.assign(document.createElement("option"), { value: text })));
  }

  const literal = (text) => `"${text.replace(/["\\]/g, "\\$&").replace(/\n/g, "\\n").replace(/\r/g, "\\r")}"`;

  // The term that a person's words mean; null leaves the question open, undefined if they mean nothing.
  function term({ kind }, text) {
    if (kind in meant) return text === "" ? null : meant[kind].has(key(text)) ? `<${meant[kind].get(key(text))}>` : undefined;
    if (kind === "number") return /^\d+$/.test(text) ? text : undefined;
    if (kind === "date" && text && !/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/.test(text)) return undefined;
    return literal(text);
  }

  function written(sparql, name, value) {
    const slot = `<urn:iceorg:value:${name}>`;
    const alone = `(${slot} AS ?${name})`;
    return value === null
      ? sparql.replaceAll(alone, `?${name}`).replaceAll(slot, `?${name}`)
      : sparql.replaceAll(slot, value);
  }

  function query(form) {
    let sparql = form.elements.query.value;
    for (const field of form.querySelectorAll("[data-kind]")) {
      const value = term(field.dataset, field.value.trim());
      const missing = value === null && field.required;
      field.setCustomValidity(value === undefined || missing ? field.dataset.hint : "");
      if (!field.reportValidity()) return null;
      sparql = written(sparql, field.name, value);
    }
    return sparql;
  }

  for (const form of document.querySelectorAll("#questions form")) {
    form.addEventListener("input", (event) => event.target.setCustomValidity?.(""));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const sparql = query(form);
      if (sparql !== null) ask(sparql);
    });
  }

  findQuestions(document.getElementById("find-question"));

  // ---------------------------------------------------------------- answers lead to pages, and nothing leads elsewhere

  const lines = async (packed) => new Set(packed ? text(await unpacked(packed)).split("\n") : []);
  const known = Promise.all([lines(iceorgGraph.shown), unpacked(iceorgGraph.names).then((bytes) => JSON.parse(text(bytes)))]);

  function local(iri) {
    try {
      return iri.startsWith(iceorgGraph.base) ? decodeURIComponent(iri.slice(iceorgGraph.base.length)) : "";
    } catch {
      return "";
    }
  }

  function page(name, shown) {
    if (!name) return "";
    if (iceorgGraph.cards) return iceorgGraph.cards[name] ?? "";
    const passage = /^passage-(\w+)-(\d+)-(\d+)$/.exec(name);
    const document = iceorgGraph.documents[passage ? `document-${passage[1]}` : name];
    if (document) return `documents/${document}${passage ? `#at-${passage[2]}-${passage[3]}` : ""}`;
    return shown.has(name) ? `id/${iceorgGraph.odd[name] ?? `${name}.html`}` : "";
  }

  leadToPages(place, async (iri) => {
    const [shown, names] = await known;
    const name = local(iri);
    return { page: page(name, shown), name: names[name] };
  });
})();
