"""What is known from elsewhere: about which bodies it is taken along, where it stands, and what is refused."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest

import iceorg
from iceorg.curation import known_beside, read_outside
from iceorg.errors import CurationError, StoreError
from iceorg.model import Literal
from iceorg.settings import data_folder
from iceorg.vocab import ID_BASE, Iri, dcterms, org, schema, skos
from serving import served

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from iceorg.curation import Beside
    from iceorg.model import Resolution

    Known = Callable[..., Beside]

CHECKED = 'source = "record 7"\nchecked = 2026-11-25\n'
ROR = '[[identifier]]\nthing = "{}"\nscheme = "ror"\nvalue = "00jyr0d86"'
SAM = '[[identifier]]\nthing = "{}"\nscheme = "sam"\nvalue = "100011942"'
FOLLOWED = '[[succession]]\nfrom = "Department of Waters"\nto = "Lake Survey Agency"\non = 2020-01-01'
TEXTS = {
    "a.txt": "Harbour Safety Agency (HSA)\n\nThe Harbour Safety Agency is part of the Department of Waters.\n",
    "b.txt": "Department of Waters\n\nThe Office of Tides is part of the Harbour Safety Agency.\n",
}


@pytest.fixture
def known(write: Callable[..., Path], lake: Resolution) -> Known:
    """Return what some entries tell of the Lake Survey Agency."""
    return lambda *entries: known_beside(lake, read_outside(write(*entries, signed=CHECKED)))


def test_an_agency_matches_what_another_catalogue_has(known: Known) -> None:
    """Exactly, with the identifier, its record and the day beside it."""
    triples = known(ROR.format("Department of Waters")).triples
    (node,) = [what for _, predicate, what in triples if predicate == schema.IDENTIFIER]
    assert (Iri(ID_BASE + "waters"), skos.EXACT_MATCH, Iri("https://ror.org/00jyr0d86")) in triples
    assert (node, dcterms.SOURCE, Literal("record 7")) in triples


@pytest.mark.parametrize("entry", [ROR.format("Office of Soundings"), SAM.format("Department of Waters")])
def test_nothing_else_matches_exactly(known: Known, entry: str) -> None:
    """No part of a body, and no number without an address."""
    predicates = {predicate for _, predicate, _ in known(entry).triples}
    assert schema.IDENTIFIER in predicates
    assert skos.EXACT_MATCH not in predicates


def test_a_succession_has_the_form_of_a_stated_one(known: Known) -> None:
    """An event with the old and the new body."""
    triples = known(FOLLOWED).triples
    assert (Iri(ID_BASE + "lsa"), dcterms.REPLACES, Iri(ID_BASE + "waters")) in triples
    assert {org.ORIGINAL_ORGANIZATION, org.RESULTING_ORGANIZATION, dcterms.DATE} <= {p for _, p, _ in triples}


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (ROR.format("Department of Justice"), "the documents name no body “Department of Justice”"),
        (ROR.format("LSA"), "the documents name no body “LSA”"),
        (ROR.format("Bo Reed"), "the documents name no body “Bo Reed”"),
        (f'{ROR.format("Department of Waters")}\nbeside = ["Ministry of Seas"]', "no body “Ministry of Seas”"),
    ],
)
def test_what_is_about_no_body_of_the_documents_is_left_out(known: Known, entry: str, words: str) -> None:
    """And noted: an acronym, a person, a body of the same name in another country."""
    found = known(entry)
    assert found.triples == ()
    assert words in found.problems[0].message
    assert found.problems[0].where == "ours.toml:1"


@pytest.mark.parametrize(
    ("entry", "signed", "words"),
    [
        (ROR.format("A").replace("scheme", "sheme"), CHECKED, "did you mean “scheme”?"),
        (ROR.format("A").replace("identifier", "identifer"), CHECKED, "did you mean “identifier”?"),
        (ROR.format("A").replace('"ror"', '"rro"'), CHECKED, "did you mean “ror”?"),
        (ROR.format("A").replace("d86", "d68"), CHECKED, "ROR gives no identifier like “00jyr0d68”"),
        (ROR.format("A"), "checked = 2026-11-25\n", "lacks its source"),
        (ROR.format("A"), 'source = "a"\n', "lacks its checked"),
        (ROR.format("A"), 'source = "a"\nchecked = "today"\n', "“checked” is no day"),
        (ROR.format("Ada Moss"), CHECKED, "names a person who is suppressed"),
    ],
)
def test_what_cannot_be_meant_is_refused(write: Callable[..., Path], entry: str, signed: str, words: str) -> None:
    """With its line, and what to do."""
    with pytest.raises(CurationError) as refused:
        read_outside(write(entry, signed=signed), ["Ada Moss"])
    assert words in str(refused.value)
    assert "ours.toml:1" in str(refused.value)


def test_the_bundled_file_has_what_was_confirmed_and_no_more() -> None:
    """Each with a source and a day."""
    path = data_folder() / "curation" / "outside.toml"
    outside = read_outside(path)
    assert len(outside.known) == len(tomllib.loads(path.read_text("utf-8"))["identifier"]) == 11
    assert {one.value for one in outside.known} == {
        *("Q943091", "503", "100012075"),
        *("Q11231", "00jyr0d86", "227", "100011942"),
        *("Q368804", "02bq0x116", "Q1553390", "02916qm60"),
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Results of the same documents, without and with what is known from elsewhere."""
    folder = tmp_path_factory.mktemp("outside")
    for place in ("in", "ours"):
        (folder / place).mkdir()
    for name, text in TEXTS.items():
        (folder / "in" / name).write_text(text, "utf-8")
    (folder / "ours" / "outside.toml").write_text(f"{ROR.format('Department of Waters')}\n{CHECKED}", "utf-8")
    iceorg.build([folder / "in"], folder / "plain", jobs=1)
    iceorg.build([folder / "in"], folder / "more", curation=folder / "ours", outside=True, jobs=1)
    return folder


