"""The shapes are complete, named, worded, and written in the SHACL that pySHACL knows."""

from __future__ import annotations

import pytest
from pyoxigraph import BlankNode, NamedNode

from iceorg.model import Kind
from iceorg.vocab import PREFIXES, Iri, iceorg, oa
from turtle_files import files, triples

SHACL = "http://www.w3.org/ns/shacl#"
SHAPES = triples(*files("shapes/*.ttl"))
NAMED = {
    t.subject.value
    for t in SHAPES
    if isinstance(t.subject, NamedNode) and t.subject.value.startswith(PREFIXES["iceorg"])
}
CLASSES = [kind.type for kind in Kind if kind is not Kind.UNKNOWN] + [iceorg.Claim, oa.SpecificResource]

KNOWN = [
    "NodeShape",
    "PropertyShape",
    "targetClass",
    "targetNode",
    "targetSubjectsOf",
    "targetObjectsOf",
    "path",
    "inversePath",
    "alternativePath",
    "minCount",
    "maxCount",
    "datatype",
    "class",
    "nodeKind",
    "IRI",
    "IRIOrLiteral",
    "in",
    "pattern",
    "minInclusive",
    "maxInclusive",
    "lessThan",
    "equals",
    "or",
    "closed",
    "ignoredProperties",
    "message",
    "severity",
    "sparql",
    "select",
    "prefixes",
    "declare",
    "prefix",
    "namespace",
]
"""Terms of SHACL 1.0. pySHACL passes over a term that it does not know, so that a shape with it would check nothing."""


def objects(subject: str, term: str) -> list[str]:
    """Return what is said of a shape under a term of SHACL."""
    found = [t for t in SHAPES if t.subject == NamedNode(subject) and t.predicate.value == SHACL + term]
    return [str(triple.object) for triple in found]


def test_shapes_are_found() -> None:
    """All files of shapes are read."""
    assert len(files("shapes/*.ttl")) == 12
    assert len(NAMED) == 85


@pytest.mark.parametrize("kind", CLASSES)
def test_every_class_has_a_shape(kind: Iri) -> None:
    """Every class of the design is the target of a shape."""
    assert any(t.predicate.value == SHACL + "targetClass" and t.object == NamedNode(kind) for t in SHAPES)


@pytest.mark.parametrize("shape", sorted(NAMED))
def test_every_shape_is_worded(shape: str) -> None:
    """A shape is named for what it is, and says in one sentence what must hold."""
    assert shape.endswith("Shape")
    (message,) = objects(shape, "message")
    assert message.endswith('."')
    assert any(objects(shape, f"target{by}") for by in ("Class", "Node", "SubjectsOf", "ObjectsOf"))


def test_findings_name_their_shape() -> None:
    """Constraints stand at named shapes; a nameless one is at most an alternative within sh:or."""
    for triple in SHAPES:
        if isinstance(triple.subject, BlankNode):
            assert triple.predicate.value != SHACL + "targetClass"
            assert not triple.predicate.value.endswith(("minCount", "maxCount", "property"))


def test_only_known_shacl() -> None:
    """No shape uses a term that pySHACL would pass over without a word."""
    nodes = {node.value for t in SHAPES for node in (t.predicate, t.object) if isinstance(node, NamedNode)}
    used = {node.removeprefix(SHACL) for node in nodes if node.startswith(SHACL)}
    assert used <= set(KNOWN)
    assert len(used) > 25
