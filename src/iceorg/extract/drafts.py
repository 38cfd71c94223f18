"""Claims in the making: what a rule read, before kinds and owners are settled.

Relations are written here once, whatever rule found them: who holds a post gets a membership, a
part of a body that is a program is administered, a count gets a thing of its own.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from iceorg.extract.lexicon import BODIES, lexicon, plural
from iceorg.extract.register import Entry, Register, program_key
from iceorg.extract.telling import is_level, is_told, may_be_the_country_s, speaks_of_the_country
from iceorg.model import Claim, Document, Key, Kind, Literal, Passage, Span, Status, name_key
from iceorg.vocab import Iri, dcterms, foaf, iceorg, org, rdf, skos, xsd

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from iceorg.extract.mentions import Mention
    from iceorg.model import Agent

_CAPACITIES = {
    "": iceorg.Substantive,
    "Acting": iceorg.Acting,
    "PerformingTheDuties": iceorg.PerformingTheDuties,
}
_BOUNDS = {"Exactly": iceorg.Exactly, "AtLeast": iceorg.AtLeast, "AtMost": iceorg.AtMost, "About": iceorg.About}


@dataclass(frozen=True, slots=True)
class Ground:
    """Why something is drafted: the rule, the standing it gives, and the words.

    Args:
        rule: Id of the rule.
        status: Standing of its claims.
        passages: The words.
        confidence: How often such claims are right, where that is measured.
        signs: What carried a relation that the learned parts read, in words.
        agent: The language model that proposed it, if one did.
    """

    rule: str
    status: Status
    passages: tuple[Passage, ...]
    confidence: float | None = None
    signs: str = ""
    agent: Agent | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim whose ends are entries of the register."""

    subject: Entry
    predicate: Iri
    object: Entry | Literal | Iri
    ground: Ground


