"""The shapes of `ontology/shapes/` hold, as pySHACL finds."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any, Final

from iceorg.check.naming import BUILD_AGAIN, describe, name_of
from iceorg.check.parts import AT_ONCE, parts_of
from iceorg.check.statements import parse_graph, read_statements
from iceorg.errors import ModelError, Problem, SettingsError, Severity
from iceorg.lazy import collecting_later
from iceorg.loading import stood_in
from iceorg.vocab import declared

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import pyoxigraph
    import rdflib

    from iceorg.check.parts import Parts
    from iceorg.check.statements import Statements

_SEVERITIES: Final = {"Violation": Severity.ERROR, "Warning": Severity.WARNING, "Info": Severity.NOTE}


_UNUSED: Final = {
    "html5rdf": (),
    "rdflib.plugins.sparql": (),
    "rdflib.plugins.sparql.operators": ("register_custom_function", "unregister_custom_function"),
    "rdflib.plugins.sparql.sparql": ("Query", "SPARQLError", "Update"),
}
"""What rdflib and pySHACL import for literals of HTML and for SPARQL, which Oxigraph answers here; it takes half of their time."""


_OF: Final = 10
_BESIDE: Final = (1, 4, 7)
"""Of ten batches of a large graph, those that are checked beside the process that draws the chart as well."""


def check_shapes(ntriples: bytes, shapes: Path) -> tuple[Problem, ...]:
    """Return what the shapes find wrong with a graph, sorted: one problem for each thing and shape.

    Args:
        ntriples: The graph.
        shapes: The folder of the shapes, each file Turtle: `ontology/shapes`.

    Raises:
        StoreError: The bytes are not N-Triples.
        SettingsError: The folder holds no shapes, or a file that is no Turtle.
        ModelError: A shape cannot be evaluated.
    """
    return check_shapes_since(ntriples, shapes, None)


def check_shapes_since(
    ntriples: bytes, shapes: Path, to_check: bytes | None, *, shared: bool = False
) -> tuple[Problem, ...]:
    """Return what the shapes find wrong with a graph, of which some parts are known to be sound.

    A large graph is checked part by part, and as a whole only if there is something wrong with it: then the words for it may be anywhere.

    Args:
        ntriples: The graph.
        shapes: The folder of the shapes.
        to_check: What of it is not known to be sound, with all that it leads to; None if nothing is known.
        shared: Whether another process takes its share of a large graph, as `check_shapes_beside` does.

    Raises:
        StoreError: The bytes are not N-Triples.
        SettingsError: The folder holds no shapes, or a file that is no Turtle.
        ModelError: A shape cannot be evaluated.
    """
    if to_check is None and len(ntriples) < AT_ONCE:
        return _problems_of(ntriples, shapes)
    batches = [to_check] if to_check is not None else _batches(parts_of(ntriples), beside=False if shared else None)
    return () if _conform(batches, shapes) else _problems_of(ntriples, shapes)


def check_shapes_beside(ntriples: bytes, shapes: Path, parts: Parts) -> tuple[Problem, ...]:
    """Return what the shapes find wrong with a graph, if there is something in the share of it that is checked here.

    Args:
        ntriples: The graph.
        shapes: The folder of the shapes.
        parts: The parts of the graph.
    """
    return () if _conform(_batches(parts, beside=True), shapes) else _problems_of(ntriples, shapes)


def _conform(batches: Iterable[bytes], shapes: Path) -> bool:
    # The graphs of rdflib hold each other: without looking for rubbish, all batches would stay in memory. What was there before
    # them is not looked through each time: the parts of a large graph are more than a batch is.
    with collecting_later():
        gc.freeze()
        try:
            for batch in batches:
                if _results(_report(batch, shapes)):
                    return False
                gc.collect()
        finally:
            gc.unfreeze()
    return True


def _batches(parts: Parts, *, beside: bool | None) -> Iterator[bytes]:
    """Yield what is checked at once: all of it, or what is checked in the one process or the other."""
    if not beside:
        yield parts.text(parts.rest)
    for number, batch in enumerate(parts.batches(parts.documents, AT_ONCE)):
        if beside is None or (number % _OF in _BESIDE) is beside:
            yield batch


def _problems_of(ntriples: bytes, shapes: Path) -> tuple[Problem, ...]:
    report = _report(ntriples, shapes)
    results = _results(report)
    return tuple(sorted(set(_problems(report, results, read_statements(ntriples))))) if results else ()


def _results(report: rdflib.Graph) -> set[Any]:
    return set(report.subjects(object=_shacl("ValidationResult")))


def _report(ntriples: bytes, shapes: Path) -> rdflib.Graph:
    with stood_in(_UNUSED):
        import pyshacl
        import rdflib

    from iceorg.check.rdflib_store import FilledStore

    def graph_of(triples: Iterable[pyoxigraph.Triple]) -> rdflib.Graph:
        return rdflib.Graph(store=FilledStore(triples), bind_namespaces="none")

    # In place, without inference and without SHACL's advanced features, the data graph is only read.
    _, report, _ = pyshacl.validate(
        graph_of(parse_graph(ntriples)),
        shacl_graph=graph_of(dict.fromkeys(_shapes_in(shapes))),
        inference="none",
        inplace=True,
    )
    if not isinstance(report, rdflib.Graph):
        raise ModelError(f"a shape cannot be evaluated: {report}", where=str(shapes))
    return report


def _shapes_in(folder: Path) -> Iterator[pyoxigraph.Triple]:
    """Yield the triples of every shape file."""
    from pyoxigraph import RdfFormat, parse

    paths = sorted(folder.glob("*.ttl"))
    if not paths:
        raise SettingsError("there are no shapes", where=str(folder), hint="install iceorg again")
    for path in paths:
        try:
            for quad in parse(path.read_bytes(), format=RdfFormat.TURTLE):
                yield quad.triple
        except SyntaxError as error:
            raise SettingsError(f"the shapes are not Turtle: {error.msg}", where=str(path)) from error


def _problems(report: rdflib.Graph, results: set[Any], graph: Statements) -> Iterator[Problem]:
    for result in results:
        said = {name: str(report.value(result, _shacl(name)) or "") for name in _PARTS}
        shape, severity = (said[name].rpartition("#")[2] for name in ("sourceShape", "resultSeverity"))
        # A shape that asks once for all has a term of the vocabulary as its focus, and the culprit as value.
        whole = said["focusNode"] in declared.CLASSES | declared.INDIVIDUALS
        thing = said["value"] if whole else said["focusNode"]
        found = "" if said["value"] in ("", thing) else f" Found: {name_of(graph, said['value'])}"
        where, hint = describe(graph, thing), _hint(graph, thing)
        yield Problem(_SEVERITIES[severity], shape, where, said["resultMessage"] + found, hint)


_PARTS: Final = ("focusNode", "value", "resultMessage", "resultSeverity", "sourceShape")


def _hint(graph: Statements, thing: str) -> str:
    if graph.is_apparatus(thing):
        return BUILD_AGAIN
    return f'`iceorg why "{name_of(graph, thing)}"` shows the sentences behind it'


def _shacl(name: str) -> rdflib.URIRef:
    import rdflib

    return rdflib.URIRef(f"http://www.w3.org/ns/shacl#{name}")
