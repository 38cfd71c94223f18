"""Drafts of what the learned parts read: entries for the things, grounds for the relations between them."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from iceorg.extract.drafts import Ground
from iceorg.extract.learned.guards import is_cut
from iceorg.extract.learned.pairs import GROUP, LEGAL, ORG, PERSON, PLACE, POST, PROGRAM, Scene, place_in_text
from iceorg.extract.learned.signs import signs
from iceorg.extract.learned.things import bare_head
from iceorg.extract.lexicon import BODIES, lexicon
from iceorg.extract.mentions import Mention, Token
from iceorg.extract.names import join_words
from iceorg.extract.register import Entry, Inference
from iceorg.model import Kind, Span, Status
from iceorg.vocab import dcterms, iceorg, org, schema

if TYPE_CHECKING:
    from collections.abc import Sequence

    from iceorg.extract.drafts import Draft, Ledger
    from iceorg.extract.learned.model import Model
    from iceorg.extract.learned.pairs import Spot
    from iceorg.extract.learned.scoring import Join
    from iceorg.extract.learned.things import Things
    from iceorg.extract.register import Register
    from iceorg.extract.words import Word
    from iceorg.model import Block, Passage

RULES: Final = {name: f"M-{name.upper()}" for name in LEGAL}
"""The rule of each relation that the learned parts read."""

_BEFORE: Final = frozenset({*lexicon().standing_in, "the", "'s", "'"})
"""Words before a title that are not part of it."""

_POSSESSIVE: Final = frozenset({"'s", "'"})

_NAMED_PERSON: Final = 0.5
"""How sure the tagger must be of a person of whom nothing is said: such names are told by their shape alone."""

_ENDS: Final = frozenset({".", "!", ":", ";"})
"""What a sentence ends with."""

_KINDS: Final = {PERSON: Kind.PERSON, PROGRAM: Kind.PROGRAM, GROUP: Kind.GROUP, PLACE: Kind.PLACE}


@dataclass(slots=True)
class Drafting:
    """The drafts of one page's joins."""

    scene: Scene
    things: Things
    register: Register
    ledger: Ledger
    model: Model
    joins: list[Join]
    _entries: dict[int, Entry] = field(default_factory=dict)
    _bodies: dict[Spot | int, Join] = field(default_factory=dict)
    _posts: dict[int, list[Entry]] = field(default_factory=dict)
    _told: dict[tuple[str, int], list[Join]] = field(default_factory=lambda: defaultdict(list))
    _wholes: dict[int, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    _spoken_of: set[int] = field(default_factory=set)
    _looked: int = 0
    _groups: list[tuple[int, int, Entry]] | None = None

    def draft(self) -> None:
        """Draft every join."""
        for draft in self.ledger.drafts:
            if draft.predicate == org.SUB_ORGANIZATION_OF and isinstance(draft.object, Entry):
                self._wholes[id(draft.subject)].append(draft.object)
        for join in filter(self._is_asserted, self.joins):
            self._told[join.name, join.pair.subject].append(join)
        best: dict[Spot | int, float] = {}
        for join in self.joins:
            if join.name == "postIn" and self._is_asserted(join):
                for place in (join.pair.near[0][1], join.pair.subject):
                    if join.probability > best.get(place, 0.0):
                        best[place], self._bodies[place] = join.probability, join
        done: set[tuple[str, int, int]] = set()
        for join in sorted(self.joins, key=lambda j: (-j.probability, j.name, j.pair.subject, j.pair.object)):
            ends = join.pair.subject, join.pair.object
            if done.isdisjoint({(join.name, *ends), (join.name, *ends[::-1])}):  # none holds both ways
                done.add((join.name, *ends))
                self._draft(join)
        self._name_all()
        self.ledger.drafts = [draft for draft in self.ledger.drafts if _fits(draft)]

    def _name_all(self) -> None:
        """Note every thing of which the tagger is sure, joined to something or not."""
        for node, spots in sorted(self.scene.of_node.items()):
            best = max(spots, key=lambda spot: (spot.sure, -spot.line, -spot.first))
            least = _NAMED_PERSON if best.kind == PERSON else self.model.named
            if best.sure < least or best.kind == PLACE or is_cut(self.scene, best):
                continue
            if best.kind != POST:
                entries = [self._entries.get(node) or self._named(best)]
            else:
                entries = (
                    self._posts.get(node) or self.ledger.posts_of(self._mention(best).text) or [self._post(best, None)]
                )
            for entry in entries:
                self.ledger.tagged.setdefault(id(entry), entry)

    def _is_asserted(self, join: Join) -> bool:
        _, one, other = join.pair.near[0]
        return join.probability >= self.model.worth[join.name].asserted(stated=self._is_stated(one, other))

    def _draft(self, join: Join) -> None:
        _, one, other = join.pair.near[0]
        subject, object_ = self._entry(one, join), self._entry(other, join)
        if not _can_be_said(join, subject, object_):
            return
        ground = self._ground(join)
        if join.name == "reportsTo":
            self._reports(one, other, subject, object_, ground)
            return
        if join.name == "partnersWith" and subject.kind is Kind.GROUP:
            subject, object_ = object_, subject  # the body is the subject, whichever is named first
        if join.name == "partnersWith" and subject.kind is Kind.GROUP:
            return
        if join.name == "partOf":
            self._part_of(subject, object_, ground)
        elif join.name == "heads":
            self.ledger.heads(subject, object_, ground)
        elif join.name == "holdsPost":
            self.ledger.holds(subject, object_, self._capacity(other), ground)
        elif join.name == "succeeds":
            self.ledger.replaces(subject, object_, ground)
        elif join.name == "locatedIn":
            self.ledger.add(
                subject, schema.AREA_SERVED if self._serves(one, other) else schema.LOCATION, object_, ground
            )
        else:
            self.ledger.add(subject, _PREDICATES[join.name], object_, ground)

    def _part_of(self, part: Entry, whole: Entry, ground: Ground) -> None:
        if not self._is_within(whole, part):
            self.ledger.part_of(part, whole, ground)
            self._wholes[id(part)].append(whole)

    def _is_within(self, part: Entry, whole: Entry) -> bool:
        """Return whether a body is drafted to be inside another, at whatever depth: the other is then no part of it."""
        waiting, seen = [part], {id(part)}
        while waiting:
            for above in self._wholes[id(waiting.pop())]:
                if above is whole:
                    return True
                if id(above) not in seen:
                    seen.add(id(above))
                    waiting.append(above)
        return False

    def _reports(self, one: Spot, other: Spot, subject: Entry, object_: Entry, ground: Ground) -> None:
        """Draft who reports to whom: a person does so through the post that the person holds, or not at all."""
        ends = [self._held(spot) if spot.kind == PERSON else end for spot, end in ((one, subject), (other, object_))]
        if ends[0] is not None and ends[1] is not None:
            self.ledger.add(ends[0], org.REPORTS_TO, ends[1], ground)

    def _held(self, person: Spot) -> Entry | None:
        """Return the post that a person is most likely to hold, if that is a fact."""
        best = max(self._told.get(("holdsPost", person.node), ()), key=lambda j: j.probability, default=None)
        return self._entry(best.pair.near[0][2], best) if best is not None else None

    def _ground(self, join: Join) -> Ground:
        _, one, other = join.pair.near[0]
        passages = tuple(dict.fromkeys(self._passage(spot) for spot in sorted((one, other), key=place_in_text)))
        status, carried = Status.SUGGESTED, ""
        if self._is_asserted(join):
            status, passages = self._standing(one, other, passages)
            carried = signs(self.scene, join.pair, self.model.first.models[join.name])
        confidence = self.model.worth[join.name].confidence(join.probability)
        return Ground(RULES[join.name], status, passages, confidence, carried)

    def _standing(self, one: Spot, other: Spot, passages: tuple[Passage, ...]) -> tuple[Status, tuple[Passage, ...]]:
        """Return whether a fact is stated or read off the layout: a line that is no sentence is licensed by what it stands under."""
        if self._is_stated(one, other):
            return Status.STATED, passages
        above = self._block(one).parent
        if one.line != other.line or above is None:
            return Status.LAYOUT, passages
        block = self.scene.page.layout.blocks[above]
        return Status.LAYOUT, (*passages, self.ledger.document.passage(block.start, block.end))

    def _is_stated(self, one: Spot, other: Spot) -> bool:
        """Return whether one sentence says it: both names stand in it, and it is no mere line below another."""
        if one.line != other.line:
            return self._passage(one) == self._passage(other)
        block = self._block(one)
        ends = self.scene.page.lines[one.line].words[-1].text in _ENDS
        return block.parent is None or (ends and not block.cells)

    def _block(self, spot: Spot) -> Block:
        return self.scene.page.layout.blocks[self.scene.page.lines[spot.line].sentence.block]

    def _passage(self, spot: Spot) -> Passage:
        sentence = self.scene.page.lines[spot.line].sentence
        return self.ledger.document.passage(sentence.start, sentence.end)

    # -------------------------------------------------------------- things

    def _entry(self, spot: Spot, join: Join) -> Entry:
        if spot.kind == POST:
            body = self._bodies.get(spot) or self._bodies.get(spot.node)
            # A suggestion alone makes no second post of a title that is known.
            if join.name == "postIn" and (
                self._is_asserted(join) or len(self.ledger.posts_of(self._mention(spot).text)) != 1
            ):
                body = join
            place = self._entry(body.pair.near[0][2], body) if body else None
            post = self._post(spot, place if place is not None and place.kind in BODIES else None)
            self._posts.setdefault(spot.node, []).append(post)
            return post
        if spot.node not in self._entries:
            self._entries[spot.node] = self._named(spot)
        return self._entries[spot.node]

    def _post(self, spot: Spot, body: Entry | None) -> Entry:
        """Return the post of a title: where nothing tells its body, the one of that title that is known."""
        mention = self._mention(spot)
        named = self.register.find(mention.text)
        if named is not None and named.kind is Kind.POST:
            return self.ledger.post(replace(mention, entry=named), body)  # "CROs" are Community Relations Officers
        known = self.ledger.posts_of(mention.text)
        return known[0] if body is None and len(known) == 1 else self.ledger.post(mention, body)

    def _named(self, spot: Spot) -> Entry:
        """Return the entry of a thing: the register's where it has the name, with the kind that the tagger tells."""
        kind = _KINDS.get(spot.kind) or self._kind_of_body(spot.node)
        entry = self.register.find(self._mention(spot).text)
        if entry is not None and entry.kind is None and self._is_spoken_of(entry):
            return entry  # rules left its kind open for other documents to tell
        if spot.kind == PERSON:
            return self._person(spot.node)
        longer = self._longer(spot.node) if spot.kind == GROUP and entry is None else None
        if longer is not None:
            return longer
        entry = None
        mentions = [self._mention(other) for other in self.scene.of_node[spot.node]]
        for mention in [one for one in mentions if not bare_head(one.text)] or mentions:
            known = self.register.find(mention.text)
            if known is not None and known.kind is None:
                known.kinds[kind] += 1
            if known is not None and mention.text in known.inferred:
                entry = entry or known
                continue
            entry = self.register.add(mention.text, Span(mention.start, mention.end), kind)
        assert entry is not None
        return entry

    def _longer(self, node: int) -> Entry | None:
        """Return the group whose name a rule read where a thing is named: "the public" in "the public at large"."""
        if self._groups is None:
            groups = [entry for entry in self.register.entries if entry.kind is Kind.GROUP]
            self._groups = sorted(((s.start, s.end, e) for e in groups for s in e.names.values()), key=itemgetter(0, 1))
        for place in (self._mention(spot) for spot in self.scene.of_node[node]):
            at = bisect_left(self._groups, place.end, key=itemgetter(0))
            if at and self._groups[at - 1][1] > place.start:
                return self._groups[at - 1][2]
        return None

    def _person(self, node: int) -> Entry:
        """Return the entry of a person, by the fullest name: "Ochs" is another name of Ada Ochs, and no other person."""
        mentions = [self._mention(spot) for spot in self.scene.of_node[node]]
        fullest = max(mentions, key=lambda one: (len(one.text.split()), -one.start))
        entry = self.register.add(fullest.text, Span(fullest.start, fullest.end), Kind.PERSON)
        for one in mentions:
            span = Span(one.start, one.end)
            if len(one.text.split()) == len(fullest.text.split()):
                self.register.add(one.text, span, Kind.PERSON)
            elif self.register.find(one.text) is None:
                self.register.infer(entry, one.text, Inference("N-SURNAME", span))
        return entry

    def _is_spoken_of(self, entry: Entry) -> bool:
        """Return whether anything is drafted of an entry; only drafts that are new since the last look are gone through."""
        self._spoken_of.update(id(draft.subject) for draft in self.ledger.drafts[self._looked :])
        self._looked = len(self.ledger.drafts)
        return id(entry) in self._spoken_of

    def _mention(self, spot: Spot) -> Mention:
        words = self.scene.page.lines[spot.line].words[spot.first : spot.last + 1]
        while spot.kind == POST and len(words) > 1 and (self._is_body(words[0].text) or words[0].folded in _BEFORE):
            words = words[1:]  # "the acting DHS Secretary" is a Secretary
        if spot.kind == POST:
            words = words[self._of_body(words) :]  # and so is the "Department of Homeland Security (DHS) Secretary"
        if spot.kind == ORG and len(words) > 2 and self._is_body(words[0].text):
            own = words[2:] if words[1].folded in _POSSESSIVE else words[1:]
            # "ICE Office of Policy" and "ICE's OP" are the Office of Policy, where that is known.
            words = own if self.register.find(join_words(own)) is not None else words
        return Mention(words[0].start, words[-1].end, join_words(words), Token.POST)

    def _of_body(self, words: Sequence[Word]) -> int:
        """Return how many words of a title name the body that it belongs to, with the short form in brackets."""
        for end in range(len(words) - 1, 1, -1):
            if words[end - 1].text == ")":
                name, _, short = join_words(words[:end]).removesuffix(")").partition(" (")
                entry = self.register.find(name)
                if entry is not None and short in entry.acronyms:
                    return end
        return 0

    def _is_body(self, text: str) -> bool:
        """Return whether a word is the short name of a body."""
        entry = self.register.find(text) if text.isupper() else None
        return entry is not None and text in entry.acronyms

    def _kind_of_body(self, node: int) -> Kind:
        """Return whether a body is an agency or a unit: by its head word, else by whether it is part of another."""
        for name in sorted(self.things.names[node], key=len, reverse=True):
            told = lexicon().head_kind(tuple(name.split()))
            if told is not None and told.body:
                return told
        return Kind.UNIT if ("partOf", node) in self._told else Kind.AGENCY

    # -------------------------------------------------------------- manner

    def _capacity(self, post: Spot) -> str:
        """Return how a post is held, by the word before its title."""
        words = self.scene.page.lines[post.line].words
        before = [word.folded for word in words[max(0, post.first - 3) : post.first + 1]]
        return next((lexicon().standing_in[word] for word in reversed(before) if word in lexicon().standing_in), "")

    def _serves(self, one: Spot, place: Spot) -> bool:
        """Return whether the words between a body and a place say that it serves the place."""
        if one.line != place.line or one.last >= place.first:
            return False
        words = self.scene.page.lines[one.line].words[one.last + 1 : place.first]
        text = f" {' '.join(word.folded for word in words)} "
        return any(f" {phrase} " in text for phrase in lexicon().classes["SERVES"])


def _can_be_said(join: Join, subject: Entry, object_: Entry) -> bool:
    """Return whether both ends have kinds, and nobody but a person holds a post."""
    if subject is object_ or subject.kind is None or object_.kind is None:
        return False
    return join.name != "holdsPost" or subject.kind is Kind.PERSON


def _fits(draft: Draft) -> bool:
    """Return whether what the learned parts drafted fits the kinds that its ends have in the end."""
    kinds = _FITTING.get(draft.predicate)
    if draft.ground.rule not in _MADE or kinds is None:
        return True
    subject, object_ = kinds
    return draft.subject.kind in subject and isinstance(draft.object, Entry) and draft.object.kind in object_


_BODIES: Final = frozenset(BODIES)

_FITTING: Final = {
    org.SUB_ORGANIZATION_OF: (_BODIES, _BODIES),
    org.REPORTS_TO: (_BODIES | {Kind.POST, Kind.PROGRAM}, _BODIES | {Kind.POST}),
    org.HEAD_OF: (frozenset({Kind.PERSON}), _BODIES),
    org.POST_IN: (frozenset({Kind.POST}), _BODIES),
    org.ORGANIZATION: (frozenset({Kind.MEMBERSHIP}), _BODIES),
    iceorg.ADMINISTERS: (_BODIES, frozenset({Kind.PROGRAM})),
    iceorg.PARTNERS_WITH: (_BODIES | {Kind.PROGRAM}, _BODIES | {Kind.PROGRAM, Kind.GROUP}),
    dcterms.IS_PART_OF: (frozenset({Kind.PROGRAM}), frozenset({Kind.PROGRAM})),
}
"""The kinds that a property joins, as the shapes have it: an entry may have got another kind after it was drafted."""

_MADE: Final = frozenset(RULES.values())

_PREDICATES: Final = {
    "reportsTo": org.REPORTS_TO,
    "postIn": org.POST_IN,
    "administers": iceorg.ADMINISTERS,
    "programPartOf": dcterms.IS_PART_OF,
    "partnersWith": iceorg.PARTNERS_WITH,
}
