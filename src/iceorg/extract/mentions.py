"""A sentence as the rules see it: words, with every name a token of its type.

"The Tide Office (TO) is the oldest branch of the Ministry" becomes "U0 is the oldest branch of A1",
where each token knows its place in the text. Offsets of the document are kept for every character.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from iceorg.extract.index import NameIndex
from iceorg.extract.lexicon import lexicon
from iceorg.extract.names import Known, find_names, is_person_shaped
from iceorg.extract.phrases import find_phrases
from iceorg.extract.register import Entry, Register, known_names
from iceorg.extract.values import find_dates, find_numbers
from iceorg.extract.words import split_words
from iceorg.model import JOINER, Kind, Layout, Sentence, Span

if TYPE_CHECKING:
    from collections.abc import Iterator


class Token(StrEnum):
    """The types of tokens; each is one private character in an encoded sentence."""

    AGENCY = "\ue001"
    UNIT = "\ue002"
    BODY = "\ue003"
    """Defined by a short form, but of no told kind."""
    PROGRAM = "\ue004"
    POST = "\ue005"
    POSTS = "\ue006"
    """Posts of many, in small letters."""
    PERSON = "\ue007"
    SHAPED = "\ue008"
    """Shaped like a person's name, of no told kind."""
    NAME = "\ue009"
    """Another name of no told kind."""
    GROUP = "\ue00a"
    PLACE = "\ue00b"
    DATE = "\ue00c"
    NUMBER = "\ue00d"
    PROGRAMS = "\ue00e"
    """Programs in small letters."""
    SELF = "\ue00f"
    """We, our: the body whose page it is."""


_OF_KIND = {
    Kind.AGENCY: Token.AGENCY,
    Kind.UNIT: Token.UNIT,
    Kind.PROGRAM: Token.PROGRAM,
    Kind.POST: Token.POST,
    Kind.PERSON: Token.PERSON,
    Kind.GROUP: Token.GROUP,
    Kind.PLACE: Token.PLACE,
}
_INDEX = 0xF0000
"""Where the private characters begin that number a sentence's mentions."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name, phrase, number or date where it stands.

    Args:
        start: Offset of its first character, its article included.
        end: Offset after its last, a bracketed short form included.
        text: The name or phrase.
        token: Its type for the rules.
        entry: The thing it names, if the register knows it.
        capacity: For a post: how it is held.
        value: For a number its value, for a date its ISO form.
        bound: For a number: whether it is exact.
        anaphor: Whether it is a phrase that stands for a name ("the agency").
    """

    start: int
    end: int
    text: str
    token: Token
    entry: Entry | None = None
    capacity: str = ""
    value: str = ""
    bound: str = ""
    anaphor: bool = False


@dataclass(frozen=True, slots=True)
class Encoded:
    """A sentence for the rules.

    Args:
        sentence: The sentence.
        text: Its words, mentions as two private characters each, every run of white space one blank.
        offsets: The document's offset of every character of `text`, and of its end.
        mentions: The mentions in text order; the second character of each numbers it.
    """

    sentence: Sentence
    text: str
    offsets: tuple[int, ...]
    mentions: tuple[Mention, ...]

    def mention_at(self, token: str) -> Mention:
        """Return the mention that two private characters stand for."""
        return self.mentions[ord(token[1]) - _INDEX]

    def mentions_in(self, text: str) -> list[Mention]:
        """Return the mentions in a stretch of encoded text."""
        return [self.mentions[ord(c) - _INDEX] for c in text if ord(c) >= _INDEX]

    def topic(self) -> Entry | None:
        """Return the body that the sentence is about: the one that it begins with, else the only one that it names."""
        spoken = [m for m in self.mentions if m.entry is not None and m.entry.kind in _TOPICS]
        opening = [m.entry for m in spoken if m.start - self.sentence.start <= _OPENING]
        named = list(dict.fromkeys(m.entry for m in spoken))
        return opening[0] if opening else named[0] if len(named) == 1 else None


_TOPICS = frozenset({Kind.AGENCY, Kind.UNIT, Kind.PROGRAM})
_OPENING = 4
"""How far from a sentence's beginning the name stands that it is about."""


