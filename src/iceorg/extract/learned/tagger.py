"""Names and their kinds by a conditional random field that was trained on annotated documents.

The field sees the features of `iceorg.extract.learned.features`; its weights lie in
`names.crfsuite`, which `make train` writes. (Lafferty, McCallum and Pereira, ICML 2001.)
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from iceorg.extract.learned.features import sequence
from iceorg.extract.learned.pairs import PERSON
from iceorg.extract.lexicon import lexicon
from iceorg.model import name_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pycrfsuite import Tagger

    from iceorg.extract.learned.features import Line, Page

MODEL: Final = "names.crfsuite"
_OUTSIDE: Final = "O"


@dataclass(frozen=True, slots=True, order=True)
class Tag:
    """A name in a line, as the tagger has it.

    Args:
        first: Index of its first word in the line.
        last: Index of its last.
        kind: What it names: `Org`, `Post`, `Person`, `Program`, `Group` or `Place`.
        sure: The probability of its least likely label.
    """

    first: int
    last: int
    kind: str
    sure: float = field(default=1.0, compare=False)


@lru_cache(maxsize=1)
def shipped() -> Tagger:
    """Return the tagger with the weights that the package ships, read once."""
    from pycrfsuite import Tagger

    tagger = Tagger()
    tagger.open_inmemory(tagger_content())
    return tagger


@lru_cache(maxsize=1)
def tagger_content() -> bytes:
    """Return the weights; they must stay in memory, since the tagger reads them where they lie."""
    return files("iceorg.extract.learned").joinpath(MODEL).read_bytes()


def tag(page: Page, line: Line, tagger: Tagger) -> list[Tag]:
    """Return the names in a line, in text order, none inside another."""
    if not any(word.text[0].isalnum() for word in line.words):
        return []
    labels = tagger.tag(sequence(page, line))
    tags = [without_honours(_closed(one, line), line) for one in tags_of(labels)]
    return [Tag(one.first, one.last, one.kind, _sure(one, labels, tagger)) for one in tags]


def _sure(one: Tag, labels: Sequence[str], tagger: Tagger) -> float:
    """Return the probability of the least likely label of a name in the line that was just tagged."""
    least: float = min(tagger.marginal(labels[i], i) for i in range(one.first, one.last + 1))
    return round(least, 4)


def without_honours(one: Tag, line: Line) -> Tag:
    """Return a person's name without forms of address before it and honours after it: "Dr Ada Ochs OBE" is Ada Ochs."""
    if one.kind != PERSON:
        return one
    texts = [line.words[i].text.rstrip(".").casefold() for i in range(one.first, one.last + 1)]
    first, last = 0, len(texts) - 1
    while first < last and texts[first] in _BEFORE_NAMES:
        first += 1
    while last > first + 1 and (texts[last] in _AFTER_NAMES or texts[last] == ","):
        last -= 1
    return replace(one, first=one.first + first, last=one.first + last)


_BEFORE_NAMES: Final = lexicon().ranks | frozenset(lexicon().cells["honorifics"])
_AFTER_NAMES: Final = frozenset(lexicon().cells["suffixes"]) - {"jr", "sr", "ii", "iii", "iv"}


def _closed(one: Tag, line: Line) -> Tag:
    """Return a name without a bracket that it opens and does not close, and once where it stands twice in a row."""
    texts = [word.text for word in line.words[one.first : one.last + 1]]
    at = texts.index("(") if "(" in texts and ")" not in texts else 0
    if at:
        return replace(one, last=one.first + at - 1)
    for cut in range(2, min(len(texts) - 1, _LONGEST_TWICE)):  # "Harbour Board U.S. Harbour Board"
        if name_key(" ".join(texts[:cut])) == name_key(" ".join(texts[cut:])):
            return replace(one, first=one.first + cut)
    return one


_LONGEST_TWICE: Final = 20
"""Words of a name that may stand twice in a row; a longer run is no name, and to look at all its cuts takes too long."""


def tag_page(page: Page, tagger: Tagger) -> list[list[Tag]]:
    """Return the names in every line of a page; a sure name is one wherever it stands."""
    return spread(page, [tag(page, line, tagger) for line in page.lines])


def spread(page: Page, tags: Sequence[Sequence[Tag]]) -> list[list[Tag]]:
    """Return the names of a page with the further places where the sure ones among them stand.

    Args:
        page: The page.
        tags: The names in each of its lines.
    """
    names: dict[str, dict[tuple[str, ...], Tag]] = {}
    for line, found in zip(page.lines, tags, strict=True):
        for one in found:
            texts = tuple(word.text for word in line.words[one.first : one.last + 1])
            if one.sure >= _SURE and all(text[0].isupper() for text in (texts[0], texts[-1])):
                names.setdefault(texts[0], {}).setdefault(texts, one)
    return [_with_known(line, found, names) for line, found in zip(page.lines, tags, strict=True)]


_SURE: Final = 0.8


def _with_known(line: Line, found: Sequence[Tag], names: Mapping[str, Mapping[tuple[str, ...], Tag]]) -> list[Tag]:
    taken = {i for one in found for i in range(one.first, one.last + 1)}
    more: list[Tag] = []
    texts = tuple(word.text for word in line.words)
    for i, text in enumerate(texts):
        known = [
            t for t in names.get(text, ()) if texts[i : i + len(t)] == t and taken.isdisjoint(range(i, i + len(t)))
        ]
        if known:
            best = max(known, key=len)
            more.append(replace(names[text][best], first=i, last=i + len(best) - 1))
            taken.update(range(i, i + len(best)))
    return sorted([*found, *more])


def tags_of(labels: Sequence[str]) -> list[Tag]:
    """Return the names that a line's labels mark: `B-` begins one, `I-` goes on, `O` is outside.

    >>> tags_of(["O", "B-Org", "I-Org", "O", "B-Post"])
    [Tag(first=1, last=2, kind='Org', sure=1.0), Tag(first=4, last=4, kind='Post', sure=1.0)]
    """
    found: list[Tag] = []
    for i, label in enumerate(labels):
        kind = label[2:]
        if label == _OUTSIDE:
            continue
        if label.startswith("I-") and found and found[-1].last == i - 1 and found[-1].kind == kind:
            found[-1] = Tag(found[-1].first, i, kind)
        else:
            found.append(Tag(i, i, kind))
    return found
