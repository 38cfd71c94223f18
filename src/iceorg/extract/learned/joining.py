"""What the learned parts read in a page: names, and which of them are joined.

A relation whose score has been right often enough is a fact (Stated where both names stand in one
sentence, Layout where the page's layout joins them), one that has been right now and then is
Suggested. Each claim has the measured share of right ones for its confidence, and its rule is
`M-` with the relation's name.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import product
from typing import TYPE_CHECKING, Final

from iceorg.extract.drafts import Ground
from iceorg.extract.learned.features import Page
from iceorg.extract.learned.model import Model, Record, shipped_model
from iceorg.extract.learned.pairs import (
    GROUP,
    LEGAL,
    ORG,
    PERSON,
    PLACE,
    POST,
    PROGRAM,
    Pair,
    Scene,
    candidates,
    features,
    glance,
    place_in_text,
)
from iceorg.extract.learned.second import Scores
from iceorg.extract.learned.signs import signs
from iceorg.extract.learned.tagger import shipped, tag_page
from iceorg.extract.learned.things import Things, by_name, keys_of, note_ruled, related, ruled_by, scene_of
from iceorg.extract.learned.weights import digests, probability
from iceorg.extract.lexicon import lexicon
from iceorg.extract.mentions import Mention, Token
from iceorg.extract.names import join_words
from iceorg.extract.register import Entry
from iceorg.model import Kind, Span, Status, name_key
from iceorg.vocab import dcterms, iceorg, org, schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from iceorg.extract.drafts import Draft, Ledger
    from iceorg.extract.learned.pairs import Spot
    from iceorg.extract.register import Register
    from iceorg.model import Layout, Passage

RULES: Final = {name: f"M-{name.upper()}" for name in LEGAL}
"""The rule of each relation that the learned parts read."""

_BEFORE: Final = frozenset({*lexicon().standing_in, "the", "'s", "'"})
"""Words before a title that are not part of it."""

_ENDS: Final = frozenset({".", "!", ":", ";"})
"""What a sentence ends with."""

_KINDS: Final = {PERSON: Kind.PERSON, PROGRAM: Kind.PROGRAM, GROUP: Kind.GROUP, PLACE: Kind.PLACE}


@dataclass(frozen=True, slots=True)
class Join:
    """A relation that the learned parts read.

    Args:
        name: Which relation.
        pair: The things, with the mentions that lie nearest.
        probability: How likely it is, as the model has it.
    """

    name: str
    pair: Pair
    probability: float


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the learned parts think of the pairs of a page, drafted or not.

    Args:
        joins: Every relation that could join two things, with its probability.
        things: The things.
    """

    joins: tuple[Join, ...]
    things: Things

    def by_names(self) -> Mapping[tuple[str, str, str], float]:
        """Return the probability of every relation, by its name and the keys of the names of its ends."""
        found: dict[tuple[str, str, str], float] = {}
        keys = [sorted({name_key(name) for name in names}) for names in self.things.names]
        for join in self.joins:
            for ends in product(keys[join.pair.subject], keys[join.pair.object]):
                said = (join.name, *ends)
                found[said] = max(found.get(said, 0.0), join.probability)
        return found


def read_joins(layout: Layout, register: Register, ledger: Ledger) -> Opinion:
    """Draft what the learned parts read.

    Args:
        layout: The document.
        register: Its names; those that only the tagger knows are added.
        ledger: Where the drafts go; what rules read is in it already, and is not drafted again.

    Returns:
        What they think of all pairs, for who wants to ask them about what another reader found.
    """
    page = Page(layout, register)
    scene, things = scene_of(page, tag_page(page, shipped()))
    ruled = ruled_by(ledger)
    note_ruled(scene, things, ruled)
    model = shipped_model()
    joins = list(score(scene, model))
    second_rules(ledger, things, joins, model.records)
    chosen = [
        join
        for join in joins
        if join.probability >= model.worth[join.name].suggested
        and not is_guarded(scene, *join.pair.near[0][1:])
        and not _is_ruled(scene, join)
        and not any(_is_cut(scene, spot) for spot in join.pair.near[0][1:])
    ]
    _Drafting(scene, things, register, ledger, model, chosen).draft()
    return Opinion(tuple(joins), things)


