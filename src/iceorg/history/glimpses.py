"""Things that a document only seems to name, and says nothing of: told beside the graph, never in it, since they are no claim.

In text that is not read (a menu, a list of links, the foot of the page) a name states nothing. That other documents say more
of the thing is a difference in how fully documents tell, and is told with the line and why it is not read.

In text that is read an entry may be a thing's name in other words: "Detention & Removal" among topics, where another document
has an Office of Detention and Removal Operations. That is told as names that may be of one thing (`bare`).

A name in text that is not read counts as it is registered, to the letter: where it means one thing alone and is no common
word, and where no longer name is around it. An entry counts as a whole: where its telling words are those of one name, in their
order, and no claim quotes it. Either counts only where the document and one that says more speak of one body. People and posts
are not looked for, since a name or a title alone does not say which is meant.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, fields
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from iceorg.history.alike import COMMON, TELLING_NOTHING
from iceorg.history.entries import entries, numbered_lines
from iceorg.history.standing import INSIDE, NAMING
from iceorg.model import Literal, Skip, name_key
from iceorg.vocab import Iri, iceorg, org, rdf, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from iceorg.history.record import Observation, Record

PLACES: Final = {
    "B-NAV": "in a menu",
    "B-LINKS": "in a list of links",
    "B-ASIDE": "in a box beside the text",
    "B-FOOT": "in the foot of the page",
    "B-ARCHIVE": "in the frame of an archive",
    "B-TITLE": "in the title of the window",
}
"""Where a page names what it leads to, by the rule that skips the text. What visitors say or scripts hold is no such place."""

_BODIES: Final = frozenset((org.FormalOrganization, org.OrganizationalUnit))
_SHORTEST: Final = 3
"""How many letters an acronym has that is not taken for another word."""
_FEWEST: Final = 2
"""How many telling words an entry and a name have in common that may be of one thing."""
_WORD: Final = re.compile(r"\w+")
_LEADS_ON: Final = re.compile(r"\b[A-Z0-9]\w*(?: (?:of|for|and|&))? $")
_GOES_ON: Final = re.compile(r"(?: (?:of|for|and|&|the)){0,3} [A-Z0-9]")
_CAPITALS_BEFORE: Final = re.compile(r"\b[A-Z]{2,} $")
_CAPITALS_AFTER: Final = re.compile(r" [A-Z]{2,}\b")
_BOUND: Final = "-@/."
"""Signs that tie a word to another, if a letter stands behind them."""


class Laid(Protocol):
    """The text of a document, and what of it is not read."""

    @property
    def text(self) -> str:
        """The whole text."""
        ...

    @property
    def skips(self) -> Sequence[Skip]:
        """What no fact is read from."""
        ...


@dataclass(frozen=True, slots=True, order=True)
class Glimpse:
    """That a document names a thing only in text that is not read, or perhaps in an entry of which it says nothing.

    Args:
        file: Name of the document's file.
        start: Offset of the line's first character in the document's text.
        end: Offset after its last character.
        quote: The line.
        name: The name in it.
        at: Offset of the name.
        reason: Id of the rule that skips the text; empty for an entry, which is read.
        observed: The document's own date, as ISO text; empty for an undated one.
        thing: What the name means in the graph, or an entry may mean.
        document: The document's IRI.
    """

    file: str
    start: int
    end: int
    quote: str
    name: str
    at: int
    reason: str
    observed: str
    thing: Iri
    document: Iri

    @property
    def line(self) -> tuple[int, int, str]:
        """Its line: where that begins and ends, and its words."""
        return self.start, self.end, self.quote

    @property
    def place(self) -> str:
        """Where it stands, in words."""
        return PLACES[self.reason] if self.reason else "an entry of which nothing is said"

    @property
    def status(self) -> str:
        """What stands in the place of a claim's status."""
        return "not read" if self.reason else "no claim"


class _Line(NamedTuple):
    start: int
    words: str
    reason: str


def find_glimpses(record: Record, texts: Mapping[str, Laid]) -> tuple[Glimpse, ...]:
    """Return what documents name only in text that is not read, or perhaps in bare entries, and others say more of.

    Args:
        record: What the documents were seen to say.
        texts: The documents that are at hand, by the SHA-256 of their files; more than the graph's do no harm.
    """
    telling = Telling(record)
    laid = {document: texts[digest] for document, digest in _digests(record) if digest in texts}
    lines = {document: (*_unread_lines(one), *_entry_lines(one)) for document, one in laid.items()}
    having = Counter(words for those in lines.values() for words in {line.words for line in those})
    found: dict[tuple[Iri, Iri], Glimpse] = {}
    for document, those in lines.items():
        # A line that many documents have is the frame of a site, and says nothing of any of them.
        own = (line for line in those if having[line.words] <= COMMON)
        for glimpse in (one for line in own for one in _of_line(telling, document, line)):
            found.setdefault((document, glimpse.thing), glimpse)
    told = (one for one in found.values() if not telling.is_read(one, laid[one.document]))
    return tuple(sorted(one for one in told if telling.more(one)))


