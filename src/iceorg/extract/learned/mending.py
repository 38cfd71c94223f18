"""Where names begin and end: what the tagger took for one name and is two is parted, what is half a name is made whole.

The tagger looks at one line at a time. Whether "Port Office and Toll Office" is one body or two, and whether
"Harbour Board's Toll Office" names both, is told by the head words of each part and by the rest of the page:
a part is a name of its own where the page names it alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from iceorg.extract.learned.pairs import GROUP, ORG, PERSON, PLACE, POST, PROGRAM
from iceorg.extract.lexicon import BODIES, lexicon
from iceorg.extract.names import join_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from iceorg.extract.learned.features import Line, Page
    from iceorg.extract.learned.tagger import Tag
    from iceorg.extract.words import Word

_AND: Final = frozenset({"and", "&", "or"})
_STOPS: Final = frozenset({",", ";"})
_OF: Final = frozenset({"of", "for", "on"})
_POSSESSIVE: Final = frozenset({"'s", "’s", "'", "’"})
_NAMED: Final = frozenset({ORG, GROUP, PROGRAM})
_LONGEST: Final = 40
"""Words of what is looked at for parts; nothing longer is a name."""


@dataclass(frozen=True, slots=True)
class _Names:
    """What a page names alone: the words of its tags, and the names that its register has."""

    page: Page
    alone: frozenset[tuple[str, ...]]

    def has(self, words: Sequence[Word]) -> bool:
        """Return whether the page has some words as the whole of a body's name somewhere."""
        return tuple(word.text for word in words) in self.alone

    def knows(self, words: Sequence[Word]) -> bool:
        """Return whether the page or its register has some words as the name of a body."""
        entry = None if self.has(words) else self.page.register.find(join_words(words))
        return entry is None or entry.kind in BODIES if self.has(words) else entry is not None and entry.kind in BODIES

    def is_whole(self, words: Sequence[Word]) -> bool:
        """Return whether some words are a body's name by themselves: it stands alone, or has a head word and more."""
        if not words or not words[0].capital:
            return False
        return self.has(words) or (len(words) > 1 and words[-1].capital and _has_head(words))


def mended(page: Page, tags: Sequence[Sequence[Tag]]) -> list[list[Tag]]:
    """Return the names in the lines of a page with their beginnings and ends mended.

    Args:
        page: The page.
        tags: The names in each of its lines.
    """
    alone = {
        tuple(word.text for word in line.words[one.first : one.last + 1])
        for line, found in zip(page.lines, tags, strict=True)
        for one in found
        if one.kind == ORG
    }
    names = _Names(page, frozenset(alone))
    return [
        [part for one in found for part in _parts(names, line, _stripped(line, one))]
        for line, found in zip(page.lines, tags, strict=True)
    ]


def _stripped(line: Line, one: Tag) -> Tag:
    """Return a name without signs before it, and without what says in brackets that somebody stands in."""
    first, last = one.first, one.last
    while first < last and (line.words[first].text in _LEADING or line.words[first].text in _POSSESSIVE):
        first += 1
    words = line.words
    if last - first > 2 and words[last].text == ")" and words[last - 2].text == "(":  # "Chief (Acting)"
        last = last - 3 if words[last - 1].folded in lexicon().standing_in else last
    return replace(one, first=first, last=last)


_LEADING: Final = frozenset({".", ",", ";", ":", "-", "–", "—", "•", "*"})


def _parts(names: _Names, line: Line, one: Tag) -> Iterator[Tag]:
    """Yield the names that one is made of: itself, if it is one."""
    if one.last == one.first or one.last - one.first > _LONGEST:
        yield one
        return
    for part in _PARTING.get(one.kind, ()):
        cut = part(names, line.words, one)
        if cut is not None:
            for piece in cut:
                yield from _parts(names, line, piece)
            return
    yield one


def _cut_places(_: _Names, words: Sequence[Word], one: Tag) -> tuple[Tag, ...] | None:
    """Cut a list of places: of three and more, or of two states; "Ochre Bay, Utah" is one place."""
    parts: list[tuple[int, int]] = []
    first = one.first
    for i in range(one.first, one.last + 2):
        if i > one.last or words[i].text in _STOPS or words[i].folded in _AND:
            parts += [(first, i - 1)] if i > first else []
            first = i + 1
    states = [join_words(words[a : b + 1]) in _STATES for a, b in parts]
    if len(parts) < 2 or (states[-1] and not all(states)) or (len(parts) == 2 and not all(states)):
        return None
    return tuple(replace(one, first=a, last=b) for a, b in parts)


_STATES: Final = frozenset(lexicon().regions) - {"D.C."}


def _cut_series(names: _Names, words: Sequence[Word], one: Tag) -> tuple[Tag, ...] | None:
    """Cut two bodies joined by "and", a comma or a semicolon, where each is a name by itself."""
    for i in range(one.first + 1, one.last):
        if words[i].folded in _AND or words[i].text in _STOPS:
            left, right = words[one.first : i], words[i + 1 : one.last + 1]
            if not (names.is_whole(left) and names.is_whole(right)):
                continue
            if any(word.folded in _OF for word in left) and not (names.has(right) or _opens_with_head(right)):
                continue  # the Department of Health and Human Services is one
            return replace(one, last=i - 1), replace(one, first=i + 1)
    return None


def _cut_owner(names: _Names, words: Sequence[Word], one: Tag) -> tuple[Tag, ...] | None:
    """Cut a name that the page has from what it owns: "the Harbour Board's Toll Office" names both."""
    for i in range(one.first + 1, one.last):
        if words[i].text in _POSSESSIVE and words[i + 1].capital and names.knows(words[one.first : i]):
            if lexicon().heads.get(words[i - 1].folded) not in (None, *BODIES):
                continue  # the Sheriff's Office
            return replace(one, last=i - 1, kind=ORG), replace(one, first=i + 1)
    return None


def _cut_whole(names: _Names, words: Sequence[Word], one: Tag) -> tuple[Tag, ...] | None:
    """Cut a part from the body that it is a part of: "the Toll Office of the Harbour Board" names both."""
    for i in range(one.first + 2, one.last):
        if words[i].folded not in _OF:
            continue
        at = i + 2 if words[i + 1].folded == "the" else i + 1
        left, right = words[one.first : i], words[at : one.last + 1]
        if right and _has_head(left) and names.knows(right) and (_has_head(right) or right[0].text.isupper()):
            return replace(one, last=i - 1), replace(one, first=at)
    return None


def _cut_title(_: _Names, words: Sequence[Word], one: Tag) -> tuple[Tag, ...] | None:
    """Cut a title from the person who bears it: "Sheriff Ochs"."""
    if words[one.first].capital and lexicon().heads.get(words[one.first].folded) in _TITLES:
        return replace(one, last=one.first, kind=POST), replace(one, first=one.first + 1)
    return None


_TITLES: Final = frozenset({lexicon().heads["director"]})
_PARTING: Final = {
    PLACE: (_cut_places,),
    ORG: (_cut_owner, _cut_series, _cut_whole),
    GROUP: (_cut_owner, _cut_series),
    PROGRAM: (_cut_owner,),
    PERSON: (_cut_title,),
}
"""How names of each kind are cut."""


def _has_head(words: Sequence[Word]) -> bool:
    return lexicon().head_kind(tuple(word.text for word in words)) in BODIES


def _opens_with_head(words: Sequence[Word]) -> bool:
    """Return whether a name begins as "Office of Tolls" does."""
    at = next((i for i, word in enumerate(words) if word.folded in _OF), 0)
    return at > 0 and lexicon().heads.get(words[at - 1].folded) in BODIES