def _is_ruled(scene: Scene, join: Join) -> bool:
    """Return whether rules read it already, or that it holds the other way round."""
    ends = join.pair.subject, join.pair.object
    return any(join.name in scene.ruled.get(pair, ()) for pair in (ends, ends[::-1]))


def _is_cut(scene: Scene, spot: Spot) -> bool:
    """Return whether a mention breaks off in a list within a name: "State, Local" of "State, Local, and Tribal Gates"."""
    words = scene.page.lines[spot.line].words
    follows = words[spot.last + 1].text if spot.last + 1 < len(words) else ""
    return follows in (",", "and", "&") and scene.page.known_at(words, spot.first)[0] > spot.last - spot.first + 1


def second_rules(ledger: Ledger, things: Things, joins: Iterable[Join], records: Mapping[str, Record]) -> None:
    """Give the relations that rules read their measured confidence, and make suggestions of the doubtful ones.

    Doubtful is what a rule that is often wrong read between names that the tagger does not know, or that
    are unlikely to be joined.

    Args:
        ledger: What rules read.
        things: The things that the tagger knows.
        joins: What the pairs of these things are worth.
        records: How often each rule was right.
    """
    numbers = by_name(things)
    worth = {(j.name, j.pair.subject, j.pair.object): j.probability for j in joins}
    doubted: set[int] = set()
    for name, subject, object_, grounds in related(ledger):
        known = [{n for key in keys_of(end) for n in numbers.get(key, ())} for end in (subject, object_)]
        judged = [(a, b) for a, b in product(*known) if (things.kinds[a], things.kinds[b]) in LEGAL[name]]
        if not judged and all(known):
            continue  # of such kinds the learned parts have no opinion
        if max((worth.get((name, a, b), 0.0) for a, b in judged), default=0.0) < _DOUBTFUL:
            doubted.update(grounds)
    lost = _lost(ledger.drafts)
    ledger.drafts = [
        _seconded(draft, records, doubted=id(draft.ground) in doubted)
        for draft in ledger.drafts
        if _is_typed(draft) and id(draft.subject) not in lost
    ]


def _lost(drafts: Iterable[Draft]) -> set[int]:
    """Return the ids of counts, memberships and changes of which an end has no kind: they are nothing without it."""
    untyped = [draft for draft in drafts if not _is_typed(draft)]
    ends = [end for draft in untyped for end in (draft.subject, draft.object) if isinstance(end, Entry)]
    return {id(end) for end in ends if end.kind in (Kind.COUNT, Kind.MEMBERSHIP, Kind.CHANGE)}


def _is_typed(draft: Draft) -> bool:
    """Return whether the rules know the kinds of a draft's ends: the tagger's kinds make no statements of theirs."""
    ends = (draft.subject, draft.object)
    inferred = draft.ground.status is Status.INFERRED
    return inferred or all(end.kind is not None for end in ends if isinstance(end, Entry))


def _seconded(draft: Draft, records: Mapping[str, Record], *, doubted: bool) -> Draft:
    record = records.get(draft.ground.rule)
    if record is None:
        return draft
    status = Status.SUGGESTED if doubted and not record.trusted else draft.ground.status
    return replace(draft, ground=replace(draft.ground, status=status, confidence=record.confidence))


_DOUBTFUL: Final = 0.15
"""The probability under which what a rule read is only suggested."""


