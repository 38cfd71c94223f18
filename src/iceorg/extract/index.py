"""Where the names of a register stand in a text: looked up word by word, the longest first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from iceorg.extract.register import Entry, without_country
from iceorg.extract.words import Word, split_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


@dataclass(frozen=True, slots=True)
class Found:
    """A name where it stands.

    Args:
        start: Offset of its first character.
        end: Offset after its last.
        name: The name, as the register has it.
        entry: The thing that bears it.
    """

    start: int
    end: int
    name: str
    entry: Entry


@dataclass(slots=True)
class NameIndex:
    """The names of some entries, each also without its country, by their first word.

    Args:
        names: Whose name each is, and in what words; of two entries with one name, the first.
    """

    names: dict[str, Entry] = field(default_factory=dict)
    _spelt: dict[tuple[str, ...], str] = field(default_factory=dict)
    _lengths: dict[str, list[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> NameIndex:
        """Return the index of the entries' names, short forms and inferred names."""
        index = cls()
        for entry in entries:
            for name in (*entry.acronyms, *entry.names, *entry.inferred):
                index.names.setdefault(name, entry)
                index.names.setdefault(without_country(name), entry)
        for name in sorted(index.names):
            index._spelt.setdefault(tuple(word.text for word in split_words(name)), name)
        lengths: dict[str, set[int]] = defaultdict(set)
        for texts in index._spelt:
            lengths[texts[0]].add(len(texts))
        index._lengths = {first: sorted(its, reverse=True) for first, its in lengths.items()}
        return index

    def find(self, view: str, start: int, end: int) -> Iterator[Found]:
        """Yield the names in a stretch of a view, in text order, none inside another or in an address."""
        words = split_words(view, start, end)
        at = 0
        while at < len(words):
            name = self._name_at(words, at)
            last = words[at + len(name[0]) - 1] if name else words[at]
            if name and not _in_address(view, words[at].start, last.end):
                yield Found(words[at].start, last.end, name[1], self.names[name[1]])
                at += len(name[0])
            else:
                at += 1

    def _name_at(self, words: Sequence[Word], at: int) -> tuple[tuple[str, ...], str] | None:
        """Return the longest name that begins at a word."""
        for length in self._lengths.get(words[at].text, ()):
            texts = tuple(word.text for word in words[at : at + length])
            if texts in self._spelt:
                return texts, self._spelt[texts]
        return None


def _in_address(view: str, start: int, end: int) -> bool:
    """Whether letters stand right beside a stretch, or a point, dash or @ that joins it to them."""
    before = view[max(0, start - 1) : start]
    after = view[end : end + 2]
    joined = len(after) == 2 and after[0] in ".-" and (after[1].isalnum() or after[1] == "_")
    return before in ("@", ".", "-") or before.isalnum() or after[:1] == "@" or after[:1].isalnum() or joined
