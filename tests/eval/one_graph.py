"""The practice documents as one graph, and which thing of it each body of each document's gold is."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from eval.corpus import pairs_of
from iceorg.documents import lay_out
from iceorg.evaluate import spelt
from iceorg.extract import read_layout
from iceorg.model import Literal
from iceorg.resolve import resolve
from iceorg.vocab import iceorg, skos

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from iceorg.evaluate import Entity, Gold
    from iceorg.model import Resolution

NAMES: Final = (skos.PREF_LABEL, skos.ALT_LABEL, iceorg.ACRONYM)
BODIES: Final = ("Agency", "Unit", "Partner")
Body = tuple[str, str]
"""A body of the gold: the beginning of its document's name, and its id there."""


@cache
def practice() -> tuple[tuple[Gold, ...], Resolution]:
    """Return the gold of the tuning set, and what all its documents say together."""
    pairs = pairs_of("tuning")
    return tuple(gold for gold, _ in pairs), resolve(read_layout(lay_out(document)) for _, document in pairs)


def short(document: str) -> str:
    """Return the beginning of a document's name, by which it is called here."""
    return document.partition("-")[0]


def bodies(gold: Gold) -> Sequence[Entity]:
    """Return the bodies of a document's gold."""
    return [entity for entity in gold.entities if entity.type in BODIES]


@cache
def nodes() -> Mapping[Body, frozenset[str]]:
    """Return the things that each body of the gold is in the graph: those that its document calls by one of its names."""
    golds, together = practice()
    kinds = {thing.iri for thing in together.things if thing.kind.body}
    documents = {reading.layout.document.id: short(reading.layout.document.name) for reading in together.readings}
    called: dict[tuple[str, str], set[str]] = defaultdict(set)
    for claim in together.claims:
        if claim.predicate in NAMES and claim.subject in kinds and isinstance(claim.object, Literal):
            called[documents[claim.passages[0].document], spelt(claim.object.value)].add(str(claim.subject))
    return {
        (short(gold.document), body.id): frozenset(
            node for name in body.names for node in called[short(gold.document), spelt(name)]
        )
        for gold in golds
        for body in bodies(gold)
    }


@cache
def one_bodies() -> tuple[tuple[str, frozenset[str], frozenset[str]], ...]:
    """Return the bodies that several documents speak of, as a reader found them: what each is, its names, the documents."""
    data = tomllib.loads(Path(__file__).with_name("one_body.toml").read_text("utf-8"))["body"]
    return tuple((one["is"], frozenset(map(spelt, one["names"])), frozenset(one["documents"])) for one in data)
