"""One document judged: what is found, missed, right, wrong, a trap, or only suggested."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from builders import lake_resolution
from iceorg.evaluate import Figures, as_data, as_text, figures, figures_by, judge
from iceorg.evaluate.gold import gold_from

if TYPE_CHECKING:
    from iceorg.evaluate import Judged, Offered, Wanted

ENTITIES = [
    ("lsa", "Unit", "Lake Survey Agency"),
    ("waters", "Agency", "Department of Waters"),
    ("soundings", "Unit", "Office of Soundings"),
    ("director", "Post", "Director"),
    ("reed", "Person", "Bo Reed"),
    ("moss", "Person", "Ada Moss"),
    ("zoo", "Agency", "Lake Zoo"),
]
RELATIONS = [
    ("partOf", "lsa", "waters", "an agency of the Department of Waters"),
    ("reportsTo", "soundings", "director", "The Office of Soundings reports to the Director"),
    ("holdsPost", "reed", "director", "Chief Surveyor Bo Reed"),
    ("holdsPost", "moss", "director", "Acting Director Ada Moss"),
    ("partOf", "zoo", "lsa", "words of no document"),
]


def lake(**parts: Any) -> Judged:
    """Judge the Lake Survey Agency against a small gold."""
    entities = [{"id": i, "type": t, "name": n, "aliases": []} for i, t, n in ENTITIES]
    relations = [{"type": t, "subject": s, "object": o, "evidence": e} for t, s, o, e in RELATIONS]
    data = {"document": "lake.txt", "entities": entities, "relations": relations, **parts}
    return judge(gold_from(data), lake_resolution())


def wanted(judged: Judged, kind: str, *names: str) -> Wanted:
    """Return one item of the gold."""
    (one,) = (one for one in judged.wanted if (one.type, one.names) == (kind, names))
    return one


def offered(judged: Judged, kind: str, *names: str) -> Offered:
    """Return one thing or relation that is claimed."""
    (one,) = (one for one in judged.offered if (one.type, one.names) == (kind, names))
    return one


def test_entity_of_a_near_type_is_found() -> None:
    """An agency that the gold calls a unit is found: the border is a convention."""
    assert wanted(lake(), "Unit", "Lake Survey Agency").found
    assert not wanted(lake(), "Agency", "Lake Zoo").found


@pytest.mark.parametrize(
    ("kind", "names", "found"),
    [
        ("partOf", ("Lake Survey Agency", "Department of Waters"), True),
        ("reportsTo", ("Office of Soundings", "Director"), True),
        ("holdsPost", ("Ada Moss", "Director"), True),  # by a membership: she stands in
        ("holdsPost", ("Bo Reed", "Director"), False),  # only suggested
        ("partOf", ("Lake Zoo", "Lake Survey Agency"), False),
    ],
)
def test_relation(kind: str, names: tuple[str, str], *, found: bool) -> None:
    """A relation is found if an asserted claim joins its ends."""
    assert wanted(lake(), kind, *names).found == found


def test_evidence_has_its_line() -> None:
    """A miss says on which line its evidence begins; words of no document stand on none."""
    assert wanted(lake(), "partOf", "Lake Survey Agency", "Department of Waters").line == 4
    assert wanted(lake(), "partOf", "Lake Zoo", "Lake Survey Agency").line is None


def test_suggestion_is_told_and_counts_for_nothing() -> None:
    """What is only suggested has its figures by status, and none in the sum."""
    judged = lake()
    held = offered(judged, "holdsPost", "Bo Reed", "Director")
    assert (held.right, held.status) == (True, "Suggested")
    assert figures_by([judged], "relation", "status")["Suggested"] == Figures(5, 1, 1, 1)
    assert figures([judged], "relation").found == 3


def test_optional_and_mentioned_count_neither_way() -> None:
    """An acceptable relation is no error, and neither is a thing that is only mentioned."""
    before = lake()
    entities = [{"id": i, "type": t, "name": n, "aliases": []} for i, t, n in ENTITIES]
    clubs = {"id": "clubs", "type": "Partner", "name": "local fishing clubs", "aliases": [], "optional": True}
    tie = {"type": "partnersWith", "subject": "clubs", "object": "soundings"}
    after = lake(entities=[*entities, clubs], acceptable=[tie], mentioned_only=["Board of Lakes"])
    assert figures([before], "relation").offered - figures([after], "relation").offered == 1
    assert figures([before], "entity").offered - figures([after], "entity").offered == 2
    assert figures([before], "entity").gold == figures([after], "entity").gold


def test_trap_is_sprung() -> None:
    """A wrong relation that the gold warns of is told with its reason, and counted."""
    trap = {
        "type": "succeeds",
        "subject_text": "Lake Survey Agency",
        "object_text": "Board of Lakes",
        "reason": "a plan",
    }
    judged = lake(negatives=[trap])
    assert judged.traps_sprung == 1
    assert offered(judged, "succeeds", "Lake Survey Agency", "Board of Lakes").traps == ("a plan",)
    assert "trap: a plan" in as_text([judged], misses=True)


def test_rules_have_figures() -> None:
    """The recall of a rule is what it contributes to the whole, its precision its own."""
    by_rule = figures_by([lake()], "relation", "rule")
    assert (by_rule["T-FACT"].gold, by_rule["T-FACT"].found) == (5, 3)
    assert by_rule["T-LIST"] == Figures(5, 0, 1, 0)


def test_misses_and_extras_have_line_words_and_rule() -> None:
    """The list says where to look, and which rule to blame."""
    told = as_text([lake()], misses=True)
    assert "missed    ?: partOf Lake Zoo → Lake Survey Agency   “words of no document”" in told
    assert "extra     8: succeeds Lake Survey Agency → Board of Lakes" in told
    assert "Stated by T-FACT" in told


def test_data_holds_what_the_text_holds() -> None:
    """JSON has the same figures, and the differences only where they are asked for."""
    judged = [lake()]
    data = as_data(judged, misses=True)
    assert data["relations"]["found"] == data["by_document"]["lake.txt"]["relations"]["found"] == 3
    assert data["by_relation"]["holdsPost"]["gold"] == 2
    assert next(one["names"] for one in data["differences"]["lake.txt"]["missed"]) == ["Lake Zoo"]
    assert "differences" not in as_data(judged)


def test_nothing_at_all() -> None:
    """Without documents every figure is nought, and no table fails."""
    assert figures([], "entity").f1 == 0.0
    assert "—" in as_text([])
