"""Finding things and sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from chart.scripts.columns import block
from iceorg.chart.page import in_lines

if TYPE_CHECKING:
    from chart.scripts.conftest import Run

pytestmark = pytest.mark.browser

NAMES = {
    "Office of Dives": "unit",
    "Office of Ropes and Dives": "unit",
    "Dives": "program",
    "Sarah R. Saldaña": "person",
    "Border Dives’ Office": "unit",
}
SENTENCES = ["The Office of Dives reports to the Chief.", "Ropes are kept dry.", 'Knots\nare "tied" & told.']

FIND = """
async (module, block, evidence, sought) => {
  const { readGraph } = await import("http://modules.invalid/graph.js");
  const { Rows } = await import("http://modules.invalid/rows.js");
  const quotes = new Rows(evidence.quotes);
  const passage = (place) => [0, 0, 9, quotes.at(place)];
  const index = module.searchIndex(readGraph(block), { names: evidence.names, quotes, passage });
  while (index.ready());
  return module.find(index, sought);
}
"""


@pytest.fixture
def find(run: Run) -> Run:
    """Return what is found."""
    columns = block(NAMES, [], [""])
    columns["nodes"]["acronym"][1] = "ORD"
    evidence = {"names": [[3, "Director Saldaña"]], "quotes": in_lines(SENTENCES)}

    def found(sought: str) -> Any:
        return run("find.js", FIND, columns, evidence, sought)

    return found


@pytest.mark.parametrize(
    ("sought", "first"),
    [
        ("dives", "Dives"),
        ("ORD", "ORD"),
        ("office of d", "Office of Dives"),
        ("ropes dives", "Office of Ropes and Dives"),
        ("saldana", "Sarah R. Saldaña"),
        ("dives' off", "Border Dives’ Office"),
        ("director s", "Director Saldaña"),
    ],
)
def test_the_best_comes_first(find: Run, sought: str, first: str) -> None:
    """A name typed in full, a short name, the beginning of a name, its words in any order; accents and quotes as typed."""
    assert find(sought)[0]["text"] == first


def test_sentences_come_after_things(find: Run) -> None:
    """With the places of the words in them."""
    found = find("dives report")
    assert [hit["text"] for hit in found] == [SENTENCES[0]]
    assert [SENTENCES[0][start:end] for start, end in found[0]["spans"]] == ["Dives", "report"]


@pytest.mark.parametrize("sought", ['"tied"', "& told", "knots tied", "TOLD."])
def test_a_sentence_is_found_by_any_of_its_signs(find: Run, sought: str) -> None:
    """However it is written on the page."""
    assert [hit["text"] for hit in find(sought)] == [SENTENCES[2]]


@pytest.mark.parametrize("sought", ["", "  ", "zebra", "dives zebra", "nare", "\\n", "u0026"])
def test_what_is_not_there_is_not_found(find: Run, sought: str) -> None:
    """Neither is nothing."""
    assert find(sought) == []


@pytest.mark.parametrize("text", ["Müller", "İstanbul", "“Straße” – 𝒳", "ﬁ", "ΟΔΟΣ", "\ud83d"])
def test_a_folded_text_is_as_long_as_the_text(run: Run, text: str) -> None:
    """So that what is found can be marked in the text itself."""
    assert run("find.js", "({ folded }, text) => folded(text).length === text.length", text)


@pytest.mark.parametrize(
    ("text", "low"), [("İstanbul", "istanbul"), ("ΟΔΌΣ", "οδοσ"), ("οδός", "οδοσ"), ("Saldaña’s", "saldana's")]
)
def test_texts_are_compared_without_case_and_accents(run: Run, text: str, low: str) -> None:
    """In every script alike."""
    assert run("find.js", "({ folded }, text) => folded(text)", text) == low
