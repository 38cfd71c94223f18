"""What is proved becomes claims: in the words of the graph, with the model as agent.

Things are keyed as the rules key them, and where both readers are at work a thing that the rules know keeps their
key: so a fact that both find is one fact with two claims.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from iceorg.extract.drafts import Ground, Keys, Ledger, drafted_claim
from iceorg.extract.learned.things import keys_of
from iceorg.extract.mentions import Mention, Token
from iceorg.extract.reader import passages_around
from iceorg.extract.register import Entry, Inference, Register
from iceorg.llm.kinds import BODIES, can_join, duties_in
from iceorg.llm.measured import measured_precision
from iceorg.llm.relations import relations_of
from iceorg.model import Agent, Claim, Key, Kind, Literal, Passage, Span, Status, name_key
from iceorg.vocab import Iri, dcterms, foaf, iceorg, org, rdf, schema, skos

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from iceorg.extract.reader import Draftsheet
    from iceorg.llm.proof import Fact, Proof, Thing
    from iceorg.llm.relations import Relation
    from iceorg.model import Layout

_MADE: Final = (Kind.MEMBERSHIP, Kind.CHANGE)
"""Kinds of things that have no name on the page: relations make them."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """The claims of a model about one document.

    Args:
        claims: The claims.
        focus: The body whose page it is.
        joined: The relations that are asserted.
        named: The keys of the names of all things.
    """

    claims: tuple[Claim, ...]
    focus: Key | None
    joined: frozenset[Relation]
    named: frozenset[str]


def draft_claims(
    layout: Layout,
    proofs: Sequence[Proof],
    agent: Agent,
    *,
    beside: Draftsheet | None = None,
    accept: bool = True,
) -> Proposed:
    """Return the claims of what is proved.

    Args:
        layout: The document.
        proofs: What of each reply is proved.
        agent: The model.
        beside: What the rules read, if their claims are in the graph as well.
        accept: Whether facts that nothing speaks against are asserted; if not, all are suggested.
    """
    drafting = _Drafting(layout, agent, beside, accept)
    drafting.draft(proofs)
    return drafting.finished()


@dataclass(slots=True)
class _Drafting:
    layout: Layout
    agent: Agent
    beside: Draftsheet | None
    accept: bool
    confidence: float | None = field(init=False)
    register: Register = field(default_factory=Register)
    ledger: Ledger = field(init=False)
    _known: dict[int, Key] = field(default_factory=dict)
    _twins: dict[int, Entry] = field(default_factory=dict)
    _loose: set[tuple[int, str]] = field(default_factory=set)
    _posts: dict[tuple[int, str], Entry | None] = field(default_factory=dict)
    _twins_of_title: dict[str, list[Entry | None]] = field(default_factory=dict)
    _wholes: dict[int, list[Entry]] = field(default_factory=dict)
    _theirs: Keys | None = None
    _their_relations: frozenset[Relation] = frozenset()
    _around: Callable[[Span], Passage] = field(init=False)

    def __post_init__(self) -> None:
        self.ledger = Ledger(self.layout.document, None)
        self._around = passages_around(self.layout)
        self.confidence = measured_precision(self.agent)

    # -------------------------------------------------------------- drafts

    def draft(self, proofs: Sequence[Proof]) -> None:
        """Draft every fact, those that place a post first: a post is told by its body."""
        page_of = next((proof.page_of for proof in proofs if proof.page_of is not None), None)
        self._settle(proofs, page_of)
        self.ledger.focus = self._focus(page_of)
        for number, proof in enumerate(proofs):
            self._place_posts(number, proof.facts)
        for number, proof in enumerate(proofs):
            for fact in sorted(proof.facts, key=lambda one: bool(one.doubts)):
                self._fact(fact, number)

    def _place_posts(self, number: int, facts: Sequence[Fact]) -> None:
        """Note the body of every post, and of those without one which posts of the rules' they may be."""
        bodies = _bodies_of_posts(facts)
        titles: set[str] = set()
        for thing in (end for fact in facts for end in (fact.subject, fact.object)):
            if thing.kind is not Kind.POST or (number, thing.id) in self._posts:
                continue
            body = bodies.get(thing.id)
            self._posts[number, thing.id] = self._entry(body, number) if body is not None else None
            if body is None and self.beside is not None:
                title = name_key(thing.names[0][0])
                # Two that the model tells apart are not both the one that the rules know.
                twin = None if title in titles else self._same_post(thing, facts)
                self._twins_of_title.setdefault(title, []).append(twin)
                titles.add(title)

    def _settle(self, proofs: Sequence[Proof], page_of: Thing | None) -> None:
        """Let the model tell, of things that the rules know too, which body is an agency and whose page it is."""
        if self.beside is None:
            return
        settled: set[int] = set()
        for thing in (end for proof in proofs for fact in proof.facts for end in (fact.subject, fact.object)):
            twin = self._twin(thing)
            if twin is not None and thing.kind.body and twin.kind in BODIES and id(twin) not in settled:
                settled.add(id(twin))
                twin.kinds = Counter({thing.kind: 1})
        if page_of is not None and (focus := self._twin(page_of)) is not None:
            self.beside.ledger.focus = focus
        self._theirs = Keys(self.beside.ledger)
        found = relations_of(self.beside.ledger.drafts, self._theirs)
        self._their_relations = frozenset(relation for _, relation in found if relation is not None)

    def _focus(self, page_of: Thing | None) -> Entry | None:
        """Return whose page it is: as the rules have it where their claims stand beside, else as the model has it."""
        if self.beside is not None and self._theirs is not None and (theirs := self.beside.ledger.focus) is not None:
            self._known[id(theirs)] = self._theirs.of(theirs)
            return theirs
        return self._entry(page_of, 0) if page_of is not None else None

    def _fact(self, fact: Fact, number: int) -> None:
        subject, object_ = self._entry(fact.subject, number), self._entry(fact.object, number)
        if subject is object_ or subject.kind is None or object_.kind is None:
            return
        if not can_join(fact.relation, subject.kind, object_.kind):
            return  # the rules know another kind of it
        if fact.relation == "partnersWith" and subject.kind is Kind.GROUP:
            subject, object_ = object_, subject  # the body is the subject, whichever is named first
        if fact.relation == "partOf":
            if self._is_within(object_, subject):
                return
            self._wholes.setdefault(id(subject), []).append(object_)
        _SAY[_manner(fact)](self.ledger, subject, object_, self._ground(fact))

    def _is_within(self, part: Entry, whole: Entry) -> bool:
        """Return whether a body is drafted to be inside another already, at whatever depth."""
        waiting, seen = [part], {id(part)}
        while waiting:
            for above in self._wholes.get(id(waiting.pop()), ()):
                if above is whole:
                    return True
                if id(above) not in seen:
                    seen.add(id(above))
                    waiting.append(above)
        return False

    def _ground(self, fact: Fact) -> Ground:
        status = Status.STATED if fact.prose else Status.LAYOUT
        if fact.doubts or not self.accept:
            status = Status.SUGGESTED
        against = f"doubted: {', '.join(fact.doubts)}" if fact.doubts else ""
        return Ground(self.agent.rule, status, fact.passages, self.confidence, against, self.agent)

    # -------------------------------------------------------------- things

    def _entry(self, thing: Thing, number: int) -> Entry:
        if thing.kind is Kind.POST:
            name, span = thing.names[0]
            mention, body = Mention(span.start, span.end, name, Token.POST), self._posts.get((number, thing.id))
            post = self.ledger.post(mention, body)
            if body is None and (twin := self._agreed_twin(name)) is not None and self._theirs is not None:
                self._known[id(post)] = self._theirs.of(twin)
            return post
        twin = self._twin(thing)
        kind = twin.kind if twin is not None and twin.kind is not None else thing.kind
        entry = self.register.add(*thing.names[0], kind)
        for name, span in thing.names[1:]:
            self._call(entry, name, span, thing.kind)
        self._loose.update((id(entry), name) for name in thing.loose)
        if twin is not None and self._theirs is not None:
            self._known[id(entry)] = self._theirs.of(twin)
        return entry

    def _agreed_twin(self, title: str) -> Entry | None:
        """Return the post of the rules' that all posts of a title without a body are: here they are one."""
        first, *others = self._twins_of_title.get(name_key(title)) or [None]
        return first if all(other is first for other in others) else None

    def _same_post(self, thing: Thing, facts: Iterable[Fact]) -> Entry | None:
        """Return the post of a title as the rules know it, where whose it is the model does not say.

        It is the only one of the title, or the only one of which the rules say something that the model says too.
        """
        posts = self.beside.ledger.posts_of(thing.names[0][0]) if self.beside is not None else []
        if len(posts) < 2 or self._theirs is None:
            return posts[0] if posts else None
        keys, same = self._theirs, []
        for post in posts:
            ends = [
                (
                    fact.relation,
                    *(keys.of(post) if end == thing else self._their_key(end) for end in (fact.subject, fact.object)),
                )
                for fact in facts
                if thing in (fact.subject, fact.object)
            ]
            if not self._their_relations.isdisjoint(ends):
                same.append(post)
        return same[0] if len(same) == 1 else None

    def _their_key(self, thing: Thing) -> Key | None:
        twin = self._twin(thing) if thing.kind is not Kind.POST else None
        return self._theirs.of(twin) if twin is not None and self._theirs is not None else None

    def _call(self, entry: Entry, name: str, span: Span, kind: Kind) -> None:
        """Note another name of a thing: a short form in capitals is an acronym, a surname follows from the name."""
        other = self.register.find(name)
        if other is not None and other is not entry:
            return
        if kind is Kind.PERSON and " " not in name:
            entry.inferred.setdefault(name, Inference("N-SURNAME", span))
        elif kind in BODIES | {Kind.PROGRAM} and name.isupper() and " " not in name:
            entry.acronyms.setdefault(name, span)
        else:
            entry.names.setdefault(name, span)

    def _twin(self, thing: Thing) -> Entry | None:
        """Return the thing as the rules know it, if they do and it can be of their kind."""
        if self.beside is None:
            return None
        for name in (name for name, _ in thing.names if name not in thing.loose):
            theirs = self.beside.register.find(name)
            if theirs is not None and theirs.kind is not None and _may_be(thing.kind, theirs.kind):
                return theirs
        return None

    # -------------------------------------------------------------- claims

    def finished(self) -> Proposed:
        """Return the claims of all drafts, and of the kinds and names of what they speak of."""
        keys = Keys(self.ledger, self._known)
        said = [claim for draft in self.ledger.drafts if (claim := drafted_claim(draft, keys)) is not None]
        sure = {id(end) for d in self.ledger.drafts if d.ground.status.asserted for end in (d.subject, d.object)}
        named = {id(end): end for d in self.ledger.drafts for end in (d.subject, d.object) if isinstance(end, Entry)}
        for entry in named.values():
            said += self._naming(entry, keys.of(entry), sure=id(entry) in sure)
        known = frozenset(key for entry in named.values() for key in keys_of(entry))
        focus = self.ledger.focus
        own = keys.of(focus) if focus is not None else None
        asserted = [draft for draft in self.ledger.drafts if draft.ground.status.asserted]
        joined = frozenset(relation for _, relation in relations_of(asserted, keys) if relation is not None)
        return Proposed(tuple(claim.identified() for claim in said), own, joined, known)

    def _naming(self, entry: Entry, key: Key, *, sure: bool) -> Iterator[Claim]:
        if key.kind in _MADE:
            ground = next(d.ground for d in self.ledger.drafts if d.subject is entry)
            yield self._claim(key, rdf.TYPE, key.kind.type, ground.passages, sure=sure)
            return
        around = self._around

        def is_own(name: str) -> bool:
            return (id(entry), name) not in self._loose

        place = (around(entry.names.get(entry.label, entry.place)),)
        yield self._claim(key, skos.PREF_LABEL, Literal(entry.label), place, sure=sure)
        yield self._claim(key, rdf.TYPE, key.kind.type, place, sure=sure)
        if key.kind is Kind.PERSON:
            yield self._claim(key, foaf.NAME, Literal(entry.label), place, sure=sure)
        for name, span in entry.names.items():
            if name != entry.label:
                yield self._claim(key, skos.ALT_LABEL, Literal(name), (around(span),), sure=sure and is_own(name))
        for short, span in entry.acronyms.items():
            yield self._claim(key, iceorg.ACRONYM, Literal(short), (around(span),), sure=sure and is_own(short))
            if short != entry.label:
                yield self._claim(key, skos.ALT_LABEL, Literal(short), (around(span),), sure=sure and is_own(short))
        for name, inferred in entry.inferred.items():
            yield self._claim(key, skos.ALT_LABEL, Literal(name), (around(inferred.place),), sure=sure and is_own(name))

    def _claim(
        self, key: Key, predicate: Iri, value: Literal | Iri, passages: tuple[Passage, ...], *, sure: bool
    ) -> Claim:
        status = Status.STATED if sure else Status.SUGGESTED
        return Claim(key, predicate, value, status, self.agent.rule, passages, self.confidence, agent=self.agent)


