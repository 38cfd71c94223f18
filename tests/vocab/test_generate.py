"""The vocabulary modules are what the ontology says."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

import pytest

from iceorg.vocab import PREFIXES, declared, generate
from turtle_files import ONTOLOGY, ntriples

if TYPE_CHECKING:
    from pathlib import Path


def test_modules_are_fresh() -> None:
    """The modules in the tree are those that the ontology gives now."""
    assert generate.main(["--check"]) == 0
    assert len(list(generate.modules(generate.ONTOLOGY))) == len(PREFIXES)


def test_stale_module_is_found_and_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--check` names what is stale and writes nothing; without it, it is written."""
    monkeypatch.setattr(generate, "ROOM", tmp_path)
    assert generate.main(["--check"]) == 1
    assert "org.py is older than ontology/" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
    assert generate.main([]) == 0
    assert generate.main(["--check"]) == 0


def test_same_text_in_every_order(tmp_path: Path) -> None:
    """The order of the ontology's lines does not change a module."""
    for name in generate.FILES:
        lines = ntriples(ONTOLOGY / name).splitlines(keepends=True)
        (tmp_path / name).write_bytes(b"".join(reversed(lines)))
    assert list(generate.modules(tmp_path)) == list(generate.modules(generate.ONTOLOGY))


TERMS = generate.terms(generate.ONTOLOGY)


@pytest.mark.parametrize("term", TERMS, ids=[f"{term.prefix}-{term.local}" for term in TERMS])
def test_every_term_has_its_constant(term: generate.DeclaredTerm) -> None:
    """A term is a constant of its namespace's module and in one set of `declared`."""
    module = importlib.import_module(f"iceorg.vocab.{term.prefix}")
    assert getattr(module, term.constant) == term.iri
    roles = [role for role in (*generate.ROLES.values(), "INDIVIDUALS") if term.iri in getattr(declared, role)]
    assert roles == [term.role]


def test_no_constant_stands_for_two_terms() -> None:
    """Two terms of a namespace never share a constant."""
    names = [(term.prefix, term.constant) for term in TERMS]
    assert len(set(names)) == len(names) > 100


def test_sets_hold_nothing_else() -> None:
    """The sets of `declared` hold the terms of the ontology and no more."""
    sets = (declared.CLASSES, declared.PROPERTIES, declared.DATATYPES, declared.INDIVIDUALS)
    assert sum(map(len, sets)) == len(TERMS)
