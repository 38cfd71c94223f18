"""How our words stand to those of others: every mapping is of a term that the graph uses, and says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from iceorg.vocab import PREFIXES, declared
from turtle_files import files

if TYPE_CHECKING:
    from pathlib import Path

ALIGNMENTS = files("alignments/*.ttl")
MATCHES = {f"{PREFIXES['skos']}{kind}Match" for kind in ("exact", "close", "broad", "narrow", "related")}
OWL, RDFS = PREFIXES["owl"], PREFIXES["rdfs"]


def mappings(path: Path) -> list[dict[str, str]]:
    """Return the mappings of a file, each by its properties."""
    found: dict[str, dict[str, str]] = {}
    for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
        found.setdefault(str(quad.subject), {})[quad.predicate.value] = quad.object.value
    return list(found.values())


def test_there_is_a_file_for_each_vocabulary() -> None:
    """Those that archives, governments, civic technology and investigators use."""
    assert {path.stem for path in ALIGNMENTS} == {"schema-org", "ric-o", "cpov", "popolo", "followthemoney"}


@pytest.mark.parametrize("path", ALIGNMENTS, ids=lambda path: path.stem)
def test_every_mapping_is_of_a_known_term_and_has_its_reason(path: Path) -> None:
    """In a sentence; and no two map the same pair."""
    told = mappings(path)
    assert len(told) > 2
    assert {one[f"{OWL}annotatedSource"] for one in told} <= {
        str(term) for term in declared.CLASSES | declared.PROPERTIES
    }
    assert {one[f"{OWL}annotatedProperty"] for one in told} <= MATCHES
    assert all(len(one[f"{RDFS}comment"].split()) > 2 and one[f"{RDFS}comment"].endswith(".") for one in told)
    pairs = [(one[f"{OWL}annotatedSource"], one[f"{OWL}annotatedTarget"]) for one in told]
    assert len(pairs) == len(set(pairs))
