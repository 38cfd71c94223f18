"""JSON-LD 1.1: short words for programs, and a context that is in the file."""

from __future__ import annotations

import io
import json
from typing import Any

import pyoxigraph as ox
import pytest
from pyld import jsonld

from builders import lake_resolution
from iceorg.errors import ExportError
from iceorg.export import export_graph
from iceorg.export.context import our_context
from iceorg.graph import dump_ntriples, to_triples
from iceorg.model import Literal, Triple
from iceorg.store import OxigraphStore
from iceorg.vocab import ID_BASE, Iri, declared, iceorg, org, rdf, skos, xsd

LAKE = to_triples(lake_resolution())
THING = Iri(f"{ID_BASE}thing")


def written(triples: tuple[Triple, ...] | list[Triple]) -> str:
    """Return a graph as JSON-LD."""
    store, stream = OxigraphStore(), io.BytesIO()
    store.load(dump_ntriples(triples))
    export_graph(store, "json-ld", stream)
    return stream.getvalue().decode()


def nodes(triples: tuple[Triple, ...] | list[Triple]) -> dict[str, dict[str, Any]]:
    """Return the objects of a graph by their id."""
    return {node["id"]: node for node in json.loads(written(triples))["@graph"]}


def refuse(address: str, _options: object) -> None:
    """Stand in for PyLD's way to the network."""
    pytest.fail(f"asked for {address}")


def test_a_third_library_reads_the_same_graph_without_the_network() -> None:
    """PyLD has the fullest JSON-LD 1.1 of all."""
    quads = jsonld.to_rdf(json.loads(written(LAKE)), {"format": "application/n-quads", "documentLoader": refuse})
    read = (
        ox.serialize([q.triple], format=ox.RdfFormat.N_TRIPLES) for q in ox.parse(quads, format=ox.RdfFormat.N_QUADS)
    )
    assert b"".join(sorted(line or b"" for line in read)) == dump_ntriples(LAKE)


def test_a_library_that_compacts_by_the_standard_gives_the_same_objects() -> None:
    """So that a program may write with PyLD what it reads from us; but PyLD writes some predicates with a prefix."""
    ours, options = json.loads(written(LAKE)), {"documentLoader": refuse}
    standard = jsonld.compact(jsonld.expand(ours, options), ours["@context"], options)["@graph"]
    for node in (*standard, *ours["@graph"]):
        node["predicate"] = node.get("predicate", "").rpartition(":")[2]
    assert {node["id"]: node for node in standard} == {node["id"]: node for node in ours["@graph"]}
    assert len(standard) > 200


def test_a_post_looks_as_a_program_wants_it() -> None:
    """No prefixes and no lists of one where there can be but one."""
    assert nodes(LAKE)["director"] == {
        "id": "director",
        "type": "Post",
        "prefLabel": "Director",
        "postIn": ["lsa"],
        "role": ["HeadRole"],
    }


def test_a_claim_has_the_short_words_of_the_vocabulary() -> None:
    """Its predicate, its status, its day."""
    claim = next(
        n for n in nodes(LAKE).values() if n["type"] == "Claim" and n["predicate"] == "reportsTo" and "observedOn" in n
    )
    about = {key: claim[key] for key in ("subject", "object", "status", "confidence", "observedOn")}
    assert about == {
        "subject": "soundings",
        "object": {"id": "director"},
        "status": "Stated",
        "confidence": "0.97",
        "observedOn": "2019-05-02",
    }


def test_offsets_and_counts_are_numbers() -> None:
    """A program can cut the text with them."""
    found = nodes(LAKE)
    passage = next(node for key, node in found.items() if key.endswith("-0-18"))
    assert (passage["start"], passage["end"], found["statutes"]["value"]) == (0, 18, 40)


NUMBERS = {
    Literal("12", xsd.INTEGER): 12,
    Literal("-12", xsd.INTEGER): -12,
    Literal("0", xsd.INTEGER): 0,
    Literal("007", xsd.INTEGER): {"@value": "007", "type": "xsd:integer"},
    Literal("-0", xsd.INTEGER): {"@value": "-0", "type": "xsd:integer"},
    Literal("9007199254740993", xsd.INTEGER): {"@value": "9007199254740993", "type": "xsd:integer"},
    Literal("12", xsd.NON_NEGATIVE_INTEGER): {"@value": "12", "type": "xsd:nonNegativeInteger"},
    Literal("0.97", xsd.DECIMAL): {"@value": "0.97", "type": "xsd:decimal"},
}


