"""Graphs of documents for the tests here: the stages in memory, without a result folder."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from iceorg.documents import lay_out, read_documents
from iceorg.extract import read_layout
from iceorg.graph import dump_ntriples, to_triples
from iceorg.resolve import resolve

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from iceorg.model import Reading

HERE = Path(__file__).parent
GOLD = HERE / "gold"
DOCUMENTS = HERE.parents[1] / "data" / "documents"
NAMES = tuple(sorted(path.name for path in DOCUMENTS.glob("*.txt")))
"""The file names of the five documents."""


@cache
def reading_of(path: Path, *, learned: bool = True) -> Reading:
    """Return what one document says, by the rules alone if the learned parts are left out."""
    (document,) = read_documents([path]).documents
    return read_layout(lay_out(document), learned=learned)


@cache
def graph_of(*paths: Path, learned: bool = True) -> bytes:
    """Return the graph of some documents as N-Triples."""
    readings = sorted(
        (reading_of(path, learned=learned) for path in paths), key=lambda reading: reading.layout.document.id
    )
    return dump_ntriples(to_triples(resolve(readings)))


def five(*, learned: bool = True) -> bytes:
    """Return the graph of the five documents."""
    return graph_of(*(DOCUMENTS / name for name in NAMES), learned=learned)


def alone(name: str) -> bytes:
    """Return the graph of one of the five documents, built alone."""
    return graph_of(DOCUMENTS / name)


def gold_of(name: str) -> dict[str, Any]:
    """Return the annotation of one of the five documents."""
    gold: dict[str, Any] = json.loads((GOLD / name).with_suffix(".json").read_text(encoding="utf-8"))
    return gold


def scored(pairs: Iterable[tuple[Mapping[str, Any], bytes]], folder: Path) -> tuple[dict[str, Any], str]:
    """Return the figures of score.py over some documents, and its words on what is missed or wrong.

    score.py is kept as it was given; it is run as its users run it.

    Args:
        pairs: The annotation of each document, and its graph.
        folder: An empty folder, as score.py reads files.
    """
    files = []
    for number, (gold, ntriples) in enumerate(pairs):
        files += [folder / f"{number}.json", folder / f"{number}.nt"]
        files[-2].write_text(json.dumps(gold), encoding="utf-8")
        files[-1].write_bytes(ntriples)
    command = [sys.executable, str(HERE / "score.py"), *map(str, files)]
    told = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout
    words, _, figures = told.partition("\n{\n")
    return json.loads("{" + figures), words
