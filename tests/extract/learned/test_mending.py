"""Where names begin and end, once the whole page has been looked at."""

from __future__ import annotations

import pytest

from builders import document
from iceorg.documents import lay_out
from iceorg.extract.learned.features import Page
from iceorg.extract.learned.mending import mended
from iceorg.extract.learned.tagger import Tag
from iceorg.extract.reader import read_by_rules


def parts(line: str, name: str, kind: str, rest: str = "") -> list[tuple[str, str]]:
    """Return the names that a name of a line comes to, with their kinds; the rest is more of the page, each line a name."""
    layout = lay_out(document(f"{line}\n\n{rest}" if rest else line))
    register, _ = read_by_rules(layout)
    page = Page(layout, register)
    texts = [[word.text for word in one.words] for one in page.lines]
    wanted = name.split()
    at = next(i for i in range(len(texts[0])) if texts[0][i : i + len(wanted)] == wanted)
    tags = [[Tag(at, at + len(wanted) - 1, kind)], *([Tag(0, len(words) - 2, "Org")] for words in texts[1:])]
    return [(" ".join(texts[0][one.first : one.last + 1]), one.kind) for one in mended(page, tags)[0]]


@pytest.mark.parametrize(
    ("line", "name", "kind", "rest", "found"),
    [
        (
            "The Port Office and Toll Office met.",
            "Port Office and Toll Office",
            "Org",
            "",
            ["Port Office", "Toll Office"],
        ),
        ("Kelpo and Tidal met.", "Kelpo and Tidal", "Org", "Kelpo.\n\nTidal.", ["Kelpo", "Tidal"]),
        (
            "The Tide Board 's Toll Office met.",
            "Tide Board 's Toll Office",
            "Org",
            "Tide Board.",
            ["Tide Board", "Toll Office"],
        ),
        ("The Toll Branch of TQB met.", "Toll Branch of TQB", "Org", "TQB.", ["Toll Branch", "TQB"]),
        ("It serves Iowa , Ohio and Utah .", "Iowa , Ohio and Utah", "Place", "", ["Iowa", "Ohio", "Utah"]),
        ("It hired Sheriff Ochs .", "Sheriff Ochs", "Person", "", ["Sheriff", "Ochs"]),
        ("As Mr. Ochs said.", ". Ochs", "Person", "", ["Ochs"]),
        ("Chief Deputy ( Acting ) Ada Ochs", "Chief Deputy ( Acting )", "Post", "", ["Chief Deputy"]),
    ],
)
def test_two_names_that_stand_together_are_two(line: str, name: str, kind: str, rest: str, found: list[str]) -> None:
    """Each part has a head word of its own, or the page names it alone."""
    assert [part for part, _ in parts(line, name, kind, rest)] == found


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Department of Health and Human Services", "Org"),
        ("Fish and Wildlife Service", "Org"),
        ("Sheriff 's Office", "Org"),
        ("Ochre Bay , Utah", "Place"),
        ("Office of Tolls", "Org"),
        ("Ada Ochs", "Person"),
    ],
)
def test_one_name_stays_one(name: str, kind: str) -> None:
    """Words that join are part of many a name."""
    assert parts(f"It wrote to the {name} .", name, kind) == [(name, kind)]


def test_a_title_before_a_person_is_a_post() -> None:
    """What is cut off has a kind of its own."""
    assert parts("It hired Sheriff Ochs .", "Sheriff Ochs", "Person") == [("Sheriff", "Post"), ("Ochs", "Person")]