@dataclass(slots=True)
class Context:
    """What was spoken of before a sentence: what "the agency" or "it" may stand for.

    Args:
        focus: The body whose page it is.
        owner: The thing whose section it is, by the heading above.
        body: The body last spoken of.
        unit: The unit last spoken of.
        agency: The agency last spoken of.
        program: The program last spoken of.
        section: The program named for the section of law last spoken of.
        opened: Whether a sentence of the same block went before.
        beside: The body that the sentence before in the same block is about, where one is named.
    """

    focus: Entry | None = None
    owner: Entry | None = None
    body: Entry | None = None
    unit: Entry | None = None
    agency: Entry | None = None
    program: Entry | None = None
    section: Entry | None = None
    opened: bool = False
    beside: Entry | None = None

    def open(self) -> None:
        """Begin a new block: what "it" stands for there has to be named there, or in the heading above."""
        self.opened, self.beside = False, None

    def note(self, encoded: Encoded) -> None:
        """Remember what a sentence speaks of."""
        self.opened, self.beside = True, encoded.topic()
        for mention in encoded.mentions:
            entry = mention.entry
            if entry is None or mention.anaphor:
                continue
            if entry.kind is Kind.PROGRAM:
                self.program = entry
            elif entry.kind is Kind.UNIT:
                self.unit = self.body = entry
            elif entry.kind is Kind.AGENCY:
                self.agency = self.body = entry


@dataclass(slots=True)
class Reader:
    """Finds the mentions of a document's sentences.

    Args:
        layout: The document.
        register: Its names.
    """

    layout: Layout
    register: Register
    _known: Known = field(init=False)
    _index: NameIndex = field(init=False)

    def __post_init__(self) -> None:
        """Look the register's names up by their words."""
        self._known = known_names(self.register)
        self._index = NameIndex.of(self.register.entries)

    def encode(self, sentence: Sentence, context: Context) -> Encoded:
        """Return the sentence for the rules."""
        found = sorted(self._mentions(sentence, context), key=lambda m: (m.start, -m.end))
        mentions: list[Mention] = []
        for mention in found:
            if not mentions or mention.start >= mentions[-1].end:
                mentions.append(self._widened(mention, mentions[-1].end if mentions else sentence.start, sentence.end))
        return _encoded(self.layout.view, sentence, tuple(mentions))

    def _mentions(self, sentence: Sentence, context: Context) -> Iterator[Mention]:
        """Yield candidates; of two that overlap, the one that begins first and is longest stays."""
        names = [*self._posts(sentence), *self._named(sentence)]
        yield from names
        taken = [(n.start, n.end) for n in names]
        for mention in self._phrases(sentence, context):
            if not any(mention.start < end and start < mention.end for start, end in taken):
                yield mention

    def _posts(self, sentence: Sentence) -> Iterator[Mention]:
        words = split_words(self.layout.view, sentence.start, sentence.end)
        for name in find_names(words, self._known):
            past = name.text.split()[0].casefold() in lexicon().guards["past"]
            if name.kind is Kind.POST and not past and (entry := self.register.find(name.text)) is None:
                yield Mention(name.start, name.end, name.text, Token.POST, entry, name.capacity)

    def _named(self, sentence: Sentence) -> Iterator[Mention]:
        for found in self._index.find(self.layout.view, sentence.start, sentence.end):
            yield Mention(found.start, found.end, found.name, _token(found.entry, found.name), found.entry)

    def _phrases(self, sentence: Sentence, context: Context) -> Iterator[Mention]:
        view, start, end = self.layout.view, sentence.start, sentence.end
        for when in find_dates(view, start, end):
            yield Mention(when.start, when.end, view[when.start : when.end], Token.DATE, value=when.value)
        for phrase in find_phrases(split_words(view, start, end)):
            token = {Kind.GROUP: Token.GROUP, Kind.POST: Token.POSTS, Kind.PROGRAM: Token.PROGRAMS}[phrase.kind]
            yield Mention(phrase.start, phrase.end, phrase.text, token, value=phrase.other)
        for number in find_numbers(view, start, end):
            text = view[number.start : number.end]
            yield Mention(number.start, number.end, text, Token.NUMBER, value=str(number.value), bound=number.bound)
        yield from self._anaphora(sentence, context)

    def _anaphora(self, sentence: Sentence, context: Context) -> Iterator[Mention]:
        for match in _ANAPHORA.finditer(self.layout.view, sentence.start, sentence.end):
            role = next(name for name, text in match.groupdict().items() if text)
            entry = _referent(role, context)
            if entry is not None and entry.kind is not None:
                token = Token.SELF if role == "self" else _OF_KIND[entry.kind]
                yield Mention(match.start(), match.end(), match.group(), token, entry, anaphor=True)

    def _widened(self, mention: Mention, left: int, right: int) -> Mention:
        """Return the mention with the article before it and the bracketed short form after it."""
        if mention.token in (Token.NUMBER, Token.DATE) or mention.anaphor:
            return mention
        view = self.layout.view
        article = _ARTICLE.search(view[left : mention.start])
        bracket = _BRACKET.match(view, mention.end, right)
        start = left + article.start() if article else mention.start
        return replace(mention, start=start, end=bracket.end() if bracket else mention.end)


