"""Stores of others, each behind the same three things: load a file, answer a query, say a term in one spelling.

One that is not installed is absent, and said to be. `pip install 'iceorg[bench]'` brings oxilite and oxrdflib, and
`apt-get install virtuoso-opensource` the server; maplib wants other versions than `constraints.txt` pins, and so an environment of its own.
"""

from __future__ import annotations

import atexit
import re
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING, Any, Protocol

from iceorg.query.rows import ntriples
from iceorg.vocab import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

DECLARED = "".join(f"PREFIX {prefix}: <{base}>\n" for prefix, base in PREFIXES.items())
PATIENCE_S = 5
"""How much CPU time one answer may take; of a server, how long it is waited for."""
_SELECTED = re.compile(r"\?(\w+)")
_NUMBER = re.compile(r"[+-]?\d+")


class Engine(Protocol):
    """A store."""

    def load(self, file: Path) -> None:
        """Read a file of N-Triples."""

    def ask(self, text: str) -> Iterable[Sequence[str]]:
        """Return the rows of an answer, their terms as N-Triples has them."""


class Iceorg:
    """This project, as a command opens a result."""

    def load(self, file: Path) -> None:
        """Read a file."""
        from iceorg.store import OxigraphStore

        self.store = OxigraphStore()
        self.store.load(file.read_bytes(), ours=True)

    def ask(self, text: str) -> Iterable[Sequence[str]]:
        """Answer as `run_query` does."""
        from iceorg.query.solve import solve

        self.rows = solve(self.store, text)
        return ([ntriples(cell) if cell is not None else "" for cell in row] for row in self.rows)


class Raw:
    """Pyoxigraph with nothing around it."""

    def load(self, file: Path) -> None:
        """Read a file."""
        import pyoxigraph as ox

        self.store: Any = ox.Store()
        self.store.bulk_load(path=file, format=ox.RdfFormat.N_TRIPLES)

    def ask(self, text: str) -> Iterable[Sequence[str]]:
        """Answer, all rows at once."""
        rows = [tuple(row) for row in self.store.query(text)]
        return (["" if term is None else str(term) for term in row] for row in rows)


class Oxilite:
    """Oxilite: a store on SQLite."""

    def load(self, file: Path) -> None:
        """Read a file."""
        import oxilite

        self.store: Any = oxilite.Store()
        self.store.bulk_load(path=str(file), format=oxilite.RdfFormat.N_TRIPLES)

    def ask(self, text: str) -> Iterable[Sequence[str]]:
        """Answer, all rows at once."""
        rows = [tuple(row) for row in self.store.query(text)]
        return (["" if term is None else str(term) for term in row] for row in rows)


class Rdflib:
    """Rdflib, with its own store in memory."""

    def load(self, file: Path) -> None:
        """Read a file."""
        from rdflib import Graph

        self.graph = Graph()
        self.graph.parse(file, format="nt")

    def ask(self, text: str) -> Iterable[Sequence[str]]:
        """Answer, all rows at once."""
        rows: list[Any] = list(self.graph.query(text))
        return (["" if term is None else term.n3() for term in row] for row in rows)


class Oxrdflib(Rdflib):
    """Rdflib over pyoxigraph."""

    def load(self, file: Path) -> None:
        """Read a file."""
        from rdflib import Graph

        self.graph = Graph(store="Oxigraph")
        self.graph.parse(file, format="ox-nt")


class Maplib:
    """Maplib: columns, by polars."""

    def load(self, file: Path) -> None:
        """Read a file."""
        from maplib import Model

        self.model: Any = Model()
        self.model.read(str(file), format="ntriples")

    def ask(self, text: str) -> Iterable[Sequence[str]]:
        """Answer, all rows at once; its columns come in an order of its own."""
        columns = _SELECTED.findall(text.partition("SELECT")[2].partition("WHERE")[0])
        rows = self.model.query(text).select(columns).rows()
        return (["" if term is None else str(term) for term in row] for row in rows)


class Virtuoso:
    """Virtuoso, over HTTP on this machine."""

    def load(self, file: Path) -> None:
        """Start a server in a folder of its own, and put a file into it."""
        from tempfile import TemporaryDirectory

        import httpx

        from iceorg.export.push import Destination, push
        from iceorg.store import Access, OxigraphStore
        from virtuoso import running_virtuoso

        self.folder = TemporaryDirectory(prefix="iceorg-bench-")
        self.running = running_virtuoso(Path(self.folder.name))
        self.url = self.running.__enter__()
        atexit.register(self.running.__exit__, None, None, None)
        self.http = httpx.Client(timeout=PATIENCE_S)
        store = OxigraphStore()
        store.load(file.read_bytes(), ours=True, later=True)
        push(
            store, Destination(f"{self.url}/sparql-graph-crud-auth", _GRAPH, f"{self.url}/sparql", Access("dba", "dba"))
        )

    def ask(self, text: str) -> Iterable[Sequence[str]]:
        """Answer, all rows at once."""
        import pyoxigraph as ox

        asked = {"query": text, "default-graph-uri": _GRAPH, "format": "application/sparql-results+json"}
        reply = self.http.post(f"{self.url}/sparql", data=asked).raise_for_status()
        found: Any = ox.parse_query_results(reply.content, format=ox.QueryResultsFormat.JSON)
        rows = [tuple(row) for row in found]
        return (["" if term is None else str(term) for term in row] for row in rows)


_GRAPH = "https://example.org/asked"
ENGINES: dict[str, tuple[type[Engine], str]] = {
    "iceorg": (Iceorg, "pyoxigraph"),
    "pyoxigraph": (Raw, "pyoxigraph"),
    "maplib": (Maplib, "maplib"),
    "oxilite": (Oxilite, "oxilite"),
    "oxrdflib": (Oxrdflib, "oxrdflib"),
    "rdflib": (Rdflib, "rdflib"),
    "virtuoso": (Virtuoso, "virtuoso-t"),
}
"""What is measured, and the module or program that it needs."""


def present() -> dict[str, type[Engine]]:
    """Return what can be measured here."""
    return {name: engine for name, (engine, needed) in ENGINES.items() if which(needed) or find_spec(needed)}


def same_spelling(term: str) -> str:
    """Return what a term says, without its type: engines keep whole numbers by their value, and maplib gives Python's.

    >>> same_spelling('"007"^^<http://www.w3.org/2001/XMLSchema#nonNegativeInteger>'), same_spelling("<urn:x:a>")
    ('7', 'urn:x:a')
    """
    if term.startswith("<"):
        return term[1:-1]
    value = term[1 : term.rindex('"')] if term.startswith('"') else term
    return str(int(value)) if _NUMBER.fullmatch(value) else value