def _bodies_of_posts(facts: Iterable[Fact]) -> Mapping[str, Thing]:
    """Return where each post belongs, as the first fact that nothing speaks against has it, else the first."""
    found: dict[str, Thing] = {}
    for fact in sorted(facts, key=lambda one: bool(one.doubts)):
        if fact.relation == "postIn":
            found.setdefault(fact.subject.id, fact.object)
    return found


def _may_be(kind: Kind, theirs: Kind) -> bool:
    """Return whether a thing of one kind may be one of another: the borders of agencies are a convention."""
    return kind is theirs or {kind, theirs} in ({Kind.AGENCY, Kind.UNIT}, {Kind.AGENCY, Kind.GROUP})


def _manner(fact: Fact) -> str:
    """Return the relation, with what else is said of it."""
    if fact.relation == "holdsPost" and duties_in(fact.object.names[0][0]):
        return "holdsPost, performing"
    if fact.relation == "holdsPost" and fact.acting:
        return "holdsPost, acting"
    return "locatedIn, serves" if fact.relation == "locatedIn" and fact.serves else fact.relation


def _plainly(predicate: Iri) -> Say:
    """Return the way to say a relation that is one statement between its ends."""

    def say(ledger: Ledger, subject: Entry, object_: Entry, ground: Ground) -> None:
        ledger.add(subject, predicate, object_, ground)

    return say


def _held(capacity: str) -> Say:
    """Return the way to say that somebody holds a post, in a capacity."""

    def say(ledger: Ledger, person: Entry, post: Entry, ground: Ground) -> None:
        ledger.holds(person, post, capacity, ground)

    return say


if TYPE_CHECKING:
    Say = Callable[[Ledger, Entry, Entry, Ground], None]

_SAY: Final[Mapping[str, Say]] = {
    "partOf": _plainly(org.SUB_ORGANIZATION_OF),
    "reportsTo": _plainly(org.REPORTS_TO),
    "heads": Ledger.heads,
    "holdsPost": _held(""),
    "holdsPost, acting": _held("Acting"),
    "holdsPost, performing": _held("PerformingTheDuties"),
    "postIn": _plainly(org.POST_IN),
    "administers": _plainly(iceorg.ADMINISTERS),
    "programPartOf": _plainly(dcterms.IS_PART_OF),
    "partnersWith": _plainly(iceorg.PARTNERS_WITH),
    "locatedIn": _plainly(schema.LOCATION),
    "locatedIn, serves": _plainly(schema.AREA_SERVED),
    "succeeds": Ledger.replaces,
}
"""How each relation is said in the words of the graph."""
