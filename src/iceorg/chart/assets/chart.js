"use strict";
// The page's behaviour: choosing a card or a line opens its sentences. Everything that comes from
// the documents is put on the page as text, never as mark-up.
(() => {
  const at = (id) => document.getElementById(id);
  const data = JSON.parse(at("c-data").textContent);
  const words = data.words;
  const nodes = new Map(data.nodes.map((node) => [node.id, node]));
  const lines = new Map(data.lines.map((line) => [line.id, line]));
  const wide = matchMedia("(min-width: 901px)");
  const panel = at("c-panel");
  const scroll = document.querySelector(".scroll");
  const drawing = at("c-drawing");
  const size = { width: drawing.width.baseVal.value, height: drawing.height.baseVal.value };
  let scale = 1;
  let network = null;
  let opener = null;

  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  // --- links: a card is #n-<id>, a line is #l-<id>

  const link = (prefix, id) => "#" + prefix + encodeURIComponent(id);

  function nameIn(hash) {
    try {
      return decodeURIComponent(hash.slice(1));
    } catch {
      return "";
    }
  }

  function target(hash) {
    const name = nameIn(hash);
    if (name.startsWith("n-") && nodes.has(name.slice(2))) return { node: nodes.get(name.slice(2)) };
    if (name.startsWith("l-") && lines.has(name.slice(2))) return { line: lines.get(name.slice(2)) };
    return null;
  }

  // --- the panel: a fact, and the sentences behind it

  function claimBox(claim) {
    const box = make("div", { class: "claim" });
    const paired = claim.status === "Layout" && claim.quotes.length > 1;
    claim.quotes.forEach(([, , , text], place) => {
      const quote = make("blockquote", {}, text);
      if (paired) quote.prepend(make("small", {}, place < claim.quotes.length - 1 ? words.quote_licence : words.quote_line));
      box.append(quote);
    });
    for (const place of new Set(claim.quotes.map((quote) => quote[0]))) box.append(source(data.documents[place]));
    box.append(make("p", { class: "status" }, make("b", {}, claim.status_words), ` · ${words.rule} ${claim.rule}`));
    return box;
  }

  function source(paper) {
    const title = paper.address
      ? make("a", { href: paper.address, rel: "noreferrer noopener", target: "_blank" }, paper.title)
      : paper.title;
    return make("cite", {}, title, ", ", paper.date || words.undated);
  }

  function factBox(claims, ...heading) {
    const box = make("div", { class: "fact" }, make("p", {}, ...heading));
    if (!claims.length) box.append(make("p", { class: "quiet" }, words.no_evidence));
    box.append(...claims.map((place) => claimBox(data.claims[place])));
    return box;
  }

  const nodeLink = (id) => make("a", { href: link("n-", id) }, nodes.get(id).label);
  const note = (line) => (line.note ? [" ", make("span", {}, `(${line.note})`)] : []);
  const lineLink = (line) => make("a", { class: "open", href: link("l-", line.id), title: words.line_title }, words.line);

  function group(title, boxes) {
    return boxes.length ? [make("h3", {}, title), ...boxes] : [];
  }

  function nodeSheet(node) {
    const upwards = data.lines.filter((line) => line.lower === node.id);
    const downwards = data.lines.filter((line) => line.upper === node.id);
    const facts = (naming) => node.facts.filter((fact) => fact.naming === naming);
    const factOf = (fact) => factBox(fact.claims, make("span", {}, fact.name + ": "), fact.value);
    const kinds = Object.keys(words.lines).filter((kind) => downwards.some((line) => line.kind === kind));
    return [
      make("h2", {}, node.label),
      make("p", { class: "k-" + node.kind }, make("span", { class: "pill" }, words.kinds[node.kind]), node.acronym),
      ...upwards.map((line) =>
        factBox(line.claims, lineLink(line), make("span", {}, words.lines[line.kind][1] + " "), nodeLink(line.upper), ...note(line)),
      ),
      ...group(words.facts, facts(false).map(factOf)),
      ...kinds.flatMap((kind) => {
        const those = downwards.filter((line) => line.kind === kind);
        const boxes = those.map((line) => factBox(line.claims, lineLink(line), nodeLink(line.lower), ...note(line)));
        return group(`${words.lines[kind][0]} (${those.length})`, boxes);
      }),
      ...group(words.names, facts(true).map(factOf)),
    ];
  }

  function lineSheet(line) {
    const verb = make("span", {}, ` ${words.lines[line.kind][1]} `);
    return [
      make("h2", {}, words.line),
      factBox(line.claims, nodeLink(line.lower), verb, nodeLink(line.upper), ...note(line)),
    ];
  }

  function show(sheet) {
    const close = make("button", { type: "button", class: "close", "aria-label": words.close }, "×");
    close.addEventListener("click", clear);
    const within = panel.contains(document.activeElement);
    if (!within) opener = document.activeElement;
    panel.replaceChildren(close, ...sheet);
    if (within) panel.focus();
    panel.classList.remove("empty");
    document.documentElement.classList.add("reading");
    panel.scrollTop = 0;
  }

  // --- choosing

  function mark(chosen) {
    for (const element of document.querySelectorAll(".chosen, .up")) element.classList.remove("chosen", "up");
    network?.unselectAll();
    if (!chosen) return;
    const name = chosen.node ? "n-" + chosen.node.id : "l-" + chosen.line.id;
    at(name)?.classList.add("chosen");
    for (const anchor of at("c-outline").querySelectorAll("a")) {
      if (nameIn(anchor.hash) === name) {
        (anchor.classList.contains("tie") ? anchor : anchor.parentElement).classList.add("chosen");
        if (wide.matches) anchor.scrollIntoView({ block: "nearest" });
      }
    }
    if (chosen.node) {
      for (const line of data.lines) {
        if (line.lower === chosen.node.id || line.upper === chosen.node.id) at("l-" + line.id)?.classList.add("up");
      }
      at(name)?.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
    for (const line of drawing.querySelectorAll(".line.up, .line.chosen")) drawing.querySelector(".card").before(line);
    if (network && !at("c-network").hidden) markInNetwork(chosen);
  }

  function markInNetwork({ node, line }) {
    network.setSelection({ nodes: node ? [node.id] : [], edges: line ? [line.id] : [] }, { highlightEdges: Boolean(node) });
    if (node) network.focus(node.id, { scale: Math.max(network.getScale(), 0.8) });
  }

  function choose(chosen) {
    show(chosen.node ? nodeSheet(chosen.node) : lineSheet(chosen.line));
    mark(chosen);
  }

  function clear() {
    history.replaceState(null, "", location.pathname + location.search);
    panel.replaceChildren();
    panel.classList.add("empty");
    document.documentElement.classList.remove("reading");
    opener?.focus();
    mark(null);
  }

  function follow() {
    const chosen = target(location.hash);
    if (chosen) choose(chosen);
  }

  function go(hash) {
    if (location.hash !== hash) history.pushState(null, "", hash);
    follow();
  }

  // The browser's own way to a fragment would take the keyboard's focus along into the drawing.
  document.addEventListener("click", (event) => {
    const hash = event.target.closest("a")?.getAttribute("href");
    if (!hash || !target(hash) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(hash);
  });
  addEventListener("hashchange", follow);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.classList.contains("empty")) clear();
  });

  // --- the drawing: size and grabbing

  function zoom(to) {
    const before = scale;
    scale = Math.min(2.5, Math.max(0.25, to));
    const middle = { x: scroll.scrollLeft + scroll.clientWidth / 2, y: scroll.scrollTop + scroll.clientHeight / 2 };
    drawing.setAttribute("width", Math.round(size.width * scale));
    drawing.setAttribute("height", Math.round(size.height * scale));
    scroll.scrollTo({
      left: (middle.x * scale) / before - scroll.clientWidth / 2,
      top: (middle.y * scale) / before - scroll.clientHeight / 2,
      behavior: "instant",
    });
  }

  function fit(least) {
    zoom(Math.min(1, Math.max(least, scroll.clientWidth / size.width)));
    scroll.scrollTo({ left: (size.width * scale - scroll.clientWidth) / 2, top: 0, behavior: "instant" });
  }

  at("c-larger").addEventListener("click", () => zoom(scale * 1.25));
  at("c-smaller").addEventListener("click", () => zoom(scale / 1.25));
  at("c-fit").addEventListener("click", () => fit(0.25));

  // --- views

  function view(name) {
    document.documentElement.dataset.view = name;
    at("c-chart").hidden = name === "network";
    at("c-network").hidden = name !== "network";
    for (const button of document.querySelectorAll(".views button")) {
      button.setAttribute("aria-pressed", button.dataset.view === name);
    }
    if (name === "network") drawNetwork();
    if (name === "chart") fit(0.75);
  }

  for (const button of document.querySelectorAll(".views button")) {
    button.addEventListener("click", () => view(button.dataset.view));
  }

  // vis-network is most of the file; it is read only when somebody asks for the network.
  function drawNetwork() {
    const chosen = target(location.hash);
    if (network) {
      if (chosen) markInNetwork(chosen);
      return;
    }
    document.head.append(make("script", {}, at("c-engine").textContent));
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue("--" + name).trim();
    const group = (kind) => {
      const filled = kind === "agency" || kind === "post";
      const background = colour(filled ? kind : "card");
      const border = colour(kind === "collaboration" ? "group" : kind);
      return {
        color: { background, border, highlight: { background, border: colour("chosen") }, hover: { background, border } },
        font: { color: colour(filled ? "on-dark" : "ink"), size: 13 },
      };
    };
    const options = data.network.options;
    network = new vis.Network(
      at("c-network"),
      { nodes: new vis.DataSet(data.network.nodes), edges: new vis.DataSet(data.network.edges) },
      {
        ...options,
        groups: Object.fromEntries(Object.keys(words.kinds).map((kind) => [kind, group(kind)])),
        nodes: { borderWidth: 1.5, borderWidthSelected: 5, margin: 7, scaling: { label: { drawThreshold: 3 } } },
        edges: { ...options.edges, color: { color: colour("edge"), highlight: colour("chosen"), inherit: false }, width: 1.3 },
        interaction: { ...options.interaction, hover: true, tooltipDelay: 150 },
        layout: { improvedLayout: false },
      },
    );
    network.on("click", (event) => {
      if (event.nodes.length) go(link("n-", event.nodes[0]));
      else if (event.edges.length) go(link("l-", event.edges[0]));
    });
    if (chosen) markInNetwork(chosen);
  }

  // --- the outline's filter: what matches, and the way to it

  at("c-filter").addEventListener("input", (event) => {
    const sought = event.target.value.trim().toLocaleLowerCase();
    const items = [...at("c-outline").querySelectorAll("li")];
    for (const item of items) item.hidden = Boolean(sought) && !item.textContent.toLocaleLowerCase().includes(sought);
  });

  document.documentElement.classList.add("js");
  panel.classList.add("empty");
  view(wide.matches ? "chart" : "outline");
  follow();
})();
