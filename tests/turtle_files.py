"""The Turtle files of `ontology/`, for the tests that read them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, parse, serialize

if TYPE_CHECKING:
    from pyoxigraph import Triple

ONTOLOGY = Path(__file__).parents[1] / "ontology"


def files(pattern: str) -> list[Path]:
    """Return the files of `ontology/` that fit a pattern, sorted."""
    return sorted(ONTOLOGY.glob(pattern))


def triples(*paths: Path) -> list[Triple]:
    """Return the triples of some Turtle files."""
    return [quad.triple for path in paths for quad in parse(path.read_bytes(), format=RdfFormat.TURTLE)]


def ntriples(*paths: Path) -> bytes:
    """Return some Turtle files as one graph of N-Triples."""
    written = serialize(triples(*paths), format=RdfFormat.N_TRIPLES)
    assert written is not None
    return written
