"""The proof: what of an answer stands on the page, word for word, and what speaks against it.

A thing is there if its name is. A fact is there if its quote is, the words for both ends are in the quote or in a
context that is quoted as well, and so is a written name of each end. Then what is proposed must fit: a person holds
a post and not an office, and the page's own words must not say the converse. What fails is dropped, under a reason that the
report counts. What is proved may still be doubted, by a guard or because its context licenses nothing: it is
suggested then.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import chain, product
from typing import TYPE_CHECKING, Final

from iceorg.extract.values import find_numbers
from iceorg.llm.direction import beside_name, by_kinds, by_readers, in_sentence, is_directed
from iceorg.llm.guards import doubts, stands_in, stands_in_beside
from iceorg.llm.kinds import can_join, duties_in, is_doubtful, is_misnamed, kind_of, own_titles
from iceorg.llm.names import Tie, tie
from iceorg.llm.quotes import Quotes, fold
from iceorg.llm.second_look import likelihood, likelihoods
from iceorg.model import JOINER, BlockKind, Kind, Passage, Span, name_key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from iceorg.extract.reader import Draftsheet
    from iceorg.extract.register import Register
    from iceorg.llm.answer import Answer, ProposedFact, ProposedThing
    from iceorg.llm.quotes import Found
    from iceorg.model import Layout

LONGEST_QUOTE: Final = 1_200
"""Letters of the longest quote: one that is longer is a page, and proves nothing."""

_SWAPPED: Final = -2
"""From where on the evidence against a fact's direction makes it another fact; less than that is a doubt."""

