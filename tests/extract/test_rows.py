"""Tables, rosters, label lines and items say the same in any shape, and nothing where nobody is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from builders import document
from iceorg.documents import lay_out
from iceorg.extract import read_layout
from iceorg.model import Status

if TYPE_CHECKING:
    from collections.abc import Callable

OPENING = "Weights Agency\n\nThe Weights Agency (WA) tests scales.\n\n"
SHAPES = {
    "table": "| Division | Director | Seat |\n|---|---|---|\n| Gauge Division | Ada Ochs | Ames, Iowa |\n| Rules Division | Bo Reed | Pell, Ohio |\n",
    "person first": "| Name | Position | Division |\n|---|---|---|\n| Ada Ochs | Director | Gauge Division |\n| Bo Reed | Director | Rules Division |\n",
    "roster": "Gauge Division ............ Ada Ochs, Director\nRules Division ............ Bo Reed, Director\n",
    "title and name": "Gauge Division ............ Director Ada Ochs\nRules Division ............ Director Bo Reed\n",
    "items": "- Gauge Division – Ada Ochs, Director\n- Rules Division – Bo Reed, Director\n",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_same_posts_are_read_in_any_shape(shape: str, says: Callable[..., list[str]]) -> None:
    """Who holds which post, and of which unit, does not depend on the shape of the lines."""
    text = OPENING + SHAPES[shape]
    assert set(says(text, about="org:holds")) == {"Ada Ochs | org:holds | Director", "Bo Reed | org:holds | Director"}
    placed = {"Director | org:postIn | Gauge Division", "Director | org:postIn | Rules Division"}
    assert placed <= set(says(text, about="org:postIn"))
    assert "Ada Ochs | org:headOf | Gauge Division" in says(text, about="org:headOf")


@pytest.mark.parametrize("vacant", ["(vacant)", "VACANT", "TBA", "to be appointed", "–"])
def test_a_vacant_post_has_no_holder(vacant: str, says: Callable[..., list[str]]) -> None:
    """A cell that says that nobody is there names no person, and the post stays."""
    table = f"| Division | Director |\n|---|---|\n| Gauge Division | {vacant} |\n| Rules Division | Bo Reed |\n"
    assert says(OPENING + table, about="org:holds") == ["Bo Reed | org:holds | Director"]
    assert "Director | org:postIn | Gauge Division" in says(OPENING + table, about="org:postIn")


@pytest.mark.parametrize(
    "cell", ["Ada Ochs (A)", "Ada Ochs (acting)", "Ada Ochs (interim)", "Ada Ochs, Acting Director"]
)
def test_a_stand_in_holds_no_post_of_her_own(cell: str, says: Callable[..., list[str]]) -> None:
    """A person who acts has a membership in that capacity; the title is the post's plain one."""
    table = f"| Division | Director |\n|---|---|\n| Gauge Division | {cell} |\n| Rules Division | Bo Reed |\n"
    assert "ada ochs as director | iceorg:capacity | iceorg:Acting" in says(OPENING + table)
    assert "Ada Ochs | org:holds | Director" not in says(OPENING + table)


@pytest.mark.parametrize("cell", ["555-0142", "$1,200", "June 17", "see the list", "closed 2022", "90%"])
def test_figures_dates_and_remarks_are_no_places(cell: str, says: Callable[..., list[str]]) -> None:
    """What stands under a head such as "Town" and is no name gives no place."""
    table = f"| Division | Town |\n|---|---|\n| Gauge Division | {cell} |\n| Rules Division | Pell |\n"
    assert says(OPENING + table, about="schema:location") == ["Rules Division | schema:location | Pell"]


@pytest.mark.parametrize("head", ["Units", "Area served"])
@pytest.mark.parametrize("cell", ["–", "-", "none", "n/a"])
def test_a_cell_that_says_none_names_nothing(head: str, cell: str, says: Callable[..., list[str]]) -> None:
    """A dash under a head such as "Units" is no unit of that name, and no area."""
    table = f"| Division | {head} |\n|---|---|\n| Gauge Division | Pell |\n| Rules Division | {cell} |\n"
    named = says(OPENING + table, about="skos:prefLabel")
    assert any("Pell" in one for one in named)
    assert not [one for one in named if one.endswith(f" | {cell}")]


def test_every_claim_of_a_line_has_the_line_and_its_licence() -> None:
    """A claim of a table, roster or item quotes the line and the head, heading or lead-in above it."""
    claims = [
        c for shape in SHAPES.values() for c in read_layout(lay_out(document(OPENING + shape)), learned=False).claims
    ]
    of_lines = [c for c in claims if c.rule[:2] in ("R-", "L-") and c.status is Status.LAYOUT]
    assert len(of_lines) > 30
    assert all(len(set(c.passages)) >= 2 for c in of_lines)
