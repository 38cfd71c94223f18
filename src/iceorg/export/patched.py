"""Exports of a graph of which little has changed: what is said of other subjects is taken over from the former file.

A file has a stretch for each subject, in the order in which people read, so that a subject's is found by halving. Nothing is taken on trust: each stretch
that goes must be what would be written of the former graph. Where a file is not as expected, or a heading comes or goes, there is no patch.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from iceorg.export.context import our_context
from iceorg.export.jsonld import END, TYPE, LineWriter, Writer, head_of
from iceorg.export.lines import paragraph_of, place_in_order
from iceorg.export.order import TITLES, by_offset, kinds_in_order, place_of
from iceorg.export.turtle import prefix_lines, prefixes_of, writing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from iceorg.graph import Change, Written

Order = tuple[int, bytes]
"""The place of a subject's chapter, and its own in that."""
_OWN: Final = re.compile(r"\w[\w.-]*")


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of a file, and what comes in its place."""

    start: int
    end: int
    text: bytes


@dataclass(frozen=True, slots=True)
class Stretches:
    """The stretches of subjects, one after the other.

    Args:
        start: Where they begin.
        end: Where they end.
        between: What stands between two.
        cut: How much of that belongs to the first of the two.
    """

    start: int
    end: int
    between: bytes
    cut: int

    def bounds(self, file: Written, at: int) -> tuple[int, int]:
        """Return where the stretch begins and ends that a place lies in."""
        before = file.rfind(self.between, self.start, at + len(self.between))
        start = before + self.cut if before >= 0 else self.start
        after = file.find(self.between, start + 1, self.end)
        return start, after + self.cut if after >= 0 else self.end


class Form(Protocol):
    """How a format is patched."""

    @property
    def sections(self) -> Iterable[Stretches]:
        """All stretches, those under one heading together."""
        ...

    def stretches(self, place: int) -> Stretches | None:
        """Return the stretches among which subjects of a chapter stand; None where there are none."""
        ...

    def order(self, stretch: bytes, place: int) -> Order:
        """Return what a stretch is put in order by, if it stands among those of a chapter.

        Raises:
            ValueError: It cannot be told.
        """
        ...

    def written(self, lines: bytes) -> bytes:
        """Return the stretch of a subject with such lines."""
        ...


def patched(format: str, file: Written, changes: Iterable[Change], base: str) -> bytes | None:  # noqa: A002
    """Return an export of a graph, made of that of a former one; None where all of it is to be written.

    Args:
        format: `turtle` or `json-ld`.
        file: The former one.
        changes: What has changed in the graph.
        base: What the IRIs of things begin with.
    """
    form = _FORMS[format](file, base)
    if form is None:
        return None
    try:
        edits = sorted(_edits(form, file, changes), key=lambda edit: (edit.start, edit.end))
    except ValueError:
        return None
    if any(_emptied(among, edits) for among in form.sections):
        return None
    whole, at = memoryview(file), 0
    pieces: list[bytes | memoryview] = []
    for edit in edits:
        pieces += whole[at : edit.start], edit.text
        at = edit.end
    return b"".join([*pieces, whole[at:]])


def _edits(form: Form, file: Written, changes: Iterable[Change]) -> Iterator[Edit]:
    inserted: dict[int, list[tuple[Order, bytes]]] = {}
    for change in changes:
        old, new = (_order(change.subject, lines) if lines else None for lines in (change.before, change.after))
        text = form.written(change.after) if new else b""
        if old:
            start, end, found = _looked_up(form, file, old)
            if found != form.written(change.before):
                raise ValueError("the former file has something else there")
            yield Edit(start, end, text if old == new else b"")
        if new and old != new:
            start, _, found = _looked_up(form, file, new)
            if form.order(found, new[0]) == new:
                raise ValueError("which of the two comes first is told by more than their order")
            inserted.setdefault(start, []).append((new, text))
    for start, texts in inserted.items():
        if len({order for order, _ in texts}) < len(texts):
            raise ValueError("which of two comes first is told by more than their order")
        yield Edit(start, start, b"".join(text for _, text in sorted(texts)))


def _emptied(among: Stretches, edits: Iterable[Edit]) -> bool:
    """Return whether everything goes that stands under a heading."""
    gone = sum(edit.end - edit.start for edit in edits if not edit.text and among.start <= edit.start < among.end)
    return gone == among.end - among.start


def _order(subject: bytes, lines: bytes) -> Order:
    return place_in_order(subject + b" ", lines)


def _looked_up(form: Form, file: Written, wanted: Order) -> tuple[int, int, bytes]:
    """Return the first stretch that does not come before a subject: where it begins and ends, and what it is."""
    among = form.stretches(wanted[0])
    if among is None:
        raise ValueError("a heading is new")
    low, high = among.start, among.end
    while low < high:
        start, end = among.bounds(file, (low + high) // 2)
        if form.order(file[start:end], wanted[0]) < wanted:
            low = end
        else:
            high = start
    if low == among.end:
        raise ValueError("it would be the last one, which may be written otherwise")
    start, end = among.bounds(file, low)
    return start, end, file[start:end]


class _Turtle:
    """Turtle: a paragraph for each subject, after an empty line."""

    def __init__(self, file: Written, base: str) -> None:
        self._prefixes = prefixes_of(base)
        self._write = writing(self._prefixes)
        self._sections = dict(_sections(file))

    @classmethod
    def of(cls, file: Written, base: str) -> Form | None:
        head = prefix_lines(prefixes_of(base)).encode()
        return cls(file, base) if file[: len(head)] == head else None

    @property
    def sections(self) -> Iterable[Stretches]:
        return self._sections.values()

    def stretches(self, place: int) -> Stretches | None:
        return self._sections.get(place)

    def order(self, stretch: bytes, place: int) -> Order:
        name = stretch[1 : stretch.index(b" ")].decode()
        if name.startswith("<"):
            return place, by_offset(name[1:-1].encode())
        prefix, _, local = name.partition(":")
        if prefix not in self._prefixes:
            raise ValueError(name)
        return place, by_offset((self._prefixes[prefix] + local).encode())

    def written(self, lines: bytes) -> bytes:
        return f"\n{self._write(paragraph_of(lines))}".encode()


def _sections(file: Written) -> Iterator[tuple[int, Stretches]]:
    """Yield the paragraphs under each heading; from the end, since the longest sections stand there."""
    end = len(file)
    for place, title in reversed(list(enumerate(TITLES))):
        heading = f"\n# {title}\n".encode()
        start = file.rfind(heading, 0, end)
        if start >= 0:
            yield place, Stretches(start + len(heading), end, b"\n\n", 1)
            end = start


class _JsonLd:
    """JSON-LD: an object for each subject, on a line of its own."""

    def __init__(self, file: Written, writer: Writer, start: int) -> None:
        self._base = writer.base
        self._lines = LineWriter(writer)
        self._places = {writer.value_of(kind, TYPE): place_of([kind]) for kind in kinds_in_order()}
        self._all = Stretches(start, len(file) - len(END), b"\n", 0)

    @classmethod
    def of(cls, file: Written, base: str) -> Form | None:
        writer = Writer(our_context(), base)
        head = head_of(writer)
        as_expected = base.endswith("/") and file[: len(head)] == head and file[-len(END) :] == END
        return cls(file, writer, len(head)) if as_expected else None

    @property
    def sections(self) -> Iterable[Stretches]:
        return (self._all,)

    def stretches(self, place: int) -> Stretches | None:  # noqa: ARG002 - all stand together
        return self._all

    def order(self, stretch: bytes, place: int) -> Order:  # noqa: ARG002 - it tells its own
        told = json.loads(stretch.strip(b"\n,"))
        if not _OWN.fullmatch(told["id"]):
            raise ValueError(told["id"])
        kinds = told.get("type", ())
        known = [self._places[kind] for kind in ([kinds] if isinstance(kinds, str) else kinds) if kind in self._places]
        return min(known, default=place_of(())), by_offset((self._base + told["id"]).encode())

    def written(self, lines: bytes) -> bytes:
        return f"\n{self._lines.object_of(paragraph_of(lines))},".encode()


_FORMS: Final[Mapping[str, Callable[[Written, str], Form | None]]] = {"turtle": _Turtle.of, "json-ld": _JsonLd.of}