_NEAR: Final = 3
"""How many lines above a quote the words may stand that it refers back to."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing whose name stands on the page.

    Args:
        id: What the answer calls it.
        kind: What it is.
        names: The names found, fullest first as the answer has them, each with its first place.
        loose: Those of them that nothing but the model ties to the thing.
    """

    id: str
    kind: Kind
    names: tuple[tuple[str, Span], ...]
    loose: frozenset[str] = frozenset()

    @property
    def keys(self) -> frozenset[str]:
        """The keys of its names."""
        return frozenset(name_key(name) for name, _ in self.names)


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact whose words stand on the page.

    Args:
        relation: Which relation.
        subject: The subject.
        object: The object.
        passages: The quote, and the contexts that it needs.
        place: Where the quote stands.
        prose: Whether all the passages are sentences of one block.
        doubts: What speaks against it; empty if nothing does.
        acting: Whether somebody stands in.
        serves: Whether the place is served, and no seat.
    """

    relation: str
    subject: Thing
    object: Thing
    passages: tuple[Passage, ...]
    place: Span
    prose: bool
    doubts: tuple[str, ...] = ()
    acting: bool = False
    serves: bool = False


@dataclass(frozen=True, slots=True)
class Proof:
    """What of one answer is proved.

    Args:
        page_of: The body whose page it is, if it is named.
        facts: The facts.
        dropped: How many things and facts are dropped, by reason.
    """

    page_of: Thing | None
    facts: tuple[Fact, ...]
    dropped: Mapping[str, int]


_Names = tuple[tuple[str, Span], ...]
"""Names, each with its first place."""


class _Dropped(Exception):  # noqa: N818 - the reason is the name
    """A fact is not proved."""


def prove(drafts: Draftsheet, answer: Answer) -> Proof:
    """Return what of an answer stands on the page.

    Args:
        drafts: The page, as rules and learned parts read it: they look a second time.
        answer: What a model proposes.
    """
    prover = _Prover(drafts.layout, Quotes(drafts.layout), likelihoods(drafts), drafts.register)
    prover.learn(answer)
    facts = tuple(dict.fromkeys(chain.from_iterable(map(prover.tried, answer.facts))))
    dropped = prover.dropped + Counter({"malformed": answer.malformed})
    page_of = prover.things.get(answer.page_of)
    return Proof(page_of if page_of is not None and page_of.kind.body else None, facts, dict(sorted(dropped.items())))


@dataclass(slots=True)
class _Prover:
    layout: Layout
    quotes: Quotes
    likely: Mapping[tuple[str, str, str], float]
    register: Register
    things: dict[str, Thing] = field(default_factory=dict)
    dropped: Counter[str] = field(default_factory=Counter)
    page_of: str = ""

    # -------------------------------------------------------------- things

    def learn(self, answer: Answer) -> None:
        """Note the things whose names stand on the page."""
        self.page_of = answer.page_of
        taken = frozenset(name_key(proposed.names[0]) for proposed in answer.things)
        for proposed in answer.things:
            names, kind = tuple(self._names(proposed)), kind_of(proposed)
            self.dropped["other-name-not-found"] += len(proposed.names) - len(names) if names else 0
            names, loose = self._own(names, taken)
            if kind is Kind.POST:
                names = own_titles(names)
            if not names:
                self.dropped["name-not-found"] += 1
            elif is_misnamed(kind, names[0][0]):
                self.dropped["wrong-type"] += 1
            else:
                self.things[proposed.id] = Thing(proposed.id, kind, names, loose)

    def _own(self, names: _Names, taken: Collection[str]) -> tuple[_Names, frozenset[str]]:
        """Return the names of a thing without those of others, and which are loose."""
        if not names:
            return names, frozenset()
        first, *others = names
        ties = {named: tie(first[0], named[0], taken, self.register, self.quotes) for named in others}
        self.dropped["name-of-another"] += sum(one is Tie.ANOTHERS for one in ties.values())
        kept = tuple(named for named in others if ties[named] is not Tie.ANOTHERS)
        return (first, *kept), frozenset(name for (name, _), one in ties.items() if one is Tie.LOOSE)

    def _names(self, proposed: ProposedThing) -> Iterator[tuple[str, Span]]:
        for name in proposed.names:
            found = next(self.quotes.find(_without_article(name)), None)
            if found is not None:
                yield self.quotes.spelt(found), Span(found.start, found.end)

    # -------------------------------------------------------------- facts

    def tried(self, fact: ProposedFact) -> Iterator[Fact]:
        """Yield the fact if it is proved; count the reason if it is not."""
        try:
            yield self._proved(fact)
        except _Dropped as reason:
            self.dropped[str(reason)] += 1

    def _proved(self, fact: ProposedFact) -> Fact:
        ends = self.things.get(fact.subject), self.things.get(fact.object)
        subject, object_ = ends
        if subject is None or object_ is None:
            raise _Dropped("end-not-named")
        if subject == object_ or subject.keys & object_.keys:
            raise _Dropped("to-itself")
        if not can_join(fact.relation, subject.kind, object_.kind):
            raise _Dropped("wrong-type")
        return self._placed(fact, (subject, object_))

    def _placed(self, fact: ProposedFact, ends: tuple[Thing, Thing]) -> Fact:
        """Return the fact at the first place of its quote at which it is proved, one without doubts if there is one."""
        reason, best = "quote-not-found", None
        for quote in self.quotes.find(fact.quote) if len(fact.quote) <= LONGEST_QUOTE else ():
            for contexts in self._contexts(fact, quote):
                try:
                    found = self._at(fact, ends, quote, contexts)
                except _Dropped as other:
                    reason = str(other)
                    continue
                if best is None or len(found.doubts) < len(best.doubts):
                    best = found
                if not best.doubts:
                    return best
            reason = "context-not-found" if reason == "quote-not-found" else reason
        if best is None:
            raise _Dropped(reason)
        return best

    def _contexts(self, fact: ProposedFact, quote: Found) -> Iterator[tuple[Found, ...]]:
        """Yield the places of the contexts: those that license the quote first."""
        places = []
        for words in fact.context:
            found = sorted(self.quotes.find(words), key=lambda one: (not self._licenses(one, quote), one.start))
            if not found:
                return
            places.append(found[:_MOST_PLACES])
        yield from product(*places)

    def _at(self, fact: ProposedFact, ends: tuple[Thing, Thing], quote: Found, contexts: Sequence[Found]) -> Fact:
        needed: list[Found] = []
        spans: list[Span] = []
        about: set[str] = set()
        far = False
        for thing, words in zip(ends, fact.ends, strict=True):
            if not any(True for part in (quote, *contexts) for _ in self.quotes.find(words, part)):
                raise _Dropped("end-not-in-quote")
            if spanned := self._named(thing, words, quote):
                spans.append(spanned)
                about.update(self._about(thing, spanned, quote))
                continue
            context = next((one for one in contexts if self._named(thing, words, one)), None)
            if context is None or (there := self._named(thing, words, context)) is None:
                raise _Dropped("end-not-in-quote")
            about.update(self._called(thing, there))
            needed.append(context)
            far = far or not (self._licenses(context, quote) or thing.id == self.page_of)
        way = self._way(fact.relation, ends, quote, contexts, words=fact.ends) if is_directed(fact.relation) else 1
        if way <= _SWAPPED:
            raise _Dropped("ends-swapped")
        passages = tuple(dict.fromkeys(self._passage(one) for one in (*needed, quote)))
        acting = fact.acting and fact.relation in _CAPACITIES
        said = acting and any(stands_in(_plain(self.layout.view[one.start : one.end])) for one in (*contexts, quote))
        if acting != said or (fact.relation == "holdsPost" and not acting and self._is_acting(spans)):
            about.add("capacity")
        about.update("kind" for thing in ends if is_doubtful(thing.kind, thing.names[0][0], self._kinds(thing)))
        against = doubts(self.layout, quote, spans, of_the_past=fact.relation == "succeeds" or said)
        prose = all(one.block == quote.block and self._is_prose(one) for one in needed) or len(passages) == 1
        return Fact(
            fact.relation,
            *ends,
            tuple(sorted(passages)),
            Span(quote.start, quote.end),
            prose,
            (*against, *sorted(about), *(("far-context",) if far else ()), *(() if way > 0 else ("direction",))),
            acting,
            fact.serves,
        )

    def _is_acting(self, names: Iterable[Span]) -> bool:
        """Return whether the page says right beside a title or a name that somebody stands in."""
        text = self.layout.view
        return any(
            stands_in_beside(
                _plain(text[max(0, one.start - _BEFORE) : one.start]), _plain(text[one.end : one.end + _BEFORE])
            )
            for one in names
        )

    def _kinds(self, thing: Thing) -> Iterator[Kind]:
        """Yield what the rules take the names of a thing for."""
        for name, _ in thing.names:
            known = self.register.find(name)
            if known is not None and known.kind is not None:
                yield known.kind

    def _about(self, thing: Thing, name: Span, quote: Found) -> Iterator[str]:
        """Yield what the words before a name tell of it: that its duties are only performed, or that it is a number of bodies."""
        yield from self._called(thing, name)
        before = _plain(self.layout.view[max(quote.start, name.start - _BEFORE) : name.start])
        if thing.kind is Kind.POST and duties_in(before):
            yield "duties"
        if thing.kind.body and self.layout.view[name.start : name.end].islower():
            numbers = find_numbers(self.layout.view, quote.start, name.start)
            if any(not self.layout.view[number.end : name.start].strip() for number in numbers):
                yield "counted"

    def _called(self, thing: Thing, name: Span) -> Iterator[str]:
        """Yield that a thing stands there only by a name that nothing but the model ties to it."""
        if fold(self.layout.view[name.start : name.end]) in {fold(loose) for loose in thing.loose}:
            yield "other-name"

    def _named(self, thing: Thing, words: str, part: Found) -> Span | None:
        """Return where a name of a thing stands in quoted words, the one that the answer points to before others."""
        names = sorted(
            (name for name, _ in thing.names),
            key=lambda name: (name in thing.loose, fold(name) != fold(words), -len(name)),
        )
        found = next(chain.from_iterable(self.quotes.find(name, part) for name in names), None)
        return Span(found.start, found.end) if found is not None else None

    def _way(
        self, relation: str, ends: tuple[Thing, Thing], quote: Found, contexts: Sequence[Found], words: tuple[str, str]
    ) -> int:
        """Return above 0 if a fact is the right way round, below 0 if it is the converse that is said, 0 if nothing tells."""
        subject, object_ = ends
        straight = likelihood(self.likely, relation, subject.keys, object_.keys)
        converse = likelihood(self.likely, relation, object_.keys, subject.keys)
        way = by_kinds(relation, subject.kind, object_.kind) + by_readers(straight, converse)
        one, other = (self._standing(thing, said, quote) for thing, said in zip(ends, words, strict=True))
        text = self.layout.view
        if one is not None and other is not None:
            first, second = sorted((one, other), key=lambda span: span.start)
            parts = text[quote.start : first.start], text[first.end : second.start], text[second.end : quote.end]
            return way + in_sentence(relation, *map(_plain, parts), subject_first=first is one)
        here = one or other
        if here is None:
            return way
        above = any(self._is_above(context, quote) for context in contexts)
        before = _plain(text[quote.start : here.start])
        return way + beside_name(relation, before, subject_here=here is one, above=above)

    def _standing(self, thing: Thing, words: str, quote: Found) -> Span | None:
        """Return where a thing stands in a quote, by its name or by the words that stand for it."""
        found = next(self.quotes.find(words, quote), None)
        return Span(found.start, found.end) if found is not None else self._named(thing, words, quote)

    def _is_above(self, context: Found, quote: Found) -> bool:
        """Return whether words stand in a heading, lead-in or row above a quote, or at the page's top."""
        trail = {*self.layout.trail(quote.block), self.layout.blocks[quote.block].header}
        return context.block != quote.block and (context.block in trail or self._is_top(context.block))

    def _licenses(self, context: Found, quote: Found) -> bool:
        """Return whether words stand where a quote refers to: above it in the layout, just before it, or at the top."""
        if context.block == quote.block:
            return True
        blocks = self.layout.blocks
        trail = set(self.layout.trail(quote.block)) | {blocks[quote.block].header}
        shown = [i for i in range(context.block, quote.block) if not blocks[i].kind.skipped]
        return context.block in trail or 0 < len(shown) <= _NEAR or self._is_top(context.block)

    def _is_top(self, index: int) -> bool:
        """Return whether a line is the page's own heading, or stands above it."""
        blocks = self.layout.blocks
        shown = [i for i, block in enumerate(blocks) if not block.kind.skipped]
        first = next((i for i in shown if blocks[i].kind is BlockKind.HEADING), None)
        return index in shown[:1] or (first is not None and index <= first)

    def _is_prose(self, found: Found) -> bool:
        return self.layout.blocks[found.block].kind in (BlockKind.PARAGRAPH, BlockKind.ITEM)

    def _passage(self, found: Found) -> Passage:
        return self.layout.document.passage(found.start, found.end)


_CAPACITIES: Final = ("heads", "holdsPost")
"""Relations in which somebody may stand in for another."""
_MOST_PLACES: Final = 20
_BEFORE: Final = 40
"""Letters before a title in which the phrase stands that makes it another's."""


def _plain(text: str) -> str:
    """Return text with plain apostrophes, and a single blank for every run of white space."""
    return _BLANKS.sub(" ", text.replace("’", "'").replace(JOINER, ""))


_BLANKS: Final = re.compile(r"\s+")


def _without_article(name: str) -> str:
    first, _, rest = name.strip().partition(" ")
    return rest if first.casefold() == "the" and rest else name


def reasons(proofs: Iterable[Proof]) -> Mapping[str, int]:
    """Return how many things and facts are dropped in all, by reason."""
    total: Counter[str] = Counter()
    for proof in proofs:
        total.update(proof.dropped)
    return dict(sorted(total.items()))