@pytest.mark.parametrize("literal", NUMBERS, ids=str)
def test_a_number_is_a_json_number_only_if_it_stays_the_same(literal: Literal) -> None:
    """Readers of JSON keep numbers as doubles, without leading zeros."""
    assert nodes([(THING, rdf.VALUE, literal)])["thing"]["value"] == NUMBERS[literal]


VALUES: dict[str, tuple[Iri, Iri | Literal, object]] = {
    "a text where a thing is usual": (org.REPORTS_TO, Literal("the Director"), [{"@value": "the Director"}]),
    "a thing where a text is usual": (skos.PREF_LABEL, THING, {"id": "thing"}),
    "a month where a day is usual": (
        iceorg.OBSERVED_ON,
        Literal("2003-03", xsd.G_YEAR_MONTH),
        {"@value": "2003-03", "type": "xsd:gYearMonth"},
    ),
    "a text where a day is usual": (iceorg.OBSERVED_ON, Literal("in May"), {"@value": "in May"}),
    "a text with its language": (
        skos.ALT_LABEL,
        Literal("Amt", rdf.LANG_STRING, "de"),
        [{"@value": "Amt", "@language": "de"}],
    ),
    "a thing from elsewhere": (org.REPORTS_TO, Iri("https://example.org/a"), ["https://example.org/a"]),
    "a term where a thing is usual": (org.REPORTS_TO, org.Post, ["org:Post"]),
    "a thing where a term is usual": (iceorg.STATUS, THING, f"{ID_BASE}thing"),
}


@pytest.mark.parametrize("name", VALUES)
def test_a_value_of_an_unusual_kind_says_what_it_is(name: str) -> None:
    """The context says what is usual; anything else is written out."""
    predicate, value, expected = VALUES[name]
    key = our_context().properties[predicate].key
    assert nodes([(THING, predicate, value)])["thing"][key] == expected


def test_a_property_from_elsewhere_keeps_its_iri() -> None:
    """The vocabulary has no word for it."""
    assert nodes([(THING, Iri("https://example.org/p"), Literal("x"))]) == {
        "thing": {"id": "thing", "https://example.org/p": "x"}
    }


def test_a_property_keeps_its_per_cent_signs() -> None:
    """They are no places for values."""
    predicate = Iri("https://example.org/100%25")
    assert nodes([(THING, predicate, Literal("x"))]) == {"thing": {"id": "thing", predicate: "x"}}


def test_a_type_that_is_a_text_is_not_written_as_a_kind() -> None:
    """Nor are those beside it; another thing's kind is, though it has the same properties."""
    other = Iri(f"{ID_BASE}other")
    types: list[Triple] = [(THING, rdf.TYPE, Literal("post")), (THING, rdf.TYPE, org.Post)]
    assert nodes([*types, (other, rdf.TYPE, org.Post), (other, rdf.TYPE, org.Role)]) == {
        "thing": {"id": "thing", "rdf:type": ["post", {"id": "org:Post"}]},
        "other": {"id": "other", "type": ["Post", "Role"]},
    }


def test_each_subject_is_an_object_on_its_own_line() -> None:
    """So that grep finds it and diff shows it."""
    text = written(LAKE)
    lines = text[text.index('"@graph": [') :].splitlines()[1:-2]
    assert [json.loads(line.rstrip(","))["id"] for line in lines] == list(nodes(LAKE))


def test_an_iri_that_would_be_read_as_a_short_name_is_refused() -> None:
    """`org:x` is an IRI of a scheme `org`, and JSON-LD would read ORG's term x."""
    with pytest.raises(ExportError, match="short name"):
        written([(Iri("org:x"), rdf.TYPE, org.Post)])


def test_the_context_has_a_word_for_every_term_of_the_vocabulary() -> None:
    """But rdf:type, for which JSON-LD has its own."""
    context = our_context()
    assert declared.PROPERTIES - context.properties.keys() == {rdf.TYPE}
    assert context.terms.keys() >= declared.CLASSES | declared.INDIVIDUALS
    assert len(context.terms) > 80


def test_no_two_words_of_the_context_mean_the_same() -> None:
    """A term that loses its word to another would not be found."""
    context = our_context()
    plain = [key for key in context.source if key not in context.prefixes and key not in ("@version", "id", "type")]
    assert sorted(context.terms.values()) == sorted(plain)


def test_the_context_in_the_file_is_ours_with_the_base_of_its_names() -> None:
    """Standing in the file, it is fetched from nowhere."""
    assert json.loads(written(LAKE))["@context"] == our_context().source | {"@base": ID_BASE}
