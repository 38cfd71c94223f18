"""Whose a contact is: an office's or a post's, and then a fact with its words; else it stays masked.

A document is read with every contact masked. One is kept only if nothing else can be meant: the words around it are
those that stand around an office's telephone number, and names, and they name one body or post, or stand below the
heading that does. Beside a person's name it is kept only as that of a post which the document has that person hold.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from iceorg.extract.lexicon import BODIES, lexicon
from iceorg.model import BlockKind, Claim, Key, Kind, Literal, Reading, Span, Status, name_key
from iceorg.vocab import Iri, iceorg, org, schema, skos

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from iceorg.model import Block, Document, Layout, Passage, Withheld

_NAMES: Final = frozenset({skos.PREF_LABEL, skos.ALT_LABEL, iceorg.ACRONYM})
_WORD: Final = re.compile(r"[^\W_]+(?:[-'\u2019][^\W_]+)*")
_LETTERS: Final = re.compile(r"[a-z]+")
_IN_BRACKETS: Final = re.compile(r"\s{0,3}\([^()]{0,40}\)")
_HIDDEN: Final = "\u2588"
_WAYS: Final = {"e-mail": schema.EMAIL, "postal address": schema.ADDRESS}


@dataclass(frozen=True, slots=True)
class _Owner:
    """Whose a contact is, and why.

    Args:
        key: The body or post.
        names: What it is called.
        passages: The words that say so.
    """

    key: Key
    names: tuple[str, ...]
    passages: tuple[Span, ...]


def with_contacts(reading: Reading) -> Reading:
    """Return a reading with the contacts of offices and posts that its document has withheld, and no other.

    The words of a contact that is kept are in the document's text again, and in every quote of it.
    """
    document = reading.layout.document
    if not document.withheld:
        return reading
    beside = _Beside(reading)
    kept = [(one, owner) for one in document.withheld if (owner := beside.owner(one))]
    text = _with_words(document.text, [one for one, _ in kept])
    shown = replace(
        document,
        text=text,
        masked=_still_masked(document, [one for one, _ in kept]),
        withheld=(),
        shown=tuple((one.start, one.end) for one, _ in kept),
    )
    layout = replace(reading.layout, document=shown, view=_with_words(reading.layout.view, [one for one, _ in kept]))
    quoted = [_quoting(claim, shown) for claim in reading.claims]
    said = [claim for one, owner in kept for claim in beside.claims(one, owner, shown)]
    claims = {claim.id: claim for claim in (*quoted, *said)}.values()
    ordered = sorted(claims, key=lambda c: (c.passages[0].start, c.passages[0].end, c.id))
    return replace(reading, layout=layout, claims=tuple(ordered))


def _with_words(text: str, kept: Iterable[Withheld]) -> str:
    parts: list[str] = []
    at = 0
    for one in kept:
        parts += [text[at : one.start], one.words]
        at = one.end
    return "".join((*parts, text[at:]))


def _still_masked(document: Document, kept: Iterable[Withheld]) -> tuple[tuple[str, int], ...]:
    """Return how many stretches are masked; those of one address were several."""
    less = Counter[str]()
    for one in kept:
        less[one.why] += one.parts
    return tuple((why, number - less[why]) for why, number in document.masked if number > less[why])


def _quoting(claim: Claim, document: Document) -> Claim:
    """Return a claim whose passages quote the document as it is shown."""
    if any(passage.document != document.id for passage in claim.passages):
        return claim
    quotes = tuple(replace(p, quote=document.text[p.start : p.end]) for p in claim.passages)
    return claim if quotes == claim.passages else replace(claim, passages=quotes)


# ------------------------------------------------------------------ whose it is


class _Beside:
    """What a document names beside its contacts."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.layout: Layout = reading.layout
        self.claims_made = [claim for claim in reading.claims if claim.status.asserted]
        self.starts = [sentence.start for sentence in self.layout.sentences]
        self.withheld = [one.start for one in self.layout.document.withheld]
        self.plain_blocks: dict[int, bool] = {}
        self.blocks = [block.start for block in self.layout.blocks]
        self.words = lexicon().contacts
        self.plain = frozenset().union(*(self.words[name] for name in ("telephone", "fax", "self", "other")))

    @cached_property
    def named(self) -> Mapping[str, set[Key]]:
        """The bodies, people and places of the document by their names, longest first."""
        found: dict[str, set[Key]] = defaultdict(set)
        for claim in self.claims_made:
            if claim.predicate in _NAMES and isinstance(claim.object, Literal) and isinstance(claim.subject, Key):
                found[claim.object.value].add(claim.subject)
        return {name: found[name] for name in sorted(found, key=lambda name: (-len(name), name))}

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """A pattern of every name, however its words are parted."""
        spelt = (r"\s{1,8}".join(map(re.escape, name.split())) for name in self.named)
        return re.compile(rf"(?<![\w-])(?:{'|'.join(spelt) or '(?!)'})(?![\w-])")

    def owner(self, one: Withheld) -> _Owner | None:
        """Return the body or post that a contact is of; None if it may be anybody's."""
        block = self._block(one)
        if block is None or self.layout.view[one.start] != _HIDDEN:
            return None
        sentence = self.layout.sentences[max(bisect_right(self.starts, one.start) - 1, 0)] if self.starts else None
        units = [Span(block.start, block.end)]
        if sentence is not None and sentence.start <= one.start < sentence.end and block.kind is not BlockKind.ROW:
            units.insert(0, Span(sentence.start, sentence.end))
        for unit in units:
            owner = self._owner_in(unit, block) if one.end <= unit.end else None
            if owner is not None:
                return owner if self._may_be(one, owner, unit) else None
        return None

    def _may_be(self, one: Withheld, owner: _Owner, unit: Span) -> bool:
        """Whether a contact cannot be the person's who is named beside it: a home address, a mailbox."""
        if one.why == "postal address":
            return all(key.kind is not Kind.PERSON for key in self._said(unit) or ())
        return one.why != "e-mail" or self._is_of(one.words, owner)

    def _block(self, one: Withheld) -> Block | None:
        at = bisect_right(self.blocks, one.start) - 1
        block = self.layout.blocks[at] if at >= 0 else None
        return block if block is not None and one.end <= block.end and not block.kind.skipped else None

    def _owner_in(self, unit: Span, block: Block) -> _Owner | None:
        """Return whose the contacts of a sentence, a line or a row are."""
        keys = self._said(unit)
        if keys is None:
            return None
        owner = self._of_names(keys) if keys else None
        row = block.header if block.kind is BlockKind.ROW else None
        if row is not None and not self._is_plain(self.layout.blocks[row]):
            return None
        if owner is not None:
            licence = (self.layout.blocks[row],) if row is not None else ()
            return _Owner(owner, self._names_of(owner), (unit, *(Span(one.start, one.end) for one in licence)))
        return self._above(unit, block) if not keys and row is None else None

    def _said(self, unit: Span) -> set[Key] | None:
        """Return what a stretch names; None if there is a word in it that may speak of somebody else."""
        text = self._without_contacts(unit)
        keys: set[Key] = set()
        parts: list[str] = []
        at = 0
        for match in self.pattern.finditer(text):
            found = self.named[self._spelt(match[0])]
            if len(found) > 1:
                found = {key for key in found if key.kind is not Kind.POST or key in self._posts(unit)}
            keys |= found
            parts.append(text[at : match.start()])
            at = match.end()
        rest = " | ".join((*parts, text[at:]))
        plain = _HIDDEN not in rest and "?" not in rest
        return keys if plain and all(word.casefold() in self.plain for word in _WORD.findall(rest)) else None

    def _spelt(self, words: str) -> str:
        joined = " ".join(words.split())
        return joined if joined in self.named else words

    def _without_contacts(self, unit: Span) -> str:
        """Return what a person sees of a stretch, with blanks for the contacts that may be an office's."""
        text = list(self.layout.view[unit.start : unit.end].replace("\u2060", " "))
        for one in self._contacts_in(unit):
            text[one.start - unit.start : one.end - unit.start] = " " * (one.end - one.start)
        return "".join(text)

    def _contacts_in(self, unit: Span) -> list[Withheld]:
        """Return the contacts of a stretch that may be an office's."""
        first, last = bisect_left(self.withheld, unit.start), bisect_left(self.withheld, unit.end)
        return [one for one in self.layout.document.withheld[first:last] if one.end <= unit.end]

    def _posts(self, unit: Span) -> set[Key]:
        """Return the posts that claims on a stretch speak of."""
        near = (claim for claim in self.claims_made if any(_meet(p, unit) for p in claim.passages))
        ends = (end for claim in near for end in (claim.subject, claim.object))
        return {end for end in ends if isinstance(end, Key) and end.kind is Kind.POST}

    def _of_names(self, keys: set[Key]) -> Key | None:
        """Return the one body or post among what is named that a contact can be of."""
        if keys - {key for key in keys if key.kind.body or key.kind in (Kind.POST, Kind.PERSON, Kind.PLACE)}:
            return None
        bodies = {key for key in keys if key.kind.body}
        posts = {key for key in keys if key.kind is Kind.POST}
        people = {key for key in keys if key.kind is Kind.PERSON}
        if posts:
            fits = [post for post in posts if self._fits(post, bodies, people)]
            return fits[0] if len(fits) == 1 else None
        if people or not bodies:
            return None
        if not all(map(self._is_called_a_body, bodies)):
            return None
        parts = [key for key in bodies if all(self._claimed(key, org.SUB_ORGANIZATION_OF, o) for o in bodies - {key})]
        return parts[0] if len(parts) == 1 else None

    def _fits(self, post: Key, bodies: set[Key], people: set[Key]) -> bool:
        """Whether a post is in all bodies and held by all people that are named beside it."""
        placed = all(self._claimed(post, org.POST_IN, body) for body in bodies)
        return placed and all(self._holds(person, post) for person in people)

    def _is_called_a_body(self, key: Key) -> bool:
        """Whether a word of its name says that it is a body, or a short form in brackets does: a row may name a person."""
        heads = (lexicon().head_kind(tuple(name.split())) for name in self._names_of(key))
        short = (c.subject == key and c.predicate == iceorg.ACRONYM for c in self.claims_made)
        return any(kind in BODIES for kind in heads) or any(short)

    def _claimed(self, subject: Key, predicate: Iri, object_: Key) -> bool:
        return any(
            (claim.subject, claim.predicate, claim.object) == (subject, predicate, object_)
            for claim in self.claims_made
        )

    def _holds(self, person: Key, post: Key) -> bool:
        """Whether the document has a person in a post, in whatever capacity."""
        of_person = {c.subject for c in self.claims_made if c.predicate == org.MEMBER and c.object == person}
        return any(c.subject in of_person and c.predicate == iceorg.POST and c.object == post for c in self.claims_made)

    # -------------------------------------------------------------- the heading above

    def _above(self, unit: Span, block: Block) -> _Owner | None:
        """Return the body under whose heading a line stands that has only a contact, or whose page says "us"."""
        index = bisect_right(self.blocks, block.start) - 1
        if not self._is_plain(block):
            return None
        alone = all(map(self._is_plain, self._before(index)))
        headings: list[Block] = []
        for at in self.layout.trail(index):
            heading = self.layout.blocks[at]
            place = Span(heading.start, heading.end)
            keys = {key for key in self._said(place) or () if key.kind.body}
            if keys:
                whole = len(keys) == 1 and name_key(self.layout.words(heading)) in map(
                    name_key, self._names_of(key := next(iter(keys)))
                )
                ours = key == self.reading.focus and self._speaks_of_us(unit)
                sure = whole and self._is_called_a_body(key) and (alone or ours)
                return _Owner(key, self._names_of(key), (unit, place)) if sure else None
            if not self._is_plain(heading):
                return None
            headings.append(heading)
        focus = self.reading.focus
        places: tuple[Span | Block, ...] = (unit, *headings)
        own = any(map(self._speaks_of_us, places))
        if (
            not (alone or self._speaks_of_us(unit))
            or focus is None
            or not focus.kind.body
            or not own
            or not self._names_of(focus)
        ):
            return None
        return _Owner(focus, self._names_of(focus), (unit, *(Span(one.start, one.end) for one in headings[:1])))

    def _before(self, index: int) -> Iterator[Block]:
        """Yield the blocks before one that stand under the same heading."""
        parent = self.layout.blocks[index].parent
        return (block for block in self.layout.blocks[:index] if parent is not None and block.parent == parent)

    def _is_plain(self, block: Block) -> bool:
        """Whether a block has no word but those that stand around contacts, and names nothing."""
        if block.start not in self.plain_blocks:
            text = self._without_contacts(Span(block.start, block.end))
            plain = _HIDDEN not in text and all(word.casefold() in self.plain for word in _WORD.findall(text))
            self.plain_blocks[block.start] = plain
        return self.plain_blocks[block.start]

    def _speaks_of_us(self, part: Span | Block) -> bool:
        words = _WORD.findall(self._without_contacts(Span(part.start, part.end)).casefold())
        return not self.words["self"].isdisjoint(words)

    def _names_of(self, key: Key) -> tuple[str, ...]:
        return tuple(name for name, keys in self.named.items() if key in keys)

    def _is_of(self, address: str, owner: _Owner) -> bool:
        """Whether every word before the @ is one of the office, or of offices: none can be a person's name."""
        own = {word for name in owner.names for word in _LETTERS.findall(name.casefold())}
        own |= {"".join(word[0] for word in name.casefold().split()) for name in owner.names}
        local = _LETTERS.findall(address.casefold().split("@")[0])
        return "@" in address and bool(local) and all(word in own or word in self.words["mailbox"] for word in local)

    # -------------------------------------------------------------- what is claimed

    def claims(self, one: Withheld, owner: _Owner, document: Document) -> Iterator[Claim]:
        """Yield the claims of a contact: of a sentence that names whose it is, or of a line and what it stands under."""
        passages = tuple(document.passage(part.start, part.end) for part in owner.passages)
        rule, status = ("C-SAYS", Status.STATED) if len(passages) == 1 else ("C-LINE", Status.LAYOUT)
        value = Literal(" ".join(one.words.split()))
        for predicate in self._ways(one, owner.passages[0]):
            yield Claim(owner.key, predicate, value, status, rule, passages).identified()

    def _ways(self, one: Withheld, unit: Span) -> tuple[Iri, ...]:
        """Return what a contact is: a number that is called a fax number is no telephone number."""
        if one.why in _WAYS:
            return (_WAYS[one.why],)
        words = {word.casefold() for word in _WORD.findall(self._label(one, unit))}
        fax, telephone = (not words.isdisjoint(self.words[name]) for name in ("fax", "telephone"))
        return (*((schema.TELEPHONE,) if telephone or not fax else ()), *((schema.FAX_NUMBER,) if fax else ()))

    def _label(self, one: Withheld, unit: Span) -> str:
        """Return the words that say what a number is: those before it, in brackets after it, and at the head of its column."""
        others = self._contacts_in(unit)
        view = self.layout.view
        first = max((w.end for w in others if w.end <= one.start), default=unit.start)
        last = min((w.start for w in others if w.start >= one.end), default=unit.end)
        before = view[first : one.start]
        bracket = _IN_BRACKETS.match(before) if first != unit.start else None
        after = _IN_BRACKETS.match(view, one.end, last)
        head = self._head(one)
        return f"{before[bracket.end() if bracket else 0 :]} {after[0] if after else ''} {head}"

    def _head(self, one: Withheld) -> str:
        block = self._block(one)
        if block is None or block.header is None:
            return ""
        column = next((n for n, cell in enumerate(block.cells) if cell.start <= one.start < cell.end), None)
        heads = self.layout.blocks[block.header].cells
        return self.layout.words(heads[column]) if column is not None and column < len(heads) else ""


def _meet(passage: Passage, unit: Span) -> bool:
    return passage.start < unit.end and unit.start < passage.end
