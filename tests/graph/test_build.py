"""From claims to triples: facts only through claims, and the apparatus that says why."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from builders import claim, document, lake_resolution, passage, reading, resolution
from iceorg.errors import ModelError
from iceorg.graph import dump_ntriples, to_ntriples, to_triples
from iceorg.model import Claim, Key, Kind, Literal, Passage, Resolution, Source, Status, Term, Triple
from iceorg.vocab import ID_BASE, Iri, dcterms, foaf, iceorg, oa, org, prov, rdf, skos, xsd

if TYPE_CHECKING:
    from collections.abc import Iterable

UNIT, POST = Iri(f"{ID_BASE}unit"), Iri(f"{ID_BASE}post")
TEXT = "The Unit reports to the Post.\n"
PAGE = document(TEXT)
LINE = claim(PAGE, UNIT, org.REPORTS_TO, POST, "reports to the Post", rule="R-1", confidence=0.5)


def graph_of(*claims: Claim, observed_on: date | None = None) -> tuple[Triple, ...]:
    """Return the graph of one page with these claims."""
    return to_triples(resolution(reading(PAGE, claims, observed_on)))


def said(triples: Iterable[Triple], subject: str) -> dict[Iri, list[Iri | Literal]]:
    """Return what a graph says of a subject, by property."""
    found: dict[Iri, list[Iri | Literal]] = {}
    for _, predicate, what in (triple for triple in triples if triple[0] == subject):
        found.setdefault(predicate, []).append(what)
    return found


@pytest.mark.parametrize("status", list(Status))
def test_a_claim_gives_its_plain_triple_if_its_status_asserts_it(status: Status) -> None:
    """Suggested and rejected claims are kept, and their statements are not facts."""
    one = replace(LINE, status=status)
    triples = graph_of(one)
    assert ((UNIT, org.REPORTS_TO, POST) in triples) == (status not in (Status.SUGGESTED, Status.REJECTED))
    assert said(triples, ID_BASE + one.id)[iceorg.STATUS] == [status.term]


def test_every_fact_about_a_thing_has_a_claim(lake: Resolution) -> None:
    """By construction: facts are written from claims alone."""
    triples = to_triples(lake)
    about = {subject: said(triples, subject) for subject, _, what in triples if what == iceorg.Claim}
    claimed = {(c[rdf.SUBJECT][0], c[rdf.PREDICATE][0], c[rdf.OBJECT][0]) for c in about.values()}
    things = {thing.iri for thing in lake.things}
    facts = [triple for triple in triples if triple[0] in things]
    assert len(facts) > 60
    assert set(facts) <= claimed


def test_a_claim_tells_what_why_and_where() -> None:
    """Statement, status, rule, confidence, date and passage, and nothing else."""
    words = passage(PAGE, "reports to the Post")
    assert said(graph_of(LINE, observed_on=date(2020, 2, 29)), ID_BASE + LINE.id) == {
        rdf.TYPE: [iceorg.Claim],
        rdf.SUBJECT: [UNIT],
        rdf.PREDICATE: [org.REPORTS_TO],
        rdf.OBJECT: [POST],
        iceorg.STATUS: [iceorg.Stated],
        iceorg.RULE: [Literal("R-1")],
        iceorg.CONFIDENCE: [Literal("0.5", xsd.DECIMAL)],
        iceorg.OBSERVED_ON: [Literal("2020-02-29", xsd.DATE)],
        prov.WAS_DERIVED_FROM: [Iri(f"{ID_BASE}passage-{PAGE.id}-{words.start}-{words.end}")],
    }


def test_what_is_not_known_of_a_claim_is_not_written() -> None:
    """An undated document gives no date, an unmeasured rule no confidence."""
    triples = graph_of(replace(LINE, confidence=None))
    assert not {iceorg.CONFIDENCE, iceorg.OBSERVED_ON} & said(triples, ID_BASE + LINE.id).keys()


def test_a_passage_has_its_words_and_both_selectors() -> None:
    """Offsets find it in this text, the words around it in another edition."""
    words = passage(PAGE, "reports to the Post")
    iri = f"{ID_BASE}passage-{PAGE.id}-{words.start}-{words.end}"
    start, end = (Literal(str(n), xsd.NON_NEGATIVE_INTEGER) for n in (9, 28))
    triples = graph_of(LINE)
    assert said(triples, iri) == {
        rdf.TYPE: [oa.SpecificResource],
        oa.HAS_SOURCE: [Iri(f"{ID_BASE}document-{PAGE.id}")],
        oa.HAS_SELECTOR: [Iri(f"{iri}-position"), Iri(f"{iri}-quote")],
        iceorg.QUOTE: [Literal("reports to the Post")],
        iceorg.START: [start],
        iceorg.END: [end],
    }
    assert said(triples, f"{iri}-position") == {rdf.TYPE: [oa.TextPositionSelector], oa.START: [start], oa.END: [end]}
    assert said(triples, f"{iri}-quote") == {
        rdf.TYPE: [oa.TextQuoteSelector],
        oa.EXACT: [Literal("reports to the Post")],
        oa.PREFIX: [Literal("The Unit ")],
        oa.SUFFIX: [Literal(".\n")],
    }


def test_the_words_around_a_passage_are_32_characters() -> None:
    """Characters are code points, so that a wave counts as one."""
    page = document("🌊" * 40 + "here" + "\n" * 40)
    triples = to_triples(resolution(reading(page, (claim(page, UNIT, iceorg.REMIT, Literal("x"), "here"),))))
    quote = said(triples, f"{ID_BASE}passage-{page.id}-40-44-quote")
    assert quote[oa.PREFIX] == [Literal("🌊" * 32)]
    assert quote[oa.SUFFIX] == [Literal("\n" * 32)]


def test_a_document_keeps_its_kinds_of_date_apart() -> None:
    """Stated, reposted, captured, built: each says something else."""
    told = Source("T", "P", "R", date(2019, 5, 2), date(2019, 5, 7), date(2020, 1, 31), "https://example.org/a?b=c")
    page = replace(document(TEXT, source=told), file_names=("a.txt", "copy.txt"))
    triples = to_triples(resolution(reading(page)), built_on=date(2026, 11, 25))
    assert said(triples, f"{ID_BASE}document-{page.id}") == {
        rdf.TYPE: [foaf.Document],
        dcterms.TITLE: [Literal("T")],
        dcterms.SOURCE: [Iri("https://example.org/a?b=c")],
        iceorg.PUBLISHER: [Literal("P")],
        iceorg.REPUBLISHER: [Literal("R")],
        iceorg.SHA256: [Literal(page.sha256)],
        iceorg.FILE_NAME: [Literal("a.txt"), Literal("copy.txt")],
        iceorg.STATED_DATE: [Literal("2019-05-02", xsd.DATE)],
        iceorg.REPUBLISHED_ON: [Literal("2019-05-07", xsd.DATE)],
        iceorg.CAPTURED_ON: [Literal("2020-01-31", xsd.DATE)],
        iceorg.BUILT_ON: [Literal("2026-11-25", xsd.DATE)],
    }


def test_a_document_of_which_nothing_is_known_has_only_its_file() -> None:
    """No date is guessed, the day of the build least of all."""
    triples = to_triples(resolution(reading(PAGE)))
    assert said(triples, f"{ID_BASE}document-{PAGE.id}").keys() == {rdf.TYPE, iceorg.FILE_NAME, iceorg.SHA256}


def test_a_title_of_the_file_serves_where_no_person_gave_one() -> None:
    """As an HTML page's head has it."""
    read = reading(PAGE)
    triples = to_triples(resolution(replace(read, layout=replace(read.layout, title="Its own", publisher="Its maker"))))
    about = said(triples, f"{ID_BASE}document-{PAGE.id}")
    assert (about[dcterms.TITLE], about[iceorg.PUBLISHER]) == ([Literal("Its own")], [Literal("Its maker")])