@dataclass(slots=True)
class Ledger:
    """The drafts of one document, and the posts, memberships and counts that they make.

    Args:
        document: The document.
        focus: The body whose page it is.
        drafts: In the order in which they were made.
        tagged: Things that are named for sure, whether anything is said of them or not, by their id.
    """

    document: Document
    focus: Entry | None
    drafts: list[Draft] = field(default_factory=list)
    tagged: dict[int, Entry] = field(default_factory=dict)
    _made: dict[tuple[object, ...], Entry] = field(default_factory=dict)
    _titled: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    _placed: set[int] = field(default_factory=set)

    def add(self, subject: Entry, predicate: Iri, object_: Entry | Literal | Iri, ground: Ground) -> None:
        """Draft one statement; a thing is never joined to itself."""
        if subject is not object_:
            if predicate == org.POST_IN:
                self._placed.add(id(subject))
            self.drafts.append(Draft(subject, predicate, object_, ground))

    # -------------------------------------------------------------- things made by relations

    def post(self, mention: Mention, body: Entry | None) -> Entry:
        """Return the post of a title in a body: the same title in two bodies is two posts."""
        if mention.entry is not None:
            mention.entry.body = mention.entry.body or body
            return mention.entry
        known = len(self._made)
        entry = self._make(("post", name_key(mention.text), id(body)), Kind.POST)
        if len(self._made) > known:
            self._titled[name_key(mention.text)].append(entry)
        entry.body = body
        entry.generic = mention.text[:1].islower()
        span = _span_of(self.document, mention)
        if mention.text not in entry.names or span.start < entry.names[mention.text].start:
            entry.names[mention.text] = span
        return entry

    def posts_of(self, title: str) -> list[Entry]:
        """Return the posts of a title that were made so far."""
        return list(self._titled.get(name_key(title), ()))

    def _make(self, identity: tuple[object, ...], kind: Kind) -> Entry:
        entry = self._made.get(identity)
        if entry is None:
            entry = self._made[identity] = Entry()
            entry.kinds[kind] += 1
        return entry

    def placed(self, post: Entry) -> bool:
        """Whether a rule has said where a post belongs."""
        return id(post) in self._placed

    # -------------------------------------------------------------- relations

    def part_of(self, part: Entry, whole: Entry, ground: Ground) -> None:
        """Draft that one thing belongs to another, by the word that their kinds ask for."""
        if part.kind is Kind.PROGRAM and whole.kind is Kind.PROGRAM:
            self.add(part, dcterms.IS_PART_OF, whole, ground)
        elif part.kind is Kind.PROGRAM:
            self.add(whole, iceorg.ADMINISTERS, part, ground)
        elif part.kind is Kind.POST:
            self.add(part, org.POST_IN, whole, ground)
        else:
            if part.kind is Kind.AGENCY and whole.kind is Kind.UNIT:
                whole.kinds = Counter({Kind.AGENCY: 1})  # an agency is never part of an office
            self.add(part, org.SUB_ORGANIZATION_OF, whole, ground)

    def holds(self, person: Entry, post: Entry, capacity: str, ground: Ground, *, place: Ground | None = None) -> None:
        """Draft that a person holds a post, in a capacity; `place` grounds whose post it is, where that is inferred."""
        membership = self._make(("membership", id(person), id(post)), Kind.MEMBERSHIP)
        membership.names = {f"{person.label} as {post.label}": person.place}
        membership.body = post.body
        self.add(membership, org.MEMBER, person, ground)
        self.add(membership, iceorg.POST, post, ground)
        self.add(membership, iceorg.CAPACITY, _CAPACITIES[capacity], ground)
        if post.body is not None:
            self.add(membership, org.ORGANIZATION, post.body, place or ground)
        if not capacity:
            self.add(person, org.HOLDS, post, ground)

    def heads(self, head: Entry, body: Entry, ground: Ground) -> None:
        """Draft that a person or a post heads a body."""
        if head.kind is Kind.POST:
            self.add(head, org.POST_IN, body, ground)
            self.add(head, org.ROLE, iceorg.HeadRole, ground)
        else:
            self.add(head, org.HEAD_OF, body, ground)

    def replaces(self, new: Entry, old: Entry, ground: Ground) -> None:
        """Draft that one body took the place of another, with the event of the change."""
        self.add(new, dcterms.REPLACES, old, ground)
        change = self._make(("change", id(new), id(old)), Kind.CHANGE)
        change.names = {f"{old.label} to {new.label}": new.place}
        self.add(change, org.ORIGINAL_ORGANIZATION, old, ground)
        self.add(change, org.RESULTING_ORGANIZATION, new, ground)

    def count(self, subject: Entry, number: Mention, counted: str, ground: Ground) -> None:
        """Draft a number that the document gives for a thing."""
        identity = ("count", id(subject), number.value, number.bound, name_key(counted))
        count = self._make(identity, Kind.COUNT)
        count.names = {f"{number.value} {counted}": Span(number.start, number.end)}
        count.body = subject
        self.add(subject, iceorg.STATED_COUNT, count, ground)
        self.add(count, rdf.VALUE, Literal(number.value, xsd.INTEGER), ground)
        self.add(count, iceorg.COUNTED, Literal(counted), ground)
        self.add(count, iceorg.BOUND, _BOUNDS[number.bound], ground)

    def established(self, subject: Entry, value: str, ground: Ground) -> None:
        """Draft when a thing was founded, as precisely as the document says."""
        datatype = {4: xsd.G_YEAR, 7: xsd.G_YEAR_MONTH, 10: xsd.DATE}[len(value)]
        self.add(subject, iceorg.ESTABLISHED, Literal(value, datatype), ground)


def _span_of(document: Document, mention: Mention) -> Span:
    """Return where the words of a mention's name stand, without article and bracket."""
    at = document.text.find(mention.text, mention.start, mention.end)
    return Span(at, at + len(mention.text)) if at >= 0 else Span(mention.start, mention.end)


# ------------------------------------------------------------------ keys


