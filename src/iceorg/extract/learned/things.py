"""Which of the tagged names of a page are one thing."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from iceorg.extract.learned.pairs import GROUP, ORG, PERSON, PROGRAM, Scene, Spot
from iceorg.extract.lexicon import lexicon
from iceorg.extract.names import join_words
from iceorg.extract.register import Entry
from iceorg.model import BlockKind, Status, name_key
from iceorg.vocab import Iri, dcterms, iceorg, org, schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from iceorg.extract.drafts import Draft, Ledger
    from iceorg.extract.learned.features import Page
    from iceorg.extract.learned.tagger import Tag


@dataclass(slots=True)
class Things:
    """The things that a page names, by number.

    Args:
        page: The page.
        meant: The name that each head word means when it stands alone.
        kinds: The kind of each.
        names: The names of each, as written.
    """

    page: Page
    meant: Mapping[str, str] = field(default_factory=dict)
    kinds: list[str] = field(default_factory=list)
    names: list[list[str]] = field(default_factory=list)
    _numbers: dict[tuple[str, str | int], int] = field(default_factory=dict)
    _by_surname: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def number(self, text: str, kind: str) -> int:
        """Return the number of the thing that a name of a kind names, new if it is not known."""
        key = self._key(text, kind)
        if key not in self._numbers:
            self._numbers[key] = len(self.kinds)
            if kind == PERSON and isinstance(key[1], str):
                self._by_surname[key[1].split()[-1]].append(key[1])
            self.kinds.append(kind)
            self.names.append([])
        number = self._numbers[key]
        if text not in self.names[number]:
            self.names[number].append(text)
        return number

    def _key(self, text: str, kind: str) -> tuple[str, str | int]:
        if kind == ORG:
            text = self.meant.get(bare_head(text), text)
        entry = self.page.register.find(text) if kind in (ORG, PROGRAM, GROUP) else None
        if entry is not None:
            return kind, id(entry)
        key = name_key(text) or text
        return kind, self._known_person(key) or key if kind == PERSON else key

    def _known_person(self, key: str) -> str:
        """Return the key of the one person whose surname it is, or who has it for a surname."""
        if (PERSON, key) in self._numbers:
            return key
        words = key.split()
        known = self._by_surname.get(words[-1], ())
        found = [k for k in known if len(words) == 1 or " " not in k]
        return found[0] if len(found) == 1 else ""


def scene_of(page: Page, tags: Sequence[Sequence[Tag]]) -> tuple[Scene, Things]:
    """Return a page with its mentions, and the things that they name.

    Args:
        page: The page.
        tags: The names in each of its lines.
    """
    named = [
        (i, tag, text)
        for i, line in enumerate(page.lines)
        for tag in tags[i]
        if any(map(str.isalnum, text := join_words(line.words[tag.first : tag.last + 1])))  # what is masked is no name
    ]
    things, spots = Things(page, _meant_by(text for _, tag, text in named if tag.kind == ORG)), []
    for i, tag, text in named:
        spots.append(Spot(i, tag.first, tag.last, tag.kind, things.number(text, tag.kind), tag.sure))
    scene = Scene(page, spots)
    scene.focus = _focus(scene)
    return scene, things


def bare_head(text: str) -> str:
    """Return the head word that is all of a name: what "the Commission" and "Commission" are; "" of other names.

    >>> bare_head("the Commission"), bare_head("Harbour Commission"), bare_head("Congress Hall")
    ('commission', '', '')
    """
    words = text.casefold().split()[-2:]
    alone = len(text.split()) == len(words) and (len(words) == 1 or words[0] == "the")
    told = lexicon().heads.get(words[-1]) if alone else None
    return words[-1] if told is not None and told.body else ""


def _meant_by(names: Iterable[str]) -> dict[str, str]:
    """Return for each head word the body of a page that it means when it stands alone: the one named most with it, or first."""
    counts = Counter(names)
    found: dict[str, str] = {}
    for name, _ in counts.most_common():  # of equal counts, the first one comes first
        for head in _heads_in(name):
            found.setdefault(head, name)
    return found


def _heads_in(name: str) -> Iterator[str]:
    """Yield the words that can stand for a name: its last, and each that "of" or "for" follows."""
    words = name.casefold().split()
    if len(words) > 1 and not bare_head(name):
        yield words[-1]
        yield from (word for word, after in pairwise(words) if after in _AFTER_HEAD)


_AFTER_HEAD: Final = frozenset({"of", "for", "on"})


def _focus(scene: Scene) -> list[int]:
    """Return the bodies that the page is most likely by, likeliest first: named first, in headings, and often."""
    weights: Counter[int] = Counter()
    for spot in scene.spots:
        if spot.kind == ORG:
            block = scene.page.layout.blocks[scene.block(spot)]
            top = block.kind is BlockKind.HEADING and block.level == 1 and block.parent is None
            weights[spot.node] += (
                1 + (6 if top else 1 if block.kind is BlockKind.HEADING else 0) + (0 if weights else 2)
            )
    return [node for node, _ in sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:3]]


Ruled = tuple[tuple[str, frozenset[str], frozenset[str]], ...]
"""What rules read: the relation, the keys of the subject's names, those of the object's."""


def ruled_by(ledger: Ledger) -> Ruled:
    """Return the relations between things that are drafted as facts."""
    found = {(name, keys_of(subject), keys_of(object_)) for name, subject, object_, _ in related(ledger)}
    return tuple(sorted(found, key=lambda one: (one[0], sorted(one[1]), sorted(one[2]))))


def related(ledger: Ledger) -> Iterator[tuple[str, Entry, Entry, tuple[int, ...]]]:
    """Yield every relation that is drafted as a fact: its name, its ends, and the ids of its grounds."""
    held: dict[int, dict[Iri, Draft]] = defaultdict(dict)
    grounds: dict[int, set[int]] = defaultdict(set)
    for draft in ledger.drafts:
        grounds[id(draft.subject)].add(id(draft.ground))
        if not isinstance(draft.object, Entry) or draft.ground.status is Status.SUGGESTED:
            continue
        if draft.predicate in (org.MEMBER, iceorg.POST):
            held[id(draft.subject)].setdefault(draft.predicate, draft)
        elif name := RELATIONS.get(draft.predicate):
            yield name, draft.subject, draft.object, (id(draft.ground),)
    for parts in held.values():
        if len(parts) == 2:
            member, post = parts[org.MEMBER], parts[iceorg.POST]
            assert isinstance(member.object, Entry)
            assert isinstance(post.object, Entry)
            yield "holdsPost", member.object, post.object, tuple(sorted(grounds[id(member.subject)]))


RELATIONS: Final = {
    org.SUB_ORGANIZATION_OF: "partOf",
    org.REPORTS_TO: "reportsTo",
    org.HEAD_OF: "heads",
    org.POST_IN: "postIn",
    iceorg.ADMINISTERS: "administers",
    dcterms.IS_PART_OF: "programPartOf",
    iceorg.PARTNERS_WITH: "partnersWith",
    schema.LOCATION: "locatedIn",
    schema.AREA_SERVED: "locatedIn",
    dcterms.REPLACES: "succeeds",
}
"""The names of the relations that are one statement between two things."""


def keys_of(entry: Entry) -> frozenset[str]:
    """Return the keys of the names that an entry bears."""
    return frozenset(name_key(name) for name in (*entry.names, *entry.acronyms, *entry.inferred))


def note_ruled(scene: Scene, things: Things, ruled: Ruled) -> None:
    """Note in a scene what rules read between its things."""
    numbers = by_name(things)
    found: dict[tuple[int, int], set[str]] = defaultdict(set)
    for name, subjects, objects in ruled:
        for a in {n for key in subjects for n in numbers.get(key, ())}:
            for b in {n for key in objects for n in numbers.get(key, ())}:
                found[a, b].add(name)
    scene.ruled = {ends: frozenset(names) for ends, names in found.items()}


def by_name(things: Things) -> Mapping[str, Sequence[int]]:
    """Return the numbers of the things that bear each name, by the name's key."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, names in enumerate(things.names):
        for key in sorted({name_key(name) for name in names}):
            found[key].append(number)
    return found
