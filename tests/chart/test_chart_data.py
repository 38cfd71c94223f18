"""The data of the page: columns that say what the graph says, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from builders import claim, document, reading, resolution
from chart_builders import harbour, harbour_text, iri, page_blocks
from iceorg.chart import SourceText, render_chart
from iceorg.chart.data import KINDS, STATUSES
from iceorg.chart.relations import RELATIONS
from iceorg.graph import to_triples
from iceorg.history import Sort
from iceorg.model import Kind, Literal, Skip, Source, Status
from iceorg.vocab import ID_BASE, Iri, iceorg, org, rdf, schema, shorten, skos, xsd

if TYPE_CHECKING:
    from datetime import date

    from iceorg.model import Claim, Document, Resolution, Triple

Blocks = dict[str, Any]


@pytest.fixture(scope="module")
def lake_triples(lake: Resolution) -> tuple[Triple, ...]:
    """The graph of the Lake Survey Agency."""
    return to_triples(lake)


@pytest.fixture(scope="module")
def blocks(lake_triples: tuple[Triple, ...]) -> Blocks:
    """The data of the chart of the Lake Survey Agency."""
    return page_blocks(render_chart(lake_triples))


def lines(blocks: Blocks) -> dict[str, int]:
    """Return the place of every line, by its name in addresses."""
    graph = blocks["graph"]
    names, told = graph["nodes"]["id"], graph["lines"]
    columns = zip(told["kind"], told["upper"], told["lower"], strict=True)
    return {
        f"{graph['relations'][kind]['key']}~{names[upper]}~{names[lower]}": place
        for place, (kind, upper, lower) in enumerate(columns)
    }


def test_columns_are_of_equal_length(blocks: Blocks) -> None:
    """One value for every thing, one for every line."""
    graph = blocks["graph"]
    things = {len(graph["nodes"][name]) for name in ("id", "kind", "label", "acronym", "seen")}
    ties = {len(graph["lines"][name]) for name in ("kind", "upper", "lower", "seen", "status")} | {len(blocks["lines"])}
    assert (len(things), len(ties)) == (1, 1)
    assert (graph["kinds"], graph["statuses"]) == (list(KINDS), list(STATUSES))
    assert [relation["key"] for relation in graph["relations"]] == [relation.key for relation in RELATIONS]


def test_documents_come_by_date_and_undated_ones_last(blocks: Blocks) -> None:
    """With all that is known of their dates, each kind apart."""
    sheet, offices = blocks["graph"]["documents"]
    assert (sheet["date"], sheet["republished"], sheet["captured"]) == ("2019-05-02", "2019-05-07", "2020-01-31")
    assert (sheet["publisher"], sheet["republisher"]) == ("Lake Survey Agency", "A friend of lakes")
    assert (offices["date"], offices["file"]) == ("", "offices.txt")


def test_a_line_knows_the_documents_that_saw_it(blocks: Blocks) -> None:
    """And a thing those in which something is said of it."""
    graph, places = blocks["graph"], lines(blocks)
    seen = graph["lines"]["seen"]
    assert graph["sightings"][seen[places["reports~director~soundings"]]] == [0]
    assert graph["sightings"][seen[places["reports~surveyor~soundings"]]] == [1]
    assert graph["sightings"][graph["nodes"]["seen"][graph["nodes"]["id"].index("soundings")]] == [0, 1]


def test_an_acting_holder_is_marked(blocks: Blocks) -> None:
    """In words, and by a word of the page's own."""
    told, place = blocks["graph"]["lines"], str(lines(blocks)["holds~director~moss"])
    assert (told["note"], told["capacity"]) == ({place: "acting"}, {place: "acting"})


def test_documents_that_answer_differently_are_listed(blocks: Blocks) -> None:
    """Whom the office reports to: the dated sheet says one thing, the undated page another."""
    (dispute,) = [one for one in blocks["graph"]["disputes"] if one["question"] == "whom it reports to"]
    places = lines(blocks)
    assert [(side["answer"], side["lines"]) for side in dispute["sides"]] == [
        (name, [places[f"reports~{post}~soundings"]])
        for name, post in (("Chief Surveyor", "surveyor"), ("Director", "director"))
    ]
    assert (dispute["sort"], dispute["times"]) == (Sort.UNDATED, False)


def test_claims_keep_status_confidence_and_passages(blocks: Blocks) -> None:
    """A claim of the layout has the heading and the line."""
    (place,) = blocks["lines"][lines(blocks)["reports~director~charts"]]
    status, rule, confidence, passages, because, name = blocks["claims"][place]
    assert (STATUSES[status], rule, confidence, because) == (Status.LAYOUT, "T-LIST", None, "")
    assert [blocks["quotes"][one] for one in passages] == [
        "Director",
        'Office of "Charts \\ Maps" <b>& Plans</b>',
    ]
    assert name.startswith("claim-")


def test_every_line_has_a_sentence_or_is_inferred(blocks: Blocks) -> None:
    """And every sentence is a passage of a document of the graph."""
    graph = blocks["graph"]
    inferred = list(STATUSES).index(Status.INFERRED)
    for claims, status in zip(blocks["lines"], graph["lines"]["status"], strict=True):
        assert status == inferred or any(blocks["claims"][claim][3] for claim in claims)
    assert {passage[0] for passage in blocks["passages"]} <= set(range(len(graph["documents"])))