@pytest.mark.parametrize("name", ["graph.nt", "graph.ttl", "graph.jsonld", "chart.html"])
def test_the_graph_is_the_same_with_and_without(folder: Path, name: str) -> None:
    """To the byte, and so is all that is made of it."""
    assert (folder / "plain" / name).read_bytes() == (folder / "more" / name).read_bytes()


def test_a_query_finds_it_by_its_graph_alone(folder: Path) -> None:
    """Never among what documents say."""
    graph = iceorg.open_graph(folder / "more")
    assert graph.query("SELECT ?match { ?thing skos:exactMatch ?match }").records() == []
    asked = "SELECT ?match { GRAPH id:outside { ?thing skos:exactMatch ?match } }"
    assert graph.query(asked).records() == [{"match": "https://ror.org/00jyr0d86"}]
    assert iceorg.open_graph(folder / "plain").query(asked).records() == []


def test_the_report_tells_it(folder: Path) -> None:
    """As no document's word; a report of a build without it has no such entry."""
    plain, more = ((folder / name / "report.json").read_text("utf-8") for name in ("plain", "more"))
    assert '"outside"' not in plain
    assert '"value": "00jyr0d86"' in more
    assert "No document says this." in (folder / "more" / "report.html").read_text("utf-8")


def test_the_page_of_a_body_shows_it(folder: Path) -> None:
    """With the source and the day, apart from what is said of it."""
    with served(folder / "more") as server:
        page = server.get("/page/agency-department-of-waters.harbour-safety-agency").text
    assert "Known from elsewhere" in page
    assert '<a href="https://ror.org/00jyr0d86" rel="noreferrer">00jyr0d86</a>' in page
    assert "record 7, looked at on 2026-11-25" in page


def test_a_changed_file_is_not_opened(folder: Path) -> None:
    """Its digest is in the manifest, as the graph's is."""
    path = folder / "more" / "outside.nq"
    content = path.read_bytes()
    path.write_bytes(content.replace(b"00jyr0d86", b"02bq0x116"))
    try:
        with pytest.raises(StoreError, match="is not as the build wrote it"):
            iceorg.open_graph(folder / "more").store.count()
    finally:
        path.write_bytes(content)


def test_the_same_entries_give_the_same_bytes(folder: Path) -> None:
    """As everything that a build writes."""
    again = iceorg.build([folder / "in"], folder / "again", curation=folder / "ours", outside=True, jobs=1)
    assert (again.out / "outside.nq").read_bytes() == (folder / "more" / "outside.nq").read_bytes()
