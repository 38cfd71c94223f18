"""What little has changed in a graph is changed in its forms too, and these are as if they were written anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cited_graph import harbour_graph
from iceorg.export import exported, patched
from iceorg.graph import difference
from iceorg.store import OxigraphStore
from iceorg.vocab import ID_BASE

if TYPE_CHECKING:
    from collections.abc import Iterable

FORMS = ("turtle", "json-ld")
LINES = sorted(harbour_graph().graph.splitlines(keepends=True))
SUBJECTS = sorted({line.split(b" ")[0] for line in LINES})


def written(lines: Iterable[bytes], form: str) -> bytes:
    """Return a graph in a form."""
    store = OxigraphStore()
    store.load(b"".join(sorted(lines)), ours=True)
    return next(exported(store, [form]))


def patch(before: list[bytes], after: list[bytes], form: str) -> bytes | None:
    """Return the form of a graph, made of that of another one."""
    changes = difference(b"".join(before), b"".join(after))
    return patched(form, written(before, form), changes, ID_BASE)


@pytest.mark.parametrize("form", FORMS)
@given(st.sets(st.sampled_from(LINES), max_size=8), st.sets(st.sampled_from(SUBJECTS), max_size=6))
@settings(deadline=None, max_examples=30)
def test_a_patched_form_is_as_if_written_anew(form: str, gone: set[bytes], away: set[bytes]) -> None:
    """Or there is none: lines and subjects come and go, and one of another class stands elsewhere."""
    less = [line for line in LINES if line not in gone and line.split(b" ")[0] not in away]
    for before, after in ((LINES, less), (less, LINES)):
        found = patch(before, after, form)
        assert found is None or found == written(after, form)


@pytest.mark.parametrize("form", FORMS)
def test_most_changes_are_patched(form: str) -> None:
    """A name, a subject that is new and one that is gone."""
    renamed = [line.replace(b'"Office of Rescue"', b'"Office of Depths"') for line in LINES]
    (claim, *_) = (subject for subject in SUBJECTS if b"claim-" in subject)
    without = [line for line in LINES if not line.startswith(claim)]
    assert all(patch(*pair, form) for pair in ((LINES, renamed), (LINES, without), (without, LINES)))


@pytest.mark.parametrize("form", FORMS)
def test_a_file_that_is_not_the_former_form_is_not_patched(form: str) -> None:
    """Whatever else it is."""
    changes = list(difference(b"".join(LINES), b"".join(line for line in LINES if b"/lee>" not in line)))
    file = written(LINES, form)
    for other in (b"", file[:100], file.replace(b"Ana Lee", b"Eva Lee"), file.replace(b"claim-", b"claims-")):
        assert patched(form, other, changes, ID_BASE) is None
