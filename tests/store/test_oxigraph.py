

def test_a_graph_that_is_indexed_later_answers_as_one_that_is_indexed_at_once() -> None:
    """To write it out takes no index; a question makes it, once."""
    line = b'<https://example.org/a> <https://example.org/b> "c" .\n'
    store = OxigraphStore()
    store.load(line, ours=True, later=True)
    assert (store.dump(), store.count(), len(store.engine)) == (line, 1, 1)
    assert [[term.value for term in row] for row in store.query("SELECT ?o { ?s ?p ?o }")] == [["c"]]