@dataclass(slots=True)
class Keys:
    """The keys of entries, once all relations of the document are known.

    Args:
        ledger: The drafts.
        known: Keys that are settled already, by the ids of their entries.
    """

    ledger: Ledger
    known: Mapping[int, Key] = field(default_factory=dict)
    _wholes: dict[int, dict[int, Entry]] = field(default_factory=dict)
    _keys: dict[int, Key] = field(default_factory=dict)
    _country: bool | None = None

    def __post_init__(self) -> None:
        """Note the wholes of every part, each once however often it is said."""
        for draft in self.ledger.drafts:
            if draft.predicate == org.SUB_ORGANIZATION_OF and isinstance(draft.object, Entry):
                self._wholes.setdefault(id(draft.subject), {}).setdefault(id(draft.object), draft.object)

    def of(self, entry: Entry) -> Key:
        """Return the key of an entry."""
        if id(entry) in self.known:
            return self.known[id(entry)]
        if id(entry) not in self._keys:
            self._keys[id(entry)] = self._key(entry)
        return self._keys[id(entry)]

    def _key(self, entry: Entry) -> Key:
        kind = entry.kind or Kind.UNKNOWN
        name = self._name(entry, kind)
        if kind in (Kind.POST, Kind.MEMBERSHIP) and entry.body is None:
            return Key(kind, name, self.ledger.document.id)  # a title alone does not say whose it is
        if kind in (Kind.POST, Kind.MEMBERSHIP, Kind.COUNT):
            return Key(kind, name, self._body_scope(entry.body))
        if kind is Kind.AGENCY and not is_told(entry):
            return Key(kind, name, self._common_scope(entry))
        if kind is Kind.UNIT and not is_told(entry) and not any(w.kind is Kind.AGENCY for w in self._above(entry)):
            return Key(kind, name, self.ledger.document.id)
        if kind in (Kind.UNIT, Kind.PERSON, Kind.UNKNOWN) or (entry.generic and kind is not Kind.GROUP):
            level = kind is Kind.UNIT and is_level(entry)
            return Key(kind, name, self._level_scope(entry) if level else self._agency_scope(entry))
        return Key(kind, name)

    def _name(self, entry: Entry, kind: Kind) -> str:
        if kind is Kind.PROGRAM:
            return program_key(entry.label)
        if kind is Kind.POST:
            return singular(name_key(entry.label))
        whole = next((name for name, inferred in entry.inferred.items() if inferred.rule == "N-INITIAL"), entry.label)
        return name_key(whole)

    def _agency_scope(self, entry: Entry) -> str:
        """Return the key of the agency that an entry belongs to: the page's own, unless another is told."""
        focus = self.ledger.focus
        agencies = [whole for whole in self._above(entry) if whole.kind is Kind.AGENCY]
        if agencies and focus not in agencies:
            return self._own_name(agencies[0])
        if entry is focus:
            return self._whole_scope(entry)
        return self._own_name(focus) if focus is not None and entry not in self._above(focus) else ""

    def _whole_scope(self, entry: Entry) -> str:
        """Return the nearest body that a page's own unit is part of: two services have an Office of Training."""
        whole = next((one for one in self._above(entry) if one.kind in BODIES and not is_level(one)), None)
        return "" if whole is None else scope_of(self.of(whole))

    def _level_scope(self, entry: Entry) -> str:
        """Return the nearest body that offices of no name of their own belong to: two bureaus of a department have "regional offices"."""
        whole = next((one for one in self._above(entry) if one.kind in BODIES and not is_level(one)), None)
        return self._agency_scope(entry) if whole is None else scope_of(self.of(whole))

    def _own_name(self, entry: Entry) -> str:
        """Return the name of an agency as a scope, with its own scope if many agencies are called so."""
        if id(entry) in self.known:
            return scope_of(self.known[id(entry)])
        name = name_key(entry.label)
        return name if is_told(entry) else f"{name}, {self._common_scope(entry)}".removesuffix(", ")

    def _common_scope(self, entry: Entry) -> str:
        """Return whose an agency of a common name is: a body that it is part of, the country's, else this document's."""
        owner = next((whole for whole in self._above(entry) if whole.kind is Kind.AGENCY and is_told(whole)), None)
        if owner is not None:
            return name_key(owner.label)
        if may_be_the_country_s(entry.label) and self._of_the_country():
            return ""
        return self.ledger.document.id

    def _of_the_country(self) -> bool:
        """Return whether the page is about the country's bodies."""
        if self._country is None:
            focus = self.ledger.focus
            own = [focus, *self._above(focus)] if focus is not None else []
            self._country = speaks_of_the_country(self.ledger.document.text, own)
        return self._country

    def _above(self, entry: Entry) -> list[Entry]:
        """Return everything that an entry is a part of, nearest first."""
        found: list[Entry] = []
        waiting = deque(self._wholes.get(id(entry), {}).values())
        seen = {id(entry)}
        while waiting:
            whole = waiting.popleft()
            if id(whole) not in seen:
                seen.add(id(whole))
                found.append(whole)
                waiting += self._wholes.get(id(whole), {}).values()
        return found

    def _body_scope(self, body: Entry | None) -> str:
        if body is None:
            return ""
        return scope_of(self.of(body))


def scope_of(key: Key) -> str:
    """Return the scope of what belongs to a body: its name, and its own scope after it.

    >>> scope_of(Key(Kind.UNIT, "gate office", "port authority"))
    'gate office, port authority'
    """
    return key.name + (f", {key.scope}" if key.scope else "")


def singular(name: str) -> str:
    """Return a title's key in the singular, so that "relations officers" and "relations officer" meet.

    >>> singular("community relations officers"), singular("deputy director")
    ('community relations officer', 'deputy director')
    """
    words = name.split()
    one = next((head for head in lexicon().collective if plural(head) == words[-1]), words[-1])
    return " ".join([*words[:-1], one])


# ------------------------------------------------------------------ claims


_NAMED = (Kind.AGENCY, Kind.UNIT, Kind.POST, Kind.PERSON, Kind.PROGRAM, Kind.GROUP, Kind.PLACE)