_ARTICLE = re.compile(r"(?<![\w’'])(?:the|a|an)\s+$", re.IGNORECASE)
_BRACKET = re.compile(r"(?<!\s)\s*(?:\([A-Z][\w&]{0,9}\)|\(the\s+[“\"]?\w+[”\"]?\))")


def _anaphor_pattern(role: str, phrases: tuple[str, ...]) -> str:
    """Return the pattern of a role; a unit's may have an adjective ("the centralized office")."""
    adjective = r"(?:[a-z]+\s+)?" if role == "unit" else ""
    spelt = "|".join(re.escape(p).replace(r"\ ", rf"\s+{adjective}") for p in phrases)
    return rf"(?P<{role}>(?<![\w’'])(?:{spelt})(?!\w|['’]?\s*(?:is|was)\s+\w+\s+(?:for|that|to)\b))"


_ANAPHORA = re.compile(
    "|".join(_anaphor_pattern(role, phrases) for role, phrases in lexicon().anaphora.items()), re.IGNORECASE
)


def _referent(role: str, context: Context) -> Entry | None:
    """Return what a phrase stands for."""
    owner = context.owner
    if role == "agency":
        return context.focus if owner is None or owner.kind is not Kind.AGENCY else owner
    if role == "unit":
        return owner if owner is not None and owner.kind is Kind.UNIT else context.unit
    if role == "program":
        return owner if owner is not None and owner.kind is Kind.PROGRAM else context.program
    if role == "self":
        return context.focus
    return context.beside if context.opened else owner or context.body


def _token(entry: Entry, text: str) -> Token:
    if entry.generic and entry.kind is Kind.PROGRAM:
        return Token.PROGRAMS
    if entry.kind is not None:
        return _OF_KIND[entry.kind]
    if entry.acronyms:
        return Token.BODY
    return Token.SHAPED if is_person_shaped(split_words(text)) else Token.NAME


_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-", "‑": "-"})


def _encoded(view: str, sentence: Sentence, mentions: tuple[Mention, ...]) -> Encoded:
    text: list[str] = []
    offsets: list[int] = []
    at = sentence.start
    for number, mention in enumerate(mentions):
        _append(text, offsets, view, at, mention.start)
        text += [mention.token.value, chr(_INDEX + number)]
        offsets += [mention.start, mention.start]
        at = mention.end
    _append(text, offsets, view, at, sentence.end)
    return Encoded(sentence, "".join(text), (*offsets, sentence.end), mentions)


def _append(text: list[str], offsets: list[int], view: str, start: int, end: int) -> None:
    """Append plain text, every run of white space as one blank, without what joins the parts of a word."""
    for at, written in enumerate(view[start:end].translate(_PLAIN), start):
        char = " " if written.isspace() else written
        if char == JOINER or (char == " " and text and text[-1] == " "):
            continue
        text.append(char)
        offsets.append(at)


def readable_span(layout: Layout, start: int, end: int) -> Span:
    """Return a stretch of the view without the white space and signs at its ends."""
    words = layout.view[start:end]
    left = len(words) - len(words.lstrip(' \t\r\n\f\v\xa0,;:–—-“"‘('))
    right = len(words.rstrip(" \t\r\n\f\v\xa0,;:–—-."))
    return Span(start + min(left, right), start + max(left, right))