@pytest.mark.parametrize(
    "address",
    ["/folder/page.htm", "ftp://example.org/a", "http://exa mple.org/", "https://example.org/<b>", "http://["],
)
def test_an_address_that_is_no_web_iri_is_left_out(address: str) -> None:
    """What an archive noted of a place is not a resource."""
    page = document(TEXT, source=Source(original_address=address))
    assert dcterms.SOURCE not in said(to_triples(resolution(reading(page))), f"{ID_BASE}document-{page.id}")


def test_a_persons_reading_of_the_date_counts_before_the_rules() -> None:
    """A date such as 03/10/2016 is one that a rule may read wrongly."""
    page = document(TEXT, source=Source(stated_date=date(2016, 3, 10)))
    one = claim(page, UNIT, org.REPORTS_TO, POST, "reports to the Post")
    triples = to_triples(resolution(reading(page, (one,), date(2016, 10, 3))))
    assert said(triples, ID_BASE + one.id)[iceorg.OBSERVED_ON] == [Literal("2016-03-10", xsd.DATE)]


def test_a_claim_on_documents_of_different_dates_has_none() -> None:
    """It was observed on neither day as a whole."""
    other = document("The Post is high.")
    both = replace(LINE, passages=(*LINE.passages, passage(other, "high"))).identified()
    triples = to_triples(resolution(reading(PAGE, (both,), date(2020, 1, 1)), reading(other, (), date(2021, 1, 1))))
    assert iceorg.OBSERVED_ON not in said(triples, ID_BASE + both.id)


