"""Pages of which a report says that nothing was found in them, or that their language is not read."""

from __future__ import annotations

import pytest

from builders import document
from iceorg.documents import lay_out
from iceorg.extract import read_layout

FOREIGN = {
    "German": "Das Amt für Gezeiten ist eine Abteilung des Ministeriums und wird von der Direktorin Ada Ochs geleitet. Sie berichtet dem Minister, der in Salem wohnt und arbeitet.",
    "Spanish": "La Oficina de Mareas es una división del Ministerio y está dirigida por la directora Ada Ochs. Ella depende del ministro, que vive y trabaja en Salem.",
    "Latin": "Pharus vetus sinum centum annos custodit. Piscatores vespere redeuntes eum salutant, et pueri in harena ludunt, dum luna super aquas surgit.",
    "Japanese": "古い灯台は百年のあいだ入り江を見守ってきた。漁師たちは夕方に帰るとき灯台に手を振り、子どもたちは砂浜で遊ぶ。"
    * 2,
}


def notes(text: str) -> list[str]:
    """Return the codes of what is said of a page."""
    return [problem.code for problem in read_layout(lay_out(document(text))).problems]


@pytest.mark.parametrize("language", FOREIGN)
def test_a_language_that_is_not_read(language: str) -> None:
    """A page in another language is told of as such, even where a name of it was found."""
    assert notes(FOREIGN[language]) == ["language-not-read"]


@pytest.mark.parametrize(
    "text", ["The tide went out, the tide came in,\nand nobody kept the score.\n", "1,2.5,30\n", ""]
)
def test_a_page_in_which_nothing_is_found(text: str) -> None:
    """A page that names no organisation is told of, however short it is."""
    assert notes(text) == ["nothing-found"]


def test_a_page_with_a_fact() -> None:
    """Where something is found there is nothing to say."""
    assert notes("The Office of Tides is part of the Bureau of Skies.\n") == []