def score(scene: Scene, model: Model) -> Iterator[Join]:
    """Yield every relation that could join two things of a page, with its probability."""
    pairs = [pair for pair in candidates(scene) if model.any.score(digests(glance(scene, pair))) >= model.least]
    logits: dict[str, dict[tuple[int, int], float]] = {name: {} for name in LEGAL}
    for pair in pairs:
        for name, logit in model.first.scores(digests(features(scene, pair)), names_for(pair)).items():
            logits[name][pair.subject, pair.object] = logit
    scores = Scores(scene, pairs, logits)
    for pair in pairs:
        for name in names_for(pair):
            if scores.hopeful(name, pair):
                again = model.second[name].score(scores.numbers(name, pair))
                yield Join(name, pair, probability(again))


def is_guarded(scene: Scene, one: Spot, other: Spot) -> bool:
    """Return whether a sentence denies what it says of two names, asks it, tells it of the past, or only plans it."""
    if one.line == other.line:
        return _is_guarded(scene, one.line, max(one.last, other.last))
    return any(_is_guarded(scene, spot.line, len(scene.page.lines[spot.line].words)) for spot in (one, other))


def _is_guarded(scene: Scene, line: int, last: int) -> bool:
    words = [word.folded for word in scene.page.lines[line].words]
    said = f" {' '.join(words[: last + 1])} "
    return words[-1] == "?" or any(f" {guard} " in said for guards in lexicon().guards.values() for guard in guards)


def names_for(pair: Pair) -> Iterator[str]:
    """Yield the relations that can join things of the kinds of a pair."""
    return iter(_NAMES_FOR[pair.near[0][1].kind, pair.near[0][2].kind])


_NAMES_FOR: Final = {
    kinds: [name for name, legal in LEGAL.items() if kinds in legal] for kinds in frozenset().union(*LEGAL.values())
}


@dataclass(slots=True)
class _Drafting:
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
            if best.sure < self.model.named or best.kind == PLACE or _is_cut(self.scene, best):
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
        return join.probability >= self.model.worth[join.name].asserted

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
        if one.line != other.line:
            return (Status.LAYOUT if len(passages) > 1 else Status.STATED), passages
        line, layout = self.scene.page.lines[one.line], self.scene.page.layout
        block = layout.blocks[line.sentence.block]
        if block.parent is None or (line.words[-1].text in _ENDS and not block.cells):
            return Status.STATED, passages
        above = layout.blocks[block.parent]
        return Status.LAYOUT, (*passages, self.ledger.document.passage(above.start, above.end))

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
            post = self._post(spot, place if place is not None and place.kind in _BODIES else None)
            self._posts.setdefault(spot.node, []).append(post)
            return post
        if spot.node not in self._entries:
            self._entries[spot.node] = self._named(spot)
        return self._entries[spot.node]

    def _post(self, spot: Spot, body: Entry | None) -> Entry:
        """Return the post of a title: where nothing tells its body, the one of that title that is known."""
        mention = self._mention(spot)
        known = self.ledger.posts_of(mention.text)
        return known[0] if body is None and len(known) == 1 else self.ledger.post(mention, body)

    def _named(self, spot: Spot) -> Entry:
        """Return the entry of a thing: the register's where it has the name, with the kind that the tagger tells."""
        kind = _KINDS.get(spot.kind) or self._kind_of_body(spot.node)
        entry = self.register.find(self._mention(spot).text)
        if entry is not None and entry.kind is None and self._is_spoken_of(entry):
            return entry  # rules left its kind open for other documents to tell
        entry = None
        for other in self.scene.of_node[spot.node]:
            mention = self._mention(other)
            known = self.register.find(mention.text)
            if known is not None and known.kind is None:
                known.kinds[kind] += 1
            if known is not None and mention.text in known.inferred:
                entry = entry or known
                continue
            entry = self.register.add(mention.text, Span(mention.start, mention.end), kind)
        assert entry is not None
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
        if spot.kind == ORG and len(words) > 2 and self._is_body(words[0].text):
            rest = join_words(words[1:])  # "ICE Office of Policy" is the Office of Policy, where that is known
            words = words[1:] if self.register.find(rest) is not None else words
        return Mention(words[0].start, words[-1].end, join_words(words), Token.POST)

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


_BODIES: Final = frozenset({Kind.AGENCY, Kind.UNIT})
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