def read_glimpses(report: bytes) -> tuple[Glimpse, ...]:
    """Return the glimpses that `report.json` tells of; none where there is no report.

    >>> read_glimpses(b"")
    ()
    """
    told = json.loads(report).get("glimpses", ()) if report else ()
    return tuple(Glimpse(**{field.name: one[field.name] for field in fields(Glimpse)}) for one in told)


@dataclass(frozen=True)
class Telling:
    """What documents tell of things, and what they call them.

    Args:
        record: What the documents were seen to say.
    """

    record: Record

    def more(self, glimpse: Glimpse) -> tuple[tuple[Observation, ...], ...]:
        """Return the claims of each document that says more than the name, and speaks of a body that the one with the glimpse speaks of."""
        found: dict[Iri, list[Observation]] = defaultdict(list)
        for one in self._about.get(glimpse.thing, ()):
            for document in one.documents if one.status.asserted else ():
                found[document].append(one)
        return tuple(
            tuple(seen)
            for document, seen in sorted(found.items())
            if any(_says_more(one, glimpse) for one in seen) and self._speak_of_one_body(document, glimpse.document)
        )

    def is_read(self, glimpse: Glimpse, laid: Laid) -> bool:
        """Return whether a document speaks of what it has a glimpse of, or names it in other text that is read."""
        if glimpse.thing in self._spoken[glimpse.document] or self._is_quoted(glimpse):
            return True
        names = [glimpse.name, *(name for name, things in self._called.items() if glimpse.thing in things)]
        read = _read_text(laid.text, (*laid.skips, Skip(glimpse.start, glimpse.end, glimpse.reason)))
        return any(_stands_in(name, read) for name in names)

    def names_at(self, word: str) -> Sequence[tuple[str, Iri | None]]:
        """Return the names that begin with a word, the longest first: each with what it means, if that is one thing and is sought."""
        return self._by_first_word.get(word, ())

    def meant_by(self, entry: str) -> Iri | None:
        """Return the one thing whose name has the telling words of an entry, in their order, if it is one that is sought."""
        return self._by_telling_words.get(_telling_words(entry))

    def _is_quoted(self, glimpse: Glimpse) -> bool:
        return any(start < glimpse.end and glimpse.start < end for start, end in self._quoted[glimpse.document])

    def _speak_of_one_body(self, one: Iri, other: Iri) -> bool:
        both = self._spoken[one] & self._spoken[other]
        return any(not _BODIES.isdisjoint(self.record.values(thing, rdf.TYPE)) for thing in both)

    def _is_sought(self, thing: Iri) -> bool:
        return not (_BODIES | {iceorg.Program}).isdisjoint(self.record.values(thing, rdf.TYPE))

    @cached_property
    def _by_first_word(self) -> Mapping[str, Sequence[tuple[str, Iri | None]]]:
        found: dict[str, list[tuple[str, Iri | None]]] = defaultdict(list)
        for name, things in self._called.items():
            if first := _WORD.match(name):
                thing = min(things)
                sought = len(things) == 1 and self._is_sought(thing) and _is_telling(name)
                found[first[0]].append((name, thing if sought else None))
        return {word: sorted(those, key=lambda one: (-len(one[0]), one[0])) for word, those in found.items()}

    @cached_property
    def _by_telling_words(self) -> Mapping[tuple[str, ...], Iri]:
        found: dict[tuple[str, ...], set[Iri]] = defaultdict(set)
        for name, things in self._called.items():
            found[_telling_words(name)] |= things
        alone = ((words, min(things)) for words, things in found.items() if len(things) == 1)
        return {words: thing for words, thing in alone if len(words) >= _FEWEST and self._is_sought(thing)}

    @cached_property
    def _quoted(self) -> Mapping[Iri, AbstractSet[tuple[int, int]]]:
        found: dict[Iri, set[tuple[int, int]]] = defaultdict(set)
        for words in (words for one in self.record.observations for words in one.words):
            found[words.document].add((words.start, words.end))
        return found

    @cached_property
    def _called(self) -> Mapping[str, AbstractSet[Iri]]:
        found: dict[str, set[Iri]] = defaultdict(set)
        for one in self.record.asserted:
            if one.fact[1] in NAMING and isinstance(one.fact[2], Literal):
                found[one.fact[2].value].add(one.fact[0])
        return found

    @cached_property
    def _about(self) -> Mapping[Iri, Iterable[Observation]]:
        found: dict[Iri, dict[Observation, None]] = defaultdict(dict)
        for one in self.record.observations:
            for end in (one.fact[0], one.fact[2]):
                if isinstance(end, str):
                    found[end][one] = None
        return found

    @cached_property
    def _spoken(self) -> Mapping[Iri, AbstractSet[Iri]]:
        found: dict[Iri, set[Iri]] = defaultdict(set)
        for thing, seen in self._about.items():
            for one in seen:
                for document in one.documents:
                    found[document].add(thing)
        return found


def _digests(record: Record) -> Iterator[tuple[Iri, str]]:
    for document in sorted(record.described):
        if record.is_document(document):
            yield document, record.value(document, iceorg.SHA256)


