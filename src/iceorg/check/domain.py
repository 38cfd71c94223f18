"""What is odd about an organisation as the graph has it, by the queries of `ontology/qa/`: loops, two heads on one day.

No document is wrong for it, and no promise broken: documents disagree, and a sentence can be misread. So these are
warnings and notes, and a person decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from iceorg.check.naming import name_of
from iceorg.check.statements import read_statements
from iceorg.errors import Problem, SettingsError, Severity
from iceorg.store import OxigraphStore
from iceorg.vocab import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from iceorg.check.statements import Statements


@dataclass(frozen=True, slots=True)
class Oddity:
    """A query that finds something odd.

    Args:
        code: Its short name, the file's.
        severity: How much it matters.
        message: What is odd of the thing `?where`, with `{other}` for `?other`.
        hint: What a person can do about it.
        sparql: The query; it selects `?where`, and perhaps `?other`.
    """

    code: str
    severity: Severity
    message: str
    hint: str
    sparql: str


def check_domain(ntriples: bytes, folder: Path) -> tuple[Problem, ...]:
    """Return what is odd about a graph, sorted: one problem for each thing and query.

    Args:
        ntriples: The graph.
        folder: The folder of the queries: `ontology/qa`.

    Raises:
        StoreError: The bytes are not N-Triples.
        SettingsError: The folder holds no queries, or one that cannot be asked.
    """
    store, graph = OxigraphStore(), read_statements(ntriples)
    store.load(ntriples)
    return tuple(sorted({found for oddity in read_oddities(folder) for found in _found(store, graph, oddity)}))


def read_oddities(folder: Path) -> tuple[Oddity, ...]:
    """Return the queries of a folder, sorted by name.

    Raises:
        SettingsError: There are none, or the header of one lacks a line.
    """
    files = sorted(folder.glob("*.rq"))
    if not files:
        raise SettingsError("there are no queries", where=str(folder))
    return tuple(map(_read, files))


def _read(file: Path) -> Oddity:
    header, _, sparql = file.read_text(encoding="utf-8").partition("\n\n")
    lines = (line.removeprefix("# ").partition(": ") for line in header.splitlines())
    told = {key: value for key, _, value in lines}
    try:
        return Oddity(file.stem, Severity(told["severity"]), told["message"], told["hint"], sparql)
    except (KeyError, ValueError) as fault:
        raise SettingsError(f"the header says nothing that can be used: {fault}", where=file.name) from fault


def _found(store: OxigraphStore, graph: Statements, oddity: Oddity) -> Iterator[Problem]:
    try:
        rows = store.query(oddity.sparql, prefixes=PREFIXES)
    except SyntaxError as fault:
        raise SettingsError(f"cannot be asked: {fault}", where=f"{oddity.code}.rq") from fault
    assert isinstance(rows, ox.QuerySolutions)
    columns = [variable.value for variable in rows.variables]
    for row in rows:
        named = {name: name_of(graph, row[name].value) for name in columns if row[name] is not None}
        yield Problem(oddity.severity, oddity.code, named["where"], oddity.message.format(**named), oddity.hint)
