"""Where two graphs differ is found subject by subject, whatever they are."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from iceorg.graph import difference, lines_about

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SUBJECTS = (b"a", b"ab", b"a.b", b"a-1", b"b", b"b1", b"c")
LINES = st.sets(
    st.builds(b'<x:%b> <x:p%d> "%d" .\n'.__mod__, st.tuples(st.sampled_from(SUBJECTS), *[st.integers(0, 3)] * 2))
)


def by_subject(lines: Iterable[bytes]) -> Mapping[bytes, bytes]:
    """Return the lines of each subject, sorted."""
    found: dict[bytes, bytes] = defaultdict(bytes)
    for line in sorted(lines):
        found[line[: line.index(b" ")]] += line
    return found


@given(LINES, LINES, LINES)
def test_every_subject_that_differs_and_no_other(alike: set[bytes], before: set[bytes], after: set[bytes]) -> None:
    """In the order of the graphs, with all of its lines in both."""
    one, other = by_subject(alike | before), by_subject(alike | after)
    found = difference(b"".join(sorted(alike | before)), b"".join(sorted(alike | after)))
    names = sorted(one.keys() | other.keys(), key=lambda name: name + b" ")
    wanted = [(name, one.get(name, b""), other.get(name, b"")) for name in names]
    assert list(found) == [told for told in wanted if told[1] != told[2]]


@given(LINES)
def test_what_is_said_of_a_subject(lines: set[bytes]) -> None:
    """All of it, or nothing where it is not there."""
    graph = b"".join(sorted(lines))
    for name in SUBJECTS:
        assert lines_about(graph, b"<x:%b>" % name) == by_subject(lines).get(b"<x:%b>" % name, b"")
