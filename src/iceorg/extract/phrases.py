"""Phrases in small letters that name something: groups of partners, posts of many, programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from iceorg.extract.lexicon import lexicon
from iceorg.extract.names import join_words
from iceorg.extract.values import NUMBER_WORDS
from iceorg.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from iceorg.extract.words import Word


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase where it stands.

    Args:
        start: Offset of its first character.
        end: Offset after its last character.
        text: The phrase, with single blanks.
        kind: What it names.
        other: The phrase with "other" or a like word before it, where the text has one.
    """

    start: int
    end: int
    text: str
    kind: Kind
    other: str = ""


def find_phrases(words: Sequence[Word]) -> Iterator[Phrase]:
    """Yield the groups, posts of many and programs named in small letters, in text order.

    A group is one noun phrase: "state and local police agencies" is one, "schools and police
    agencies" are two.

    Example:
        >>> from iceorg.extract.words import split_words
        >>> [p.text for p in find_phrases(split_words("with state and local agencies, schools and other civic leaders"))]
        ['state and local agencies', 'schools', 'civic leaders']
    """
    free = 0
    for i in range(len(words)):
        kind = _head_kind(words, i)
        if kind is None or i < free:
            continue
        first = _first(words, i, free, kind)
        if first == i and kind is not Kind.GROUP:
            continue
        for part_first, part_last, tail in _distributed(words, first, i, kind):
            yield _phrase(words, part_first, part_last, tail, kind)
        free = i + 1


def _head_kind(words: Sequence[Word], i: int) -> Kind | None:
    """Return the kind of the phrase that a word heads, if it heads one."""
    text = words[i].text
    after = words[i + 1].text if i + 1 < len(words) else ""
    if not text.islower() or after == "with" or (after == "to" and text.startswith("liaison")):
        return None
    if text == "public":
        return Kind.GROUP if _is_the_public(words, i, after) else None
    if text in lexicon().many_posts:
        return Kind.POST
    if text in lexicon().many_programs:
        return Kind.PROGRAM
    if text in lexicon().masses:
        alone = i == 0 or not _is_modifier(words[i - 1])
        return None if alone or (after and _is_modifier(words[i + 1])) else Kind.GROUP
    return Kind.GROUP if text in lexicon().groups else None


def _is_the_public(words: Sequence[Word], i: int, after: str) -> bool:
    """Whether "public" is a noun: "the public," or "public at large", not "public safety"."""
    the = i > 0 and words[i - 1].text.casefold() == "the"
    return after == "at" or (the and not after[:1].islower())


def _is_modifier(word: Word) -> bool:
    text = word.text
    return (
        text[0].isalnum()
        and (text == text.lower() or text[0].isdigit())
        and text not in lexicon().stop
        and text not in ("other", "no")
        and text not in NUMBER_WORDS
        and not text.isdigit()
        and not text.endswith("ly")
    )


def _first(words: Sequence[Word], head: int, free: int, kind: Kind) -> int:
    """Return the first word of the phrase that ends at a head."""
    i = head
    while i > free:
        before = words[i - 1]
        if _is_participle(words, i - 1):
            break
        if _is_modifier(before) and _may_modify(before):
            i -= 1
        elif before.text in ("and", "or", "/") and i - 2 >= free and _joins(words[i - 2], kind):
            i -= 2
        else:
            break
    return i


def _is_participle(words: Sequence[Word], i: int) -> bool:
    """Whether a word ends a verb: "has developed programs" is not about developed programs."""
    return (
        words[i].text.endswith("ed")
        and i > 0
        and words[i - 1].text in ("has", "have", "had", "was", "were", "is", "are", "been")
    )


def _joins(word: Word, kind: Kind) -> bool:
    """Whether "X and Y HEAD" is one phrase: X is a modifier, not a group of its own."""
    return _is_modifier(word) and (kind is not Kind.GROUP or _may_modify(word))


def _may_modify(word: Word) -> bool:
    """Whether a word can stand before a group's head: a plural is a group of its own, "community" is not."""
    return word.text not in lexicon().groups or word.text in lexicon().masses


def _distributed(words: Sequence[Word], first: int, head: int, kind: Kind) -> Iterator[tuple[int, int, int | None]]:
    """Yield first, last and shared head of the parts of a phrase: "X Y and Z HEADS" may be two."""
    joint = next((i for i in range(first, head) if words[i].text == "and"), None)
    if joint is not None and (kind is Kind.PROGRAM or (kind is Kind.GROUP and joint - first > 1)):
        yield first, joint - 1, head
        yield joint + 1, head, None
    else:
        yield first, head, None


def _phrase(words: Sequence[Word], first: int, last: int, tail: int | None, kind: Kind) -> Phrase:
    text = join_words(words[first : last + 1])
    if tail is not None and kind is Kind.GROUP:
        text += " " + words[tail].text
    other = f"other {text}" if first and words[first - 1].text == "other" else ""
    start = words[first - 1].start if other else words[first].start
    end = words[last].end
    if text == "public" and [w.text for w in words[last + 1 : last + 3]] == ["at", "large"]:
        text, end = "public at large", words[last + 2].end
    return Phrase(start, end, text, kind, other)