def test_two_rules_that_read_the_same_make_one_claim_with_the_stronger_status() -> None:
    """The claim's id is what is said and where, so it is one claim."""
    weaker = replace(LINE, status=Status.INFERRED, rule="A-0")
    about = said(graph_of(weaker, LINE), ID_BASE + LINE.id)
    assert (about[iceorg.STATUS], about[iceorg.RULE]) == ([iceorg.Stated], [Literal("R-1")])


def test_the_graph_does_not_depend_on_the_order_of_claims(lake: Resolution) -> None:
    """Nor on that of readings and things."""
    turned = replace(
        lake,
        claims=lake.claims[::-1],
        readings=lake.readings[::-1],
        things=lake.things[::-1],
    )
    assert to_triples(turned) == to_triples(lake)


def test_triples_are_sorted_as_their_lines_are_and_none_occurs_twice(lake: Resolution) -> None:
    """So that `dump_ntriples` and the graph agree on what comes first."""
    triples = to_triples(lake)
    lines = [dump_ntriples([triple]) for triple in triples]
    assert lines == sorted(set(lines))
    assert len(lines) > 1000


@pytest.mark.parametrize("base", [ID_BASE, "https://e.org/#"])
def test_a_graph_written_subject_by_subject_is_the_same_graph(lake: Resolution, base: str) -> None:
    """To the byte, with a day of the build and without."""
    for day in (None, date(2024, 1, 2)):
        whole = dump_ntriples(to_triples(lake, base=base, built_on=day))
        assert to_ntriples(lake, base=base, built_on=day) == whole


