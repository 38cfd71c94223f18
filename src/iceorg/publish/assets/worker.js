// What the worker adds to the engine: it holds the graph, and answers one question after the other.
let store;

self.onmessage = ({ data }) => {
  try {
    self.postMessage(data.module ? begin(data) : answer(data.query));
  } catch (fault) {
    self.postMessage({ fault: String(fault.message ?? fault) });
  }
};

function begin({ module, graph, outside }) {
  initSync({ module });
  store = new Store();
  store.load(graph, { format: "application/n-triples" });
  if (outside) store.load(outside, { format: "application/n-quads" });
  return { size: store.size };
}

// A SELECT or an ASK is answered as JSON, a CONSTRUCT or a DESCRIBE as Turtle: the engine refuses the other of the two.
function answer(query) {
  try {
    return written(query, "application/sparql-results+json");
  } catch (fault) {
    if (!/RDF format/.test(fault.message ?? fault)) throw fault;
    return written(query, "text/turtle");
  }
}

function written(query, type) {
  return { body: store.query(query, { results_format: type }), type };
}