def _unread_lines(laid: Laid) -> Iterator[_Line]:
    for skip in laid.skips:
        if skip.reason in PLACES:
            for start, words in numbered_lines(laid.text[skip.start : skip.end]):
                indent = len(words) - len(words.lstrip())
                yield _Line(skip.start + start + indent, words.strip(), skip.reason)


def _entry_lines(laid: Laid) -> Iterator[_Line]:
    return (_Line(start, words, "") for start, words in entries(_read_text(laid.text, laid.skips)))


def _of_line(telling: Telling, document: Iri, line: _Line) -> Iterator[Glimpse]:
    """Yield what a line that is not read names, or what an entry that is read may mean as a whole."""
    record, start = telling.record, line.start
    for name, at, thing in _in_line(telling, line.words) if line.reason else _as_whole(telling, line.words):
        yield Glimpse(
            record.value(document, iceorg.FILE_NAME) or shorten(document),
            start,
            start + len(line.words),
            line.words,
            name,
            start + at,
            line.reason,
            record.value(document, iceorg.STATED_DATE),
            thing,
            document,
        )


def _as_whole(telling: Telling, words: str) -> Iterator[tuple[str, int, Iri]]:
    if thing := telling.meant_by(words):
        yield words, 0, thing


def _in_line(telling: Telling, words: str) -> Iterator[tuple[str, int, Iri]]:
    """Yield the things that a line names, each place for the longest name that stands there."""
    done = 0
    for word in _WORD.finditer(words):
        at = word.start()
        for name, thing in telling.names_at(word[0]) if at >= done else ():
            if words.startswith(name, at) and _is_whole(words, at, at + len(name)):
                done = at + len(name)
                if thing is not None and _stands_alone(name, words, at):
                    yield name, at, thing
                break


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether no word goes on at either end.

    >>> [_is_whole(text, text.find("HSI"), text.find("HSI") + 3) for text in ("the HSI, and", "HSIX", "x@HSI.gov")]
    [True, False, False]
    """
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    tied = (before[-1:] in _BOUND and before[:1].isalnum(), after[:1] in _BOUND and after[1:].isalnum())
    return not (before[-1:].isalnum() or after[:1].isalnum() or (before and tied[0]) or (after and tied[1]))


def _stands_alone(name: str, line: str, at: int) -> bool:
    """Whether a name is no part of a longer one, and an acronym no word among capitals.

    >>> _stands_alone("Office of Tides", "About the Office of Tides", 10), _stands_alone("Office of Tides", "Office of Tides and Waves", 0)
    (True, False)
    >>> _stands_alone("IMAGE", "IMAGE Program", 0), _stands_alone("IMAGE", "IMAGE GALLERY | Home", 0)
    (True, False)
    """
    before, after = line[:at], line[at + len(name) :]
    if " " not in name:
        return not ((before + after).isupper() or _CAPITALS_BEFORE.search(before) or _CAPITALS_AFTER.match(after))
    return not (_LEADS_ON.search(before) or _GOES_ON.match(after))


def _is_telling(name: str) -> bool:
    """Whether a name says by itself which thing is meant.

    >>> [_is_telling(name) for name in ("IMAGE", "Intelligence", "OI", "E-Verify", "Office of Tides", "the program", "Field Office")]
    [True, False, False, True, True, False, False]
    """
    if " " not in name:
        return len(name) >= _SHORTEST and any(sign.isupper() or sign.isdigit() for sign in name[1:])
    return name[0].isupper() and bool(set(name_key(name).split()) - TELLING_NOTHING)


def _telling_words(name: str) -> tuple[str, ...]:
    """Return the words of a name that say which thing it is.

    >>> _telling_words("Detention & Removal") == _telling_words("Office of Detention and Removal Operations")
    True
    """
    return tuple(word for word in name_key(name).split() if word not in TELLING_NOTHING)


def _says_more(one: Observation, glimpse: Glimpse) -> bool:
    """Whether a claim is a fact about the thing, or its name in full where the glimpse is of an acronym."""
    _, predicate, value = one.fact
    if predicate in NAMING:
        return isinstance(value, Literal) and " " in value.value and " " not in glimpse.name
    return predicate not in INSIDE


def _read_text(text: str, skips: Iterable[Skip]) -> str:
    """Return what is read of a text, with ends of lines in place of what is not, so that offsets hold.

    >>> _read_text("Home. The tides.", [Skip(0, 5, "B-NAV")]).splitlines()[-1]
    ' The tides.'
    """
    read, at = [], 0
    for skip in sorted(skips, key=lambda one: one.start):
        read += [text[at : skip.start], "\n" * (skip.end - max(at, skip.start))]
        at = max(at, skip.end)
    return "".join([*read, text[at:]])


def _stands_in(name: str, text: str) -> bool:
    """Whether a text has a name; one of several words in any case of letters."""
    if " " in name:
        name, text = name.casefold(), text.casefold()
    at = text.find(name)
    while at >= 0 and not _is_whole(text, at, at + len(name)):
        at = text.find(name, at + 1)
    return at >= 0
