"""What a second look at a line sees besides its words: what the first took the other lines of the page for.

A list's items name things of one kind, a column's cells do too, and what is a name in one line is one in the
next. None of this is visible in one line. The first look's labels of the line itself are never shown: a field that
sees them repeats them. (Krishnan and Manning, An effective two-stage model for exploiting non-local dependencies in
named entity recognition, ACL 2006.)
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from iceorg.extract.learned.features import cell_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from iceorg.extract.learned.features import Line, Page

Labels = list[str]
"""What a look took each word of a line for: `B-Org` begins an organisation's name, `I-Org` goes on, `O` is outside."""

_COUNTED: Final = 3
"""From so many times on, more are no different."""


def names_of(labels: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield first and last word and kind of every name that a line's labels mark.

    >>> list(names_of(["O", "B-Org", "I-Org", "B-Post"]))
    [(1, 2, 'Org'), (3, 3, 'Post')]
    """
    first = 0
    for i, label in enumerate(labels):
        if label == "O":
            continue
        if not (label.startswith("I-") and i and labels[i - 1][2:] == label[2:]):
            first = i
        if i + 1 == len(labels) or labels[i + 1] != f"I-{label[2:]}":
            yield first, i, label[2:]


def kinds_in(labels: Sequence[str]) -> str:
    """Return the kinds of the names of a line in text order, each once; "-" if there are none.

    >>> kinds_in(["B-Post", "O", "B-Org", "I-Org", "B-Post"]), kinds_in(["O"])
    ('Post+Org', '-')
    """
    return "+".join(dict.fromkeys(kind for _, _, kind in names_of(labels))) or "-"


Place = tuple["int | None", str, int]
"""What the lines of one list or column share: the block that they stand under, their sort, their cell."""


@dataclass(slots=True)
class Hints:
    """What the other lines of a page say of each of its lines.

    Args:
        page: The page.
        looks: What a first look took each word of each line for.
    """

    page: Page
    looks: Sequence[Labels]
    _kinds: list[str] = field(default_factory=list)
    _alike: dict[Place, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    _words: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    _names: dict[str, dict[tuple[str, ...], Counter[str]]] = field(default_factory=lambda: defaultdict(dict))
    _lines: dict[tuple[tuple[str, ...], str], set[int]] = field(default_factory=lambda: defaultdict(set))
    _sizes: dict[str, list[int]] = field(default_factory=dict)
    _last_of: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Look at every line once."""
        self._kinds = [kinds_in(labels) for labels in self.looks]
        for at, (line, labels) in enumerate(zip(self.page.lines, self.looks, strict=True)):
            self._last_of[line.sentence.block] = at
            self._alike[self._place(line)][self._kinds[at]] += 1
            for word, label in zip(line.words, labels, strict=True):
                if word.capital:
                    self._words[word.text][label] += 1
            for first, last, kind in names_of(labels):
                texts = tuple(word.text for word in line.words[first : last + 1])
                self._names[texts[0]].setdefault(texts, Counter())[kind] += 1
                self._lines[texts, kind].add(at)
        self._sizes = {
            first: sorted({len(name) for name in names}, reverse=True) for first, names in self._names.items()
        }

    def of_line(self, at: int) -> list[list[str]]:
        """Return what the other lines say of each word of a line: the features that a second look adds.

        Args:
            at: Which line of the page.
        """
        line = self.page.lines[at]
        around = [*self._beside(at), *self._column(at)]
        named = self._named(at)
        found: list[list[str]] = []
        for i, word in enumerate(line.words):
            more = [*around, *named[i]]
            if word.capital:
                more.append(f"e={self._elsewhere(word.text, at)}")
            found.append(more)
        return found

    def _beside(self, at: int) -> list[str]:
        """Return the kinds in the line before, in the one after, and in the last one of the block above."""
        before = self._kinds[at - 1] if at else "^"
        after = self._kinds[at + 1] if at + 1 < len(self._kinds) else "$"
        parent = self.page.layout.blocks[self.page.lines[at].sentence.block].parent
        above = self._last_of.get(parent) if parent is not None else None
        return [
            f"lb={before}",
            f"la={after}",
            f"lba={before}|{after}",
            f"lu={self._kinds[above] if above is not None else '^'}",
        ]

    def _place(self, line: Line) -> Place:
        block = self.page.layout.blocks[line.sentence.block]
        return block.parent, block.kind, cell_of(block, line.sentence) if block.cells else -1

    def _column(self, at: int) -> list[str]:
        """Return the commonest kinds of the lines that share list or column, with their share and their number."""
        alike = self._alike[self._place(self.page.lines[at])].copy()
        alike[self._kinds[at]] -= 1
        total = alike.total()
        if not total:
            return ["ll=none"]
        kinds, count = max(sorted(alike.items()), key=lambda pair: pair[1])
        return [f"ll={kinds}", f"ll={kinds}/{4 * count // total}/{min(total, _COUNTED)}"]

    def _elsewhere(self, text: str, at: int) -> str:
        """Return what a word was taken for in other lines, with how often."""
        counts = self._words[text].copy()
        for word, label in zip(self.page.lines[at].words, self.looks[at], strict=True):
            if word.text == text and word.capital:
                counts[label] -= 1
        label, count = max(sorted(counts.items()), key=lambda pair: pair[1], default=("-", 0))
        return f"{label}/{min(count, _COUNTED)}" if count > 0 else "none"

    def _named(self, at: int) -> list[list[str]]:
        """Return for every word the longest name that goes over it and stands in another line, and its kind."""
        texts = tuple(word.text for word in self.page.lines[at].words)
        found: list[list[str]] = [[] for _ in texts]
        i = 0
        while i < len(texts):
            size, kind, count = self._longest(texts, i, at)
            for k in range(i, i + size):
                found[k] = [f"kn={'B' if k == i else 'I'}-{kind}", f"ke={kind}/{min(count, _COUNTED)}/{min(size, 4)}"]
            i += max(size, 1)
        return found

    def _longest(self, texts: tuple[str, ...], start: int, at: int) -> tuple[int, str, int]:
        """Return the size of the longest name of another line that begins at a word, its kind, and in how many lines it has it."""
        for size in self._sizes.get(texts[start], ()):
            name = texts[start : start + size]
            kinds = self._names[texts[start]].get(name) if len(name) == size else None
            kind, count = self._kind_in_others(name, kinds, at) if kinds else ("", 0)
            if count:
                return size, kind, count
        return 0, "", 0

    def _kind_in_others(self, name: tuple[str, ...], kinds: Counter[str], at: int) -> tuple[str, int]:
        """Return the commonest kind of a name in other lines, and in how many of them it has it."""
        lines = [(self._lines[name, kind], kind) for kind in sorted(kinds)]
        counts = [(len(its) - (at in its), kind) for its, kind in lines]
        count, kind = max(counts, key=lambda pair: pair[0])
        return kind, count
