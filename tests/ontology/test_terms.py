"""Every term of our own is defined, once; every term in use is declared."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode

from iceorg.vocab import PREFIXES, declared
from turtle_files import ONTOLOGY, files, triples

if TYPE_CHECKING:
    from pathlib import Path

DOCUMENTS = {path.name: path.read_bytes() for path in (ONTOLOGY.parent / "data" / "documents").glob("*.txt")}
FACT_SHEET = DOCUMENTS["community-outreach-fact-sheet.txt"]
OWN = triples(ONTOLOGY / "iceorg.ttl")
FOREIGN = triples(ONTOLOGY / "external.ttl")
HEADER = NamedNode("https://w3id.org/iceorg/ontology")
TERMS = sorted({t.subject.value for t in OWN if t.subject != HEADER and isinstance(t.subject, NamedNode)})
DECLARED = declared.CLASSES | declared.PROPERTIES | declared.DATATYPES | declared.INDIVIDUALS
SHAPES = {t.subject.value for t in triples(*files("shapes/*.ttl")) if isinstance(t.subject, NamedNode)}


def said(subject: NamedNode, prefix: str, local: str) -> list[Literal | NamedNode]:
    """Return what the ontology says of a term under a property."""
    found = [t.object for t in OWN if t.subject == subject and t.predicate.value == PREFIXES[prefix] + local]
    return [node for node in found if isinstance(node, Literal | NamedNode)]


def test_terms_are_found() -> None:
    """All terms of our own are looked at."""
    assert set(TERMS) == {term for term in DECLARED if term.startswith(PREFIXES["iceorg"])}
    assert len(TERMS) > 50


@pytest.mark.parametrize("term", TERMS)
def test_every_term_is_defined(term: str) -> None:
    """A term has one label, one definition that is a sentence, a type, and the ontology that defines it."""
    (label,) = said(NamedNode(term), "rdfs", "label")
    (definition,) = said(NamedNode(term), "skos", "definition")
    (home,) = said(NamedNode(term), "rdfs", "isDefinedBy")
    assert isinstance(label, Literal)
    assert label.language == "en"
    assert definition.value.endswith(".")
    assert home == HEADER
    assert said(NamedNode(term), "rdf", "type")


def only(term: str, local: str) -> str:
    """Return the one English text that SKOS says of a term under a property."""
    (text,) = said(NamedNode(term), "skos", local)
    assert isinstance(text, Literal)
    assert text.language == "en"
    return text.value


@pytest.mark.parametrize("term", TERMS)
def test_every_term_has_an_example_that_is_true_or_said_to_be_invented(term: str) -> None:
    """What an example quotes stands word for word in a bundled document, unless it says that it is invented."""
    example = only(term, "example")
    assert len(example) > 10
    texts = [text.decode() for text in DOCUMENTS.values()]
    quoted = [] if example.startswith("Invented: ") else re.findall('"([^"]+)"', example)
    assert [words for words in quoted if not any(words in text for text in texts)] == []


@pytest.mark.parametrize("term", TERMS)
def test_every_term_says_with_which_version_it_came(term: str) -> None:
    """A version that there is by now."""
    told = re.match(r"Came with version (\d+)\.(\d+)\.(\d+)\b.*\.$", only(term, "changeNote"))
    assert told
    (version,) = said(HEADER, "owl", "versionInfo")
    assert [int(part) for part in told.groups()] <= [int(part) for part in version.value.split(".")]


def test_the_numbers_of_examples_are_right() -> None:
    """Offsets and the digest of the fact sheet of 2008, which no quoted words prove."""
    own = PREFIXES["iceorg"]
    start, end = (int(only(own + local, "example").split()[0]) for local in ("start", "end"))
    words = FACT_SHEET.decode()[start:end]
    assert words.startswith("U.S. Immigration and Customs Enforcement (ICE) was established")
    assert words.endswith("the largest investigative arm of the Department of Homeland Security.")
    assert only(f"{own}sha256", "example").startswith(hashlib.sha256(FACT_SHEET).hexdigest())


@pytest.mark.parametrize("term", TERMS)
def test_every_term_is_named_by_its_label(term: str) -> None:
    """A term's local name is its label in camel case, a class and an individual with a capital."""
    (label,) = said(NamedNode(term), "rdfs", "label")
    local = term.removeprefix(PREFIXES["iceorg"])
    assert local[0].isupper() == (term not in declared.PROPERTIES)
    assert local.isalnum()
    squeezed = "".join(label.value.split()).replace("-", "").casefold()
    assert local.casefold() in (squeezed, squeezed.removeprefix("stated"), squeezed + "role")


def test_no_definition_twice() -> None:
    """No two terms have the same definition, and no two of a kind the same label."""
    definitions = Counter(
        t.object.value for t in OWN if t.predicate.value.endswith("#definition") and isinstance(t.object, Literal)
    )
    assert [text for text, count in definitions.items() if count > 1] == []
    labels = Counter((said(NamedNode(term), "rdfs", "label")[0].value, term in declared.PROPERTIES) for term in TERMS)
    assert [label for label, count in labels.items() if count > 1] == []


def test_version() -> None:
    """The version IRI is the ontology's IRI and its version."""
    (version,) = said(HEADER, "owl", "versionInfo")
    assert said(HEADER, "owl", "versionIRI") == [NamedNode(f"{HEADER.value}/{version.value}")]


def test_nothing_foreign_is_redefined() -> None:
    """Of a foreign term the ontology says where it is from and in which place it may stand, nothing else."""
    allowed = {PREFIXES["rdf"] + "type", PREFIXES["rdfs"] + "isDefinedBy"}
    assert {t.predicate.value for t in FOREIGN} == allowed
    kinds = {PREFIXES["rdfs"] + "Class", PREFIXES["rdfs"] + "Datatype", PREFIXES["rdf"] + "Property"}
    assert {
        t.object.value for t in FOREIGN if t.predicate.value.endswith("#type") and isinstance(t.object, NamedNode)
    } == kinds


USES = [*files("shapes/*.ttl"), *files("examples/*/*.ttl")]


def test_uses_are_found() -> None:
    """All shapes and examples are looked at."""
    assert len(USES) > 90


@pytest.mark.parametrize("path", USES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_term_in_use_is_declared(path: Path) -> None:
    """Shapes and examples use declared terms only, each in its place."""
    bases = tuple(base for prefix, base in PREFIXES.items() if prefix != "id")
    for triple in triples(path):
        assert not triple.predicate.value.startswith(bases) or triple.predicate.value in declared.PROPERTIES | LISTS
        ends = [node.value for node in (triple.subject, triple.object) if isinstance(node, NamedNode)]
        ends += [triple.object.datatype.value] if isinstance(triple.object, Literal) else []
        assert {end for end in ends if end.startswith(bases)} <= DECLARED | SHAPES | LISTS


LISTS = {PREFIXES["rdf"] + local for local in ("first", "rest", "nil")} | {
    PREFIXES["xsd"] + "anyURI",
    PREFIXES["xsd"] + "boolean",
}
"""What Turtle and SHACL need besides, and no graph of ours."""