@pytest.mark.parametrize("at_once", [1, 500, 5_000])
def test_a_graph_is_the_same_however_little_is_sorted_at_once(
    lake: Resolution, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    """A large one is put together from sorted runs."""
    whole = to_ntriples(lake)
    monkeypatch.setattr("iceorg.graph.build._AT_ONCE", at_once)
    assert to_ntriples(lake) == whole
    assert len(whole) > 5_000


def test_nothing_is_without_an_iri_and_no_local_name_has_a_slash(lake: Resolution) -> None:
    """All of our names can be written with the prefix `id:`."""
    subjects = {subject for subject, _, _ in to_triples(lake)}
    assert len(subjects) > 200
    assert all(re.fullmatch(r"[a-z0-9-]+", subject.removeprefix(ID_BASE)) for subject in subjects)


def test_another_base_changes_every_name_of_ours() -> None:
    """A user's graph may be published under the user's own address."""
    base = "https://graph.example/things#"
    triples = to_triples(lake_resolution(base), base=base)
    assert all(subject.startswith(base) for subject, _, _ in triples)
    assert b"w3id.org/iceorg/id/" not in dump_ntriples(triples)


BAD_TERMS: dict[str, tuple[Term, str]] = {
    "a space in an IRI": (Iri("https://example.org/a b"), "is no IRI"),
    "a control character in an IRI": (Iri("https://example.org/\x07"), "is no IRI"),
    "a relative IRI": (Iri("somewhere"), "is no IRI"),
    "half of a character in an IRI": (Iri("https://example.org/\ud83c"), "half of a character"),
    "half of a character in a text": (Literal("wave \ud83c"), "half of a character"),
    "a datatype that is no IRI": (Literal("1", Iri("integer")), "is no IRI"),
    "a language that is none": (Literal("a", rdf.LANG_STRING, "not a tag"), "is no language"),
    "a key": (Key(Kind.UNIT, "unit"), "no thing was found for"),
}


@pytest.mark.parametrize("name", BAD_TERMS)
def test_a_term_that_cannot_be_written_is_refused_with_its_place(name: str) -> None:
    """The message says which file and which words, and any terminal can show it."""
    term, fault = BAD_TERMS[name]
    bad = replace(LINE, object=term)
    with pytest.raises(ModelError, match=fault) as caught:
        graph_of(bad)
    assert caught.value.where == "a.txt 9-28, rule R-1"
    assert str(caught.value).encode()


BAD_CLAIMS = {
    "without a passage": (replace(LINE, passages=()), "has no passage"),
    "of an unread document": (replace(LINE, passages=(Passage(document("x").id, 0, 1, "x"),)), "which was not read"),
    "with words that are not there": (
        replace(LINE, passages=(Passage(PAGE.id, 0, 3, "the"),)),
        "not what the document says",
    ),
    "with no words": (replace(LINE, passages=(Passage(PAGE.id, 3, 3, ""),)), "not what the document says"),
    "more than certain": (replace(LINE, confidence=1.01), "between 0 and 1"),
    "of unknown certainty": (replace(LINE, confidence=float("nan")), "between 0 and 1"),
    "about a value": (replace(LINE, predicate=Iri("reports to")), "is no IRI"),
}


@pytest.mark.parametrize("name", BAD_CLAIMS)
def test_a_claim_that_breaks_a_promise_is_refused(name: str) -> None:
    """Better no graph than one with a fact that has no words."""
    bad, fault = BAD_CLAIMS[name]
    with pytest.raises(ModelError, match=fault):
        graph_of(bad)


def test_two_statements_with_one_id_are_refused() -> None:
    """An id is a digest of what is said; this cannot happen by a document's fault."""
    with pytest.raises(ModelError, match="same id"):
        graph_of(LINE, replace(LINE, object=UNIT))


@pytest.mark.parametrize("base", ["", "no base", "https://example.org/ /"])
def test_a_base_that_makes_no_iris_is_refused(base: str) -> None:
    """Before anything is written with it."""
    with pytest.raises(ModelError, match="is no IRI"):
        to_triples(resolution(reading(PAGE)), base=base)


def test_a_text_or_a_file_name_with_half_a_character_is_refused() -> None:
    """Such a name comes from a file system that is not in UTF-8."""
    for page in (document("half \ud83c"), document(TEXT, "caf\udce9.txt")):
        with pytest.raises(ModelError, match="half of a character") as caught:
            to_triples(resolution(reading(page)))
        assert str(caught.value).encode()


def test_a_control_character_of_a_document_is_kept() -> None:
    """A form feed between pages is a part of the quote, which must equal the text."""
    page = document("one\x0ctwo")
    triples = to_triples(
        resolution(reading(page, (claim(page, UNIT, iceorg.REMIT, Literal("one two"), "one\x0ctwo"),)))
    )
    assert rb'"one\ftwo"' in dump_ntriples(triples)


def test_a_language_is_written_in_small_letters_as_stores_keep_it() -> None:
    """So that a graph read back equals the one written."""
    triples = graph_of(replace(LINE, predicate=skos.ALT_LABEL, object=Literal("Unit", language="en-GB")).identified())
    assert (UNIT, skos.ALT_LABEL, Literal("Unit", rdf.LANG_STRING, "en-gb")) in triples