def finished_claims(ledger: Ledger, register: Register, passage_at: PassageAt) -> Iterator[Claim]:
    """Yield the claims of all drafts, and the kind and names of every thing in them.

    A thing whose short form the document defines is named as well when nothing else is said of it.

    Args:
        ledger: The drafts, complete.
        register: The names of the document.
        passage_at: Returns the sentence around a span.
    """
    keys = Keys(ledger)
    things: dict[int, Entry] = {}
    for draft in ledger.drafts:
        for end in (draft.subject, draft.object):
            if isinstance(end, Entry) and (end.kind is not None or draft.ground.status is Status.INFERRED):
                things.setdefault(id(end), end)
    for entry in register.entries:
        if entry.definitions and entry.kind in (Kind.AGENCY, Kind.UNIT, Kind.PROGRAM):
            things.setdefault(id(entry), entry)
    sure = {id(end) for draft in ledger.drafts if draft.ground.status.asserted for end in (draft.subject, draft.object)}
    sure.update(id(entry) for entry in register.entries if entry.definitions)
    sure.update(ledger.tagged)
    things.update((number, entry) for number, entry in ledger.tagged.items() if number not in things)
    grounds = _best_grounds(ledger.drafts)
    for entry in things.values():
        for named in _naming_claims(entry, keys.of(entry), passage_at, grounds):
            yield named if id(entry) in sure else replace(named, status=Status.SUGGESTED)
    for draft in ledger.drafts:
        if (claim := drafted_claim(draft, keys)) is not None:
            yield claim.identified()


def _best_grounds(drafts: Iterable[Draft]) -> Mapping[int, Ground]:
    """Return of each thing the first ground that is more than a suggestion, else the first."""
    found: dict[int, Ground] = {}
    for draft in sorted(drafts, key=lambda draft: not draft.ground.status.asserted):
        found.setdefault(id(draft.subject), draft.ground)
    return found


def drafted_claim(draft: Draft, keys: Keys) -> Claim | None:
    """Return the claim that a draft comes to; None if an end has no kind, or both are one thing."""
    if isinstance(draft.object, Entry) and draft.object.kind is None:
        return None
    if draft.subject.kind is None and draft.ground.status is not Status.INFERRED:
        return None
    subject = keys.of(draft.subject)
    object_ = keys.of(draft.object) if isinstance(draft.object, Entry) else draft.object
    if subject == object_:
        return None
    ground = draft.ground
    return Claim(
        subject,
        draft.predicate,
        object_,
        ground.status,
        ground.rule,
        ground.passages,
        ground.confidence,
        ground.signs,
        ground.agent,
    )


def _naming_claims(entry: Entry, key: Key, passage_at: PassageAt, grounds: Mapping[int, Ground]) -> Iterator[Claim]:
    """Yield what a thing is and what it is called; what has no name of its own is there on the best ground of its drafts."""
    if key.kind not in (*_NAMED, Kind.UNKNOWN):
        ground = grounds[id(entry)]
        yield Claim(key, rdf.TYPE, key.kind.type, ground.status, ground.rule, ground.passages).identified()
        return
    for name in _names(entry, key):
        passages = (passage_at(name.place),)
        yield Claim(key, name.predicate, name.value, name.status, name.rule, passages).identified()


@dataclass(frozen=True, slots=True)
class _Named:
    """One statement of a thing's kind or name."""

    predicate: Iri
    value: Literal | Iri
    place: Span
    rule: str = "N-NAME"
    status: Status = Status.STATED


def _names(entry: Entry, key: Key) -> Iterator[_Named]:
    label = entry.label
    place = entry.names.get(label, entry.place)
    yield _Named(skos.PREF_LABEL, Literal(label), place)
    if key.kind is Kind.UNKNOWN:
        return
    yield _Named(rdf.TYPE, key.kind.type, place, "N-KIND")
    if key.kind is Kind.PERSON:
        yield _Named(foaf.NAME, Literal(label), place)
    for name, span in entry.names.items():
        if name != label:
            yield _Named(skos.ALT_LABEL, Literal(name), span)
    for short, span in entry.definitions or entry.acronyms.items():
        yield _Named(iceorg.ACRONYM, Literal(short), span, "N-ACRONYM")
        if short != label:
            yield _Named(skos.ALT_LABEL, Literal(short), span, "N-ACRONYM")
    for name, inferred in entry.inferred.items():
        yield _Named(skos.ALT_LABEL, Literal(name), inferred.place, inferred.rule, Status.INFERRED)


if TYPE_CHECKING:
    from collections.abc import Callable

    PassageAt = Callable[[Span], Passage]