def test_every_sentence_is_what_its_document_says_there() -> None:
    """Byte for byte: the text between the offsets is the passage."""
    blocks = page_blocks(render_chart(harbour(), texts=known(harbour_text())))
    text = blocks["texts"][0]["text"]
    assert len(blocks["passages"]) > 20
    for (_, start, end), words in zip(blocks["passages"], blocks["quotes"], strict=True):
        assert text[start:end].encode() == words.encode()


def test_skipped_text_comes_with_its_reason_in_words() -> None:
    """A rule that has no words goes by its name."""
    texts = known(harbour_text(), Skip(0, 10, "B-NAV"), Skip(12, 20, "B-ODD"))
    (told,) = page_blocks(render_chart(harbour(), texts=texts))["texts"]
    assert told["skipped"] == [[0, 10, "not read: navigation"], [12, 20, "B-ODD"]]


def known(text: str, *skips: Skip) -> dict[str, SourceText]:
    """Return a text by its digest."""
    return {document(text).sha256: SourceText(text, skips)}


def test_a_text_that_is_not_at_hand_is_absent(blocks: Blocks) -> None:
    """The page has only the sentences."""
    assert blocks["texts"] == [{"text": None, "skipped": []}] * 2


def test_every_claim_and_fact_can_be_written_as_the_graph_has_it(
    blocks: Blocks, lake_triples: tuple[Triple, ...]
) -> None:
    """The object of a fact is kept where it is no plain text, and the statement of a claim where its line differs."""
    facts = {(row[5], row[2]): row[6:] for row in blocks["facts"]}
    assert facts["iceorg:established", "March 2003"] == [["2003-03", "xsd:gYearMonth"]]
    assert facts["rdf:type", "person"] == ["foaf:Person"]
    assert facts["skos:prefLabel", "Ada Moss"] == []
    (holds,) = [blocks["lines"][place] for name, place in lines(blocks).items() if name == "holds~director~moss"]
    statements = {tuple(blocks["claims"][place][6][:2]) for place in holds}
    assert ("id:moss-director", "iceorg:capacity") in statements
    assert all(
        shorten(subject) in {s for s, _ in statements}
        for subject, _, _ in lake_triples
        if subject.endswith("/moss-director")
    )


def statement(page: Document, *said: tuple[str, Iri, Iri | Literal, str]) -> tuple[Claim, ...]:
    """Return claims on the words of a page."""
    return tuple(claim(page, iri(subject), predicate, value, quote) for subject, predicate, value, quote in said)


@pytest.mark.parametrize(
    ("days", "sort"),
    [
        ((None, None), Sort.UNDATED),
        (("2020-01-01", "2020-01-01"), Sort.SAME_DAY),
        (("2020-01-01", "2021-01-01"), Sort.OVER_TIME),
    ],
)
def test_documents_of_one_date_contradict_each_other_and_others_may_tell_of_a_change(
    days: tuple[str | None, str | None], sort: Sort
) -> None:
    """When a body was established, said in two ways."""
    readings = []
    for number, year in enumerate(("1990", "1991")):
        page = document(
            f"The Mint was founded in {year}.",
            f"{number}.txt",
            source=Source(stated_date=date_of(days[number])),
        )
        named = ("mint", rdf.TYPE, Kind.AGENCY.type, "Mint"), ("mint", skos.PREF_LABEL, Literal("Mint"), "Mint")
        founded = ("mint", iceorg.ESTABLISHED, Literal(year, xsd.G_YEAR), year)
        readings.append(reading(page, statement(page, *named, founded)))
    (dispute,) = page_blocks(render_chart(to_triples(resolution(*readings))))["graph"]["disputes"]
    assert (dispute["question"], dispute["sort"], len(dispute["sides"])) == ("when it was established", sort, 2)
    assert all(side["claims"] for side in dispute["sides"])


def date_of(day: str | None) -> date | None:
    """Return a date."""
    from datetime import date

    return date.fromisoformat(day) if day else None


def test_a_term_in_a_post_keeps_its_stated_beginning_and_end() -> None:
    """Dates are kept as precisely as they were given: before and after them the line is not shown."""
    source = Source(stated_date=date_of("2009-06-01"))
    page = document("Ada Moss was Chief from 2010 to May 2014.", source=source)
    names = (("ada", rdf.TYPE, Kind.PERSON.type, "Ada Moss"), ("chief", rdf.TYPE, Kind.POST.type, "Chief"))
    term = (
        ("term", rdf.TYPE, org.Membership, "was"),
        ("term", org.MEMBER, iri("ada"), "Ada Moss"),
        ("term", iceorg.POST, iri("chief"), "Chief"),
    )
    bounds = (
        ("term", schema.START_DATE, Literal("2010", xsd.G_YEAR), "from 2010"),
        ("term", schema.END_DATE, Literal("2014-05", xsd.G_YEAR_MONTH), "to May 2014"),
    )
    claims = statement(page, *names, *term, *bounds)
    graph = page_blocks(render_chart(to_triples(resolution(reading(page, claims)))))["graph"]
    before, after = graph["lines"]["over"]["0"]
    assert before == ["2009-06-01", "2010", "", []]
    assert after == ["2014-05~", "", "ended 2014-05, as stated", []]
    assert "2014-05-31" < after[0] < "2014-06-01"


def test_things_of_another_base_keep_their_whole_name() -> None:
    """Most begin alike, and the others are told in full."""
    other = Iri("https://other.example/things/crew")
    graph = page_blocks(render_chart([*harbour(), (other, rdf.TYPE, Kind.GROUP.type)]))["graph"]
    place = str(graph["nodes"]["id"].index("crew"))
    assert (graph["base"], graph["nodes"]["iri"]) == (ID_BASE, {place: other})
