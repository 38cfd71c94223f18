"""Names and their kinds by two conditional random fields that were trained on annotated documents.

The first sees the features of `iceorg.extract.learned.features`, the second also what the first took the other lines
of the page for (`iceorg.extract.learned.again`). Their weights lie in `names.crfsuite` and `again.crfsuite`, which
`make train` writes. (Lafferty, McCallum and Pereira, ICML 2001.)
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from iceorg.extract.learned.again import Hints, names_of
from iceorg.extract.learned.features import sequence
from iceorg.extract.learned.pairs import GROUP, ORG, PERSON, PLACE, POST, PROGRAM
from iceorg.extract.lexicon import lexicon
from iceorg.extract.values import NUMBER_WORDS
from iceorg.model import Kind, name_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pycrfsuite import Tagger

    from iceorg.extract.learned.again import Labels
    from iceorg.extract.learned.features import Line, Page

MODEL: Final = "names.crfsuite"
AGAIN: Final = "again.crfsuite"
KINDS: Final = (ORG, POST, PERSON, PROGRAM, GROUP, PLACE)
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


@dataclass(frozen=True, slots=True)
class Fields:
    """The two fields.

    Args:
        first: Looks at each line by itself.
        again: Looks at it in the light of what the first took the others for.
    """

    first: Tagger
    again: Tagger


@lru_cache(maxsize=1)
def shipped() -> Fields:
    """Return the fields with the weights that the package ships, read once."""
    return Fields(_opened(MODEL), _opened(AGAIN))


def _opened(name: str) -> Tagger:
    from pycrfsuite import Tagger

    tagger = Tagger()
    tagger.open_inmemory(content_of(name))
    return tagger


@lru_cache(maxsize=2)
def content_of(name: str) -> bytes:
    """Return the weights of a field; they must stay in memory, since the tagger reads them where they lie."""
    return files("iceorg.extract.learned").joinpath(name).read_bytes()


@dataclass(slots=True)
class Sights:
    """What the first field sees of the words of each line, held for the second unless the page is long.

    Args:
        page: The page.
    """

    page: Page
    _held: dict[int, list[list[str]]] = field(default_factory=dict)
    _words: int = 0

    def of_line(self, at: int) -> list[list[str]]:
        """Return what it sees of a line: a long page would fill the memory, so most of its lines are looked at anew.

        Args:
            at: Which line of the page.
        """
        if at in self._held:
            return self._held[at]
        seen = sequence(self.page, self.page.lines[at])
        self._words += len(seen)
        if self._words <= _HELD:
            self._held[at] = seen
        return seen


_HELD: Final = 10_000
"""Of so many words what is seen is held."""


def first_look(page: Page, sights: Sights, first: Tagger) -> list[Labels]:
    """Return what the first field takes each word of each line for."""
    return [_labels(sights.of_line(at), line, first) for at, line in enumerate(page.lines)]


def _labels(seen: Sequence[Sequence[str]], line: Line, tagger: Tagger) -> Labels:
    """Return the labels of a line; one without words has no names, and is not asked about."""
    if not any(word.text[0].isalnum() for word in line.words):
        return [_OUTSIDE] * len(line.words)
    found: Labels = tagger.tag(seen)
    return found


def second_sights(sights: Sights, looks: Sequence[Labels]) -> Iterator[list[list[str]]]:
    """Yield what the second field sees of every word, line by line.

    Args:
        sights: What the first sees.
        looks: What it took the words for.
    """
    hints = Hints(sights.page, looks)
    for at in range(len(sights.page.lines)):
        yield [[*own, *more] for own, more in zip(sights.of_line(at), hints.of_line(at), strict=True)]


def tag(line: Line, seen: Sequence[Sequence[str]], again: Tagger) -> list[Tag]:
    """Return the names in a line, in text order, none inside another.

    Args:
        line: The line.
        seen: What the second field sees of each of its words.
        again: The second field.
    """
    labels = _labels(seen, line, again)
    if not any(word.text[0].isalnum() for word in line.words):
        return []
    closed = [without_honours(_closed(one, line), line) for one in tags_of(labels)]
    tags = [counted for one in closed if (counted := without_number(one, line)) is not None]
    found = [Tag(one.first, one.last, one.kind, _sure(one, labels, again)) for one in tags]
    return sorted([*found, *doubtful_in(line, labels, again)])


def doubtful_in(line: Line, labels: Labels, tagger: Tagger) -> Iterator[Tag]:
    """Yield what is rather no name in the line that was just tagged, but may be one: relations are to tell.

    Args:
        line: The line.
        labels: What its words were taken for.
        tagger: The field that took them so.
    """
    i = 0
    while i < len(labels):
        last, kind, sure = i, "", 0.0
        if labels[i] == _OUTSIDE and line.words[i].capital:
            sure, kind = max((tagger.marginal(f"B-{kind}", i), kind) for kind in KINDS)
        if sure >= _PERHAPS:
            while (
                last + 1 < len(labels)
                and labels[last + 1] == _OUTSIDE
                and tagger.marginal(f"I-{kind}", last + 1) >= _GOES_ON
            ):
                last += 1
            yield Tag(i, last, kind, round(sure, 4))
        i = last + 1


_PERHAPS: Final = 0.12
_GOES_ON: Final = 0.2
"""The probabilities from which a word may begin a name, and from which the next belongs to it."""


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
    while first < last and (texts[first] in _BEFORE_NAMES or not texts[first]):  # "Dr" and "." may be two words
        first += 1
    while last > first + 1 and (texts[last] in _AFTER_NAMES or texts[last] == ","):
        last -= 1
    return replace(one, first=one.first + first, last=one.first + last)


_BEFORE_NAMES: Final = lexicon().ranks | frozenset(lexicon().cells["honorifics"])
_AFTER_NAMES: Final = frozenset(lexicon().cells["suffixes"]) - {"jr", "sr", "ii", "iii", "iv"}


def without_number(one: Tag, line: Line) -> Tag | None:
    """Return a group's or a body's name without how many there are; None where no name is left: "four offices" names none."""
    words = line.words[one.first : one.last + 1]
    if not (words[0].folded in NUMBER_WORDS or words[0].text.isdigit()) or any(word.capital for word in words[1:]):
        return one
    if len(words) == 1 or (one.kind == ORG and len(words) == 2):
        return None
    return replace(one, first=one.first + 1)


def _closed(one: Tag, line: Line) -> Tag:
    """Return a name without a short form in brackets after it or a bracket left open, and once where it stands twice in a row."""
    texts = [word.text for word in line.words[one.first : one.last + 1]]
    at = texts.index("(") if "(" in texts else 0
    if at and (")" not in texts or _is_short_form(texts[at:])):
        return replace(one, last=one.first + at - 1)
    for cut in range(2, min(len(texts) - 1, _LONGEST_TWICE)):  # "Harbour Board U.S. Harbour Board"
        if name_key(" ".join(texts[:cut])) == name_key(" ".join(texts[cut:])):
            return replace(one, first=one.first + cut)
    return one


def _is_short_form(texts: Sequence[str]) -> bool:
    """Return whether words are one short form in brackets, and nothing after: "(NGOs)"."""
    return len(texts) == 3 and texts[-1] == ")" and texts[1][:2].isupper() and len(texts[1]) > 1


_LONGEST_TWICE: Final = 20
"""Words of a name that may stand twice in a row; a longer run is no name, and to look at all its cuts takes too long."""


def tag_page(page: Page, fields: Fields) -> list[list[Tag]]:
    """Return the names in every line of a page; a sure name is one wherever it stands."""
    sights = Sights(page)
    looks = first_look(page, sights, fields.first)
    seen = second_sights(sights, looks)
    found = [tag(line, its, fields.again) for line, its in zip(page.lines, seen, strict=True)]
    return spread(page, people_kept(page, found))


def people_kept(page: Page, tags: Sequence[Sequence[Tag]]) -> list[list[Tag]]:
    """Return the names of a page, with a person where a rule read one and the fields are not sure of another kind."""
    return [[_kept(one, page, line) for one in found] for line, found in zip(page.lines, tags, strict=True)]


def _kept(one: Tag, page: Page, line: Line) -> Tag:
    if one.sure >= _UNSURE or one.kind == PERSON or one.first == one.last:
        return one
    length, kind = page.known_at(line.words, one.first)
    return replace(one, kind=PERSON) if (length, kind) == (one.last + 1 - one.first, Kind.PERSON.value) else one


_UNSURE: Final = 0.5


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
    return [Tag(first, last, kind) for first, last, kind in names_of(labels)]
