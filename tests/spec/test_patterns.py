"""The notation of the facts' patterns, on the invented Lake Survey Agency: what holds, and what does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from iceorg.graph import dump_ntriples, to_triples
from spec.facts.judge import Row, Verdict, judge
from spec.facts.patterns import FactGraph, Pattern

if TYPE_CHECKING:
    from iceorg.model import Resolution

SHEET = "fact-sheet.txt"
HOLD = [
    "[Office of Soundings] org:reportsTo [Director]",
    "[OFFICE OF THE SOUNDINGS] org:reportsTo ?post",
    "[Office of Depths|Office of Soundings] a org:OrganizationalUnit",
    "[~soundings] org:reportsTo [~surveyor]",
    '[LSA] iceorg:acronym "LSA" . [LSA] skos:prefLabel|skos:altLabel "Lake Survey Agency"',
    "[LSA] = [Lake Survey Agency]",
    "[Chief Surveyor] != [Director]",
    "?m org:member [Ada Moss] . ?m iceorg:capacity iceorg:Acting",
    '[LSA] iceorg:established "2003-03"^^xsd:gYearMonth',
    "[LSA] iceorg:statedCount ?c . ?c rdf:value 40 . ?c iceorg:counted /^lake stat/",
    '[Office of Soundings] iceorg:mission ~"Every depth \N{EM DASH} \N{WATER WAVE} from shore to shore"',
    'this iceorg:statedDate "2019-05-02"^^xsd:date . this dcterms:source ~"lakes.example"',
]
DO_NOT_HOLD = [
    "[Director] org:reportsTo [Office of Soundings]",
    "[~sound] a ?class",
    "[Soundings] a ?class",
    '[LSA] iceorg:acronym "lsa"',
    "[LSA] = [Board of Lakes]",
    "[LSA] != [Lake Survey Agency]",
    "?m org:member [Ada Moss] . ?m iceorg:capacity iceorg:Substantive",
    '[LSA] iceorg:established "2003-03"',
    "[Bo Reed] org:holds [Director]",
    "[LSA] org:reportsTo [LSA]",
]


@pytest.fixture(scope="module")
def graph(lake: Resolution) -> FactGraph:
    """The graph of the Lake Survey Agency."""
    return FactGraph(dump_ntriples(to_triples(lake)))


@pytest.mark.parametrize("text", HOLD)
def test_a_pattern_holds_where_the_graph_has_it(graph: FactGraph, text: str) -> None:
    """Names, words, dates, numbers and either of several are found as a person writes them."""
    assert graph.solutions(Pattern.read(text), SHEET)


@pytest.mark.parametrize("text", DO_NOT_HOLD)
def test_a_pattern_does_not_hold_where_the_graph_has_something_like_it(graph: FactGraph, text: str) -> None:
    """Nothing is found on a part of a word, in the other direction, or among what only was suggested."""
    assert not graph.solutions(Pattern.read(text), SHEET)


@pytest.mark.parametrize("text", ["[LSA] org:reportsTo", "[LSA] org:reportsTo [Director", "[LSA] . [LSA]", ""])
def test_what_is_no_pattern_is_refused(text: str) -> None:
    """A slip in the table is an error, and not a pattern that never holds."""
    with pytest.raises(ValueError, match=r"in the notation|three terms"):
        Pattern.read(text)


REPORTS = "[Office of Soundings] org:reportsTo [Director]"
PARTS = "[Office of Soundings] org:subOrganizationOf [LSA]"
CHARTS = "[~Charts] org:reportsTo [Director]"
VERDICTS = [
    ({"holds": REPORTS}, "The Office of Soundings reports", Verdict.FOUND),
    ({"holds": REPORTS}, "Acting Director Ada Moss", Verdict.ELSEWHERE),
    ({"holds": CHARTS}, "The Office of Soundings reports", Verdict.ELSEWHERE),
    ({"holds": PARTS}, "The Office works", Verdict.ELSEWHERE),
    ({"holds": "[Ada Moss] org:holds [Director]"}, "Ada Moss", Verdict.MISSING),
    ({"holds": REPORTS, "never": "[Director] a org:Post"}, "The Office of Soundings reports", Verdict.WRONG),
    ({"inferred": PARTS}, "The Office works", Verdict.FOUND),
    ({"inferred": "[LSA] org:subOrganizationOf [Board of Lakes]"}, "The Office works", Verdict.ABSENT),
    ({"inferred": REPORTS}, "The Office of Soundings reports", Verdict.WRONG),
    ({"inferred": CHARTS}, "The Office works", Verdict.ABSENT),
    ({"never": REPORTS}, "The Office of Soundings reports", Verdict.WRONG),
    ({"never": "[Bo Reed] org:holds [Director]"}, "Ada Moss", Verdict.ABSENT),
    ({"never_here": REPORTS}, "The Office of Soundings reports", Verdict.WRONG),
    ({"never_here": CHARTS}, "The Office of Soundings reports", Verdict.ABSENT),
]


@pytest.mark.parametrize(("patterns", "evidence", "verdict"), VERDICTS)
def test_a_row_is_judged_by_its_patterns_and_its_place(
    graph: FactGraph, lake: Resolution, patterns: dict[str, str], evidence: str, verdict: Verdict
) -> None:
    """A fact counts if its own document says it there; an inference only as one; a trap not at all."""
    text = next(r.layout.document.text for r in lake.readings if r.layout.document.name == SHEET)
    start = text.index(evidence)
    lists = {key: tuple(map(Pattern.read, filter(None, [patterns.get(key)]))) for key in LISTS}
    row = Row("lake-001", SHEET, "E", "", start, start + len(evidence), evidence, absence=False, **lists)
    assert judge(graph, [row])[0].verdict is verdict


LISTS = ("holds", "inferred", "never", "never_here")
