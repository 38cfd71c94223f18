"""Which names of a page may be joined, and what the page shows between them.

Every ordered pair of things whose kinds a relation can join is looked at through the mentions of both
that lie nearest to each other in the layout: in one sentence, one row, under a heading, in one list.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from iceorg.extract.learned.features import cell_of, classes_of
from iceorg.extract.lexicon import lexicon
from iceorg.extract.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from iceorg.extract.learned.features import Page

ORG, POST, PERSON, PROGRAM, GROUP, PLACE = "Org", "Post", "Person", "Program", "Group", "Place"

LEGAL: Final[Mapping[str, frozenset[tuple[str, str]]]] = {
    "partOf": frozenset({(ORG, ORG)}),
    "reportsTo": frozenset((a, b) for a in (ORG, POST, PERSON) for b in (ORG, POST, PERSON)),
    "heads": frozenset((a, b) for a in (POST, PERSON, ORG) for b in (ORG, PROGRAM)),
    "holdsPost": frozenset({(PERSON, POST)}),
    "postIn": frozenset((POST, b) for b in (ORG, PROGRAM)),
    "administers": frozenset((a, PROGRAM) for a in (ORG, POST)),
    "programPartOf": frozenset({(PROGRAM, PROGRAM)}),
    "partnersWith": frozenset((a, b) for a in (ORG, PROGRAM, GROUP) for b in (ORG, PROGRAM, GROUP)),
    "locatedIn": frozenset((a, PLACE) for a in (ORG, POST, PROGRAM)),
    "succeeds": frozenset({(ORG, ORG), (PROGRAM, PROGRAM), (POST, POST)}),
}
"""Which kinds each relation can join: subject, object."""

_WINDOW = 4
_NEAREST = 3


@dataclass(frozen=True, slots=True)
class Spot:
    """A mention: where a name stands in a page.

    Args:
        line: Index of its line in the page.
        first: Index of its first word in the line.
        last: Index of its last word.
        kind: What it names, as the tagger has it.
        node: Number of the thing that it names.
        sure: How sure the tagger is of it.
    """

    line: int
    first: int
    last: int
    kind: str
    node: int
    sure: float = field(default=1.0, compare=False)


@dataclass(slots=True)
class Scene:
    """A page with all its mentions.

    Args:
        page: The page.
        spots: Its mentions, in text order.
        places: Where each of them stands.
        focus: The numbers of the things whose page it may be, likeliest first.
        ruled: The relations that rules read between two things, by their numbers.
    """

    page: Page
    spots: list[Spot]
    places: list[tuple[int, int]] = field(default_factory=list, init=False)
    focus: Sequence[int] = ()
    ruled: Mapping[tuple[int, int], frozenset[str]] = field(default_factory=dict)
    on_line: dict[int, list[Spot]] = field(default_factory=lambda: defaultdict(list))
    on_block: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    of_node: dict[int, list[Spot]] = field(default_factory=lambda: defaultdict(list))
    guards: dict[int, tuple[str, ...]] = field(default_factory=dict)
    sides: dict[Spot, tuple[str, list[str]]] = field(default_factory=dict)
    paths: dict[tuple[int, int], str] = field(default_factory=dict)
    _named: dict[Spot, tuple[str, ...]] = field(default_factory=dict)
    _below: dict[int, list[int]] | None = None

    def __post_init__(self) -> None:
        """Index the mentions."""
        self.spots.sort(key=place_in_text)
        self.places = [place_in_text(spot) for spot in self.spots]
        for spot in self.spots:
            self.on_line[spot.line].append(spot)
            self.of_node[spot.node].append(spot)
        for i, line in enumerate(self.page.lines):
            self.on_block[line.sentence.block].append(i)

    def below(self) -> Mapping[int, Sequence[int]]:
        """Return the lines that stand under each line, made once."""
        if self._below is None:
            self._below = defaultdict(list)
            for i, line in enumerate(self.page.lines):
                for above in self.page.layout.trail(line.sentence.block):
                    for upper in self.on_block.get(above, ()):
                        self._below[upper].append(i)
        return self._below

    def block(self, spot: Spot) -> int:
        """Return the index of the block that a mention stands in."""
        return self.page.lines[spot.line].sentence.block

    def name(self, spot: Spot) -> tuple[str, ...]:
        """Return the words of a mention in small letters."""
        found = self._named.get(spot)
        if found is None:
            words = self.page.lines[spot.line].words[spot.first : spot.last + 1]
            found = self._named[spot] = tuple(word.folded for word in words)
        return found


@dataclass(frozen=True, slots=True)
class Pair:
    """Two things that a relation may join, and the mentions of both that lie nearest.

    Args:
        subject: Number of the one.
        object: Number of the other.
        near: The nearest pairs of mentions, with their distance, nearest first.
    """

    subject: int
    object: int
    near: tuple[tuple[int, Spot, Spot], ...]


def candidates(scene: Scene) -> list[Pair]:
    """Return the pairs of things that lie near each other and whose kinds some relation can join."""
    found: dict[tuple[int, int], list[tuple[int, Spot, Spot]]] = defaultdict(list)
    for one in scene.spots:
        for other in _around(scene, one):
            if other.node != one.node and (one.kind, other.kind) in _JOINABLE:
                found[one.node, other.node].append((_distance(scene, one, other), one, other))
    return [Pair(a, b, tuple(sorted(near, key=_nearness)[:_NEAREST])) for (a, b), near in sorted(found.items())]


def _nearness(near: tuple[int, Spot, Spot]) -> tuple[int, int, int, int, int]:
    distance, one, other = near
    return distance, one.line, one.first, other.line, other.first


_JOINABLE = frozenset().union(*LEGAL.values())


def _around(scene: Scene, spot: Spot) -> Iterator[Spot]:
    """Yield the mentions in the lines around one, in the lines that it stands under and over, and of the page's own body."""
    lines = set(range(spot.line - _WINDOW, spot.line + _WINDOW + 1))
    layout = scene.page.layout
    for above in layout.trail(scene.block(spot)):
        lines.update(scene.on_block.get(above, ()))
    lines.update(scene.below().get(spot.line, ()))
    for line in sorted(lines):
        yield from scene.on_line.get(line, ())
    for node in scene.focus[:2]:
        spots = scene.of_node[node]
        at = min(bisect_left(spots, place_in_text(spot), key=place_in_text), len(spots) - 1)
        for near in dict.fromkeys((spots[0], spots[at], spots[at - 1])):
            if near.line not in lines:
                yield near


def _distance(scene: Scene, one: Spot, other: Spot) -> int:
    """Return how far apart two mentions are: words in a sentence, steps in the layout otherwise."""
    if one.line == other.line:
        return max(one.first - other.last, other.first - one.last) - 1
    mine, its = scene.block(one), scene.block(other)
    if mine == its:
        apart = abs(one.line - other.line)
        return (4 if scene.page.layout.blocks[mine].cells else 15) * apart + 5
    layout = scene.page.layout
    for child, parent in ((mine, its), (its, mine)):
        for depth, above in enumerate(layout.trail(child)):
            if above == parent:
                return 20 + 10 * depth
    return 40 + 8 * abs(one.line - other.line)


# ------------------------------------------------------------------ features


def glance(scene: Scene, pair: Pair) -> list[str]:
    """Return the little that tells most pairs of which nothing is said from the others."""
    distance, one, other = pair.near[0]
    kinds, path = f"{one.kind}>{other.kind}", path_of(scene, pair)
    far = _bucket(distance)
    heads = f"{_head(scene.name(one))}>{_head(scene.name(other))}"
    ranks = f"{_rank(scene, pair.subject)}{_rank(scene, pair.object)}"
    found = ["b", kinds, path, f"{path}{kinds}", f"d{far}{kinds}", f"d{far}{path[:1]}{kinds}", f"f{ranks}{kinds}"]
    found += [f"h{heads}{path[:1]}", f"f{ranks}{path[:1]}{kinds}", f"n{len(pair.near)}{kinds}", f"hf{heads}{ranks}"]
    if one.line == other.line:
        left, right = sorted((one, other), key=place_in_text)
        others = sum(left.first < s.first < right.first for s in scene.on_line[one.line])
        found.append(f"s{min(others, 4)}{kinds}{path}")
    if set(scene.name(one)) & set(scene.name(other)) - _SMALL:
        found.append(f"ab{path[:1]}{kinds}")
    if (pair.subject, pair.object) in scene.ruled:
        found.append("rule")
    return found


def place_in_text(spot: Spot) -> tuple[int, int]:
    """Return what sorts mentions in text order."""
    return spot.line, spot.first


def features(scene: Scene, pair: Pair) -> list[str]:
    """Return what the page shows of a pair: its nearest mentions first, then the things themselves."""
    found = _of_things(scene, pair)
    kinds = f"{pair.near[0][1].kind}>{pair.near[0][2].kind}"
    for rank, (_, one, other) in enumerate(pair.near):
        for feature in _of_mentions(scene, one, other, kinds):
            found.append(feature)
            if rank == 0:
                found.append("1" + feature)
    return list(dict.fromkeys(found))


def _of_things(scene: Scene, pair: Pair) -> list[str]:
    _, one, other = pair.near[0]
    kinds = f"{one.kind}>{other.kind}"
    mine, its = scene.name(one), scene.name(other)
    found = ["b", f"K:{kinds}"]
    found += [f"fa:{_rank(scene, pair.subject)}", f"fb:{_rank(scene, pair.object)}"]
    found += [f"fab:{_rank(scene, pair.subject)}{_rank(scene, pair.object)}{kinds}"]
    found += [f"na:{_count(scene, pair.subject)}", f"nb:{_count(scene, pair.object)}"]
    found += [f"ha:{_head(mine)}", f"hb:{_head(its)}", f"hab:{_head(mine)}>{_head(its)}"]
    found += [f"ca:{classes_of(mine[-1])[1]}", f"cb:{classes_of(its[-1])[1]}"]
    found += [f"wa:{mine[-1]}", f"wb:{its[-1]}", f"sa:{mine[0]}", f"sb:{its[0]}"]
    short_mine, short_its = set(mine) - _SMALL, set(its) - _SMALL
    if short_its and short_its <= short_mine:
        found.append(f"a>b:{kinds}")
    elif short_mine and short_mine <= short_its:
        found.append(f"b>a:{kinds}")
    elif shared := short_mine & short_its:
        found.append(f"ab:{min(len(shared), 3)}:{kinds}")
    earlier = place_in_text(scene.of_node[pair.subject][0]) < place_in_text(scene.of_node[pair.object][0])
    found.append(f"order:{'<' if earlier else '>'}:{kinds}")
    found += [f"rule:{name}" for name in scene.ruled.get((pair.subject, pair.object), ())]
    found += [f"elur:{name}" for name in scene.ruled.get((pair.object, pair.subject), ())]
    return found


_SMALL = frozenset({"of", "the", "and", "for", "&", "on", "'s", ",", "u.s."})


def _rank(scene: Scene, node: int) -> str:
    return str(scene.focus.index(node)) if node in scene.focus[:3] else "-"


def _count(scene: Scene, node: int) -> int:
    return min(len(scene.of_node[node]), 4)


@lru_cache(maxsize=1 << 12)
def _head(name: tuple[str, ...]) -> str:
    told = lexicon().head_kind(name)
    return told.value if told is not None else "-"


def _of_mentions(scene: Scene, one: Spot, other: Spot, kinds: str) -> list[str]:
    if one.line == other.line:
        return _in_sentence(scene, one, other, kinds)
    return _in_layout(scene, one, other, kinds)


def _in_sentence(scene: Scene, one: Spot, other: Spot, kinds: str) -> list[str]:
    line = scene.page.lines[one.line]
    way = ">" if one.first < other.first else "<"
    left, right = sorted((one, other), key=place_in_text)
    tokens, between = _tokens(scene, one.line, left.last + 1, right.first)
    before, _ = _tokens(scene, one.line, max(0, left.first - 5), left.first)
    after, _ = _tokens(scene, one.line, right.last + 1, right.last + 6)
    kind = scene.page.layout.blocks[line.sentence.block].kind
    found = [f"S{way}", f"S{way}{kinds}", f"S{way}{kinds}{kind}", f"S{way}g{_bucket(len(tokens))}{kinds}"]
    found.append(
        f"S{way}m{min(sum(s.kind == other.kind for s in between), 3)},{min(sum(s.kind == one.kind for s in between), 3)}{kinds}"
    )
    if len(tokens) <= 7:
        found.append(f"S{way}={' '.join(tokens)}")
        found.append(f"S{way}{kinds}={' '.join(tokens)}")
    found += [f"S{way}w:{t}" for t in set(tokens)]
    found += [f"S{way}{kinds}w:{t}" for t in set(tokens)]
    found += [f"S{way}2:{a} {b}" for a, b in zip(["^", *tokens], [*tokens, "$"], strict=True)]
    found += [f"S{way}{kinds}2:{a} {b}" for a, b in zip(["^", *tokens], [*tokens, "$"], strict=True)]
    found += [f"S{way}3:{' '.join(tokens[i : i + 3])}" for i in range(len(tokens) - 2)]
    found += [f"S{way}f:{c}" for c in _fine(tokens)] + [f"S{way}{kinds}f:{c}" for c in _fine(tokens)]
    found += [f"S{way}pref:{c}" for c in _fine(before[-3:])] + [f"S{way}postf:{c}" for c in _fine(after[:3])]
    found += [f"S{way}pre:{t}" for t in before[-3:]] + [f"S{way}pre2:{' '.join(before[-2:])}"]
    found += [f"S{way}post:{t}" for t in after[:3]] + [f"S{way}post2:{' '.join(after[:2])}"]
    found += [f"S{way}c:{c}" for c in _classes(tokens)] + [f"S{way}{kinds}c:{c}" for c in _classes(tokens)]
    found += [f"Sprec:{c}" for c in _classes(before)] + [f"Spostc:{c}" for c in _classes(after)]
    found += [f"guard:{g}" for g in guards_on(scene, one.line)]
    return found


def _bucket(count: int) -> str:
    return (
        str(count) if count < 4 else "4-6" if count < 7 else "7-12" if count < 13 else "13-25" if count < 26 else "26+"
    )


def _tokens(scene: Scene, line: int, start: int, end: int) -> tuple[list[str], list[Spot]]:
    """Return the words of a stretch, each name in it as its kind, and these names."""
    words = scene.page.lines[line].words
    inside = {s.first: s for s in scene.on_line.get(line, ()) if start <= s.first < end}
    tokens: list[str] = []
    i = start
    while i < min(end, len(words)):
        if i in inside:
            tokens.append(inside[i].kind.upper())
            i = inside[i].last + 1
            continue
        text = words[i].text
        tokens.append("#" if text.isdigit() else "Cap" if words[i].capital and len(text) > 3 else fold(text))
        i += 1
    return tokens, list(inside.values())


def _classes(tokens: Sequence[str]) -> tuple[str, ...]:
    """Return the classes of phrases that a stretch holds."""
    return _classes_in(" ".join(tokens)) if tokens else ()


@lru_cache(maxsize=1 << 14)
def _classes_in(text: str) -> tuple[str, ...]:
    by_first, padded = _phrases(), f" {text} "
    told = (one for word in dict.fromkeys(text.split()) for one in by_first.get(word, ()))
    return tuple(dict.fromkeys(name for name, phrase in told if phrase in padded))


@lru_cache(maxsize=1)
def _phrases() -> Mapping[str, list[tuple[str, str]]]:
    """Return the phrases of every class, each between blanks, by their first words."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name, phrases in lexicon().classes.items():
        for phrase in phrases if name not in ("BE", "HAVE", "IN") else ():
            found[phrase.split()[0]].append((name, f" {phrase} "))
    return found


def _fine(tokens: Sequence[str]) -> set[str]:
    """Return the classes of words used alike that a stretch holds."""
    return {fine for token in tokens if (fine := classes_of(token)[1]) != "?"}


def guards_on(scene: Scene, line: int) -> tuple[str, ...]:
    """Return which kinds of words a line holds that turn a statement into something else."""
    found = scene.guards.get(line)
    if found is None:
        text = f" {' '.join(w.folded for w in scene.page.lines[line].words)} "
        found = tuple(name for name, words in lexicon().guards.items() if any(f" {w} " in text for w in words))
        scene.guards[line] = found
    return found


def words_shared(scene: Scene, one: Spot, other: Spot) -> int:
    """Return how many words of content two names share."""
    return len(set(scene.name(one)) & set(scene.name(other)) - _SMALL)


def _in_layout(scene: Scene, one: Spot, other: Spot, kinds: str) -> list[str]:
    path = _path(scene, one, other)
    found = [f"L{path}", f"L{path}{kinds}"]
    sides = (_side(scene, one), _side(scene, other))
    found += [f"L{path}{kinds}:{sides[0][0]}>{sides[1][0]}", f"L{kinds}:{sides[0][0]}>{sides[1][0]}"]
    for mark, (_, words) in zip("ab", sides, strict=True):
        found += [f"L{mark}{w}" for w in words]
        found += [f"L{path[:1]}{mark}{kinds}{w}" for w in words]
    between = _between(scene, *sorted((one, other), key=place_in_text))
    same = len({s.node for s in between if s.kind == other.kind and s.node not in (one.node, other.node)})
    mine = len({s.node for s in between if s.kind == one.kind and s.node not in (one.node, other.node)})
    found += [f"L{path}n{min(same, 4)}{kinds}", f"L{path}m{min(mine, 4)}{kinds}", f"Ln{min(same, 4)}{kinds}"]
    found += [f"guard:{g}" for g in {*guards_on(scene, one.line), *guards_on(scene, other.line)}]
    return found


_LOOKED_THROUGH: Final = 40
"""How many mentions are looked through between two, from the line of the first on."""


def _between(scene: Scene, left: Spot, right: Spot) -> list[Spot]:
    """Return the mentions between two of different lines, as far as is looked."""
    places = scene.places
    start = bisect_left(places, (left.line, -1))
    after = bisect_right(places, place_in_text(left), lo=start)
    end = bisect_left(places, place_in_text(right), lo=start)
    return scene.spots[after : min(end, start + _LOOKED_THROUGH)]


def _path(scene: Scene, one: Spot, other: Spot) -> str:
    mine, its = scene.block(one), scene.block(other)
    blocks = scene.page.layout.blocks
    if mine == its:
        if blocks[mine].cells:
            return f"R{_cell(scene, one)}-{_cell(scene, other)}/{min(len(blocks[mine].cells), 6)}"
        return f"B{max(-3, min(3, other.line - one.line))}"
    for mark, child, parent in (("U", mine, its), ("D", its, mine)):
        for depth, above in enumerate(scene.page.layout.trail(child)):
            if above == parent:
                return f"{mark}{min(depth, 3)}{blocks[parent].kind}/{blocks[child].kind}"
    apart = max(-9, min(9, its - mine))
    if blocks[mine].parent == blocks[its].parent:
        return f"E{apart if abs(apart) < 3 else '+' if apart > 0 else '-'}{blocks[mine].kind}/{blocks[its].kind}"
    return f"X{apart if abs(apart) < 2 else '+' if apart > 0 else '-'}{blocks[mine].kind}/{blocks[its].kind}"


def _cell(scene: Scene, spot: Spot) -> int:
    sentence = scene.page.lines[spot.line].sentence
    return min(cell_of(scene.page.layout.blocks[sentence.block], sentence), 5)


def _side(scene: Scene, spot: Spot) -> tuple[str, list[str]]:
    """Return how a mention stands in its line, and the words beside it."""
    found = scene.sides.get(spot)
    if found is None:
        found = scene.sides[spot] = _side_of(scene, spot)
    return found


_SPEAKS: Final = ("our", "we", "us", "i", "my", "me", "its", "it", "their", "they", "which", "here", "this", "each")
"""Words that point to the page's own body, or to something said before."""


def _side_of(scene: Scene, spot: Spot) -> tuple[str, list[str]]:
    line = scene.page.lines[spot.line]
    size = len(line.words)
    whole = spot.first == 0 and spot.last >= size - 2
    stand = "whole" if whole else "first" if spot.first == 0 else "last" if spot.last >= size - 2 else "in"
    before, _ = _tokens(scene, spot.line, max(0, spot.first - 4), spot.first)
    after, _ = _tokens(scene, spot.line, spot.last + 1, spot.last + 6)
    found = [f"-:{t}" for t in before[-3:]] + [f"+:{t}" for t in after[:4]]
    found += [f"-2:{' '.join(before[-2:])}", f"+2:{' '.join(after[:2])}", f"end:{line.words[-1].text}"]
    found += [f"c-:{c}" for c in _classes(before)] + [f"c+:{c}" for c in _classes(after)]
    texts = {word.folded for word in line.words}
    found += [f"speaks:{word}" for word in _SPEAKS if word in texts]
    found += [f"f-:{c}" for c in _fine(before[-3:])] + [f"f+:{c}" for c in _fine(after[:4])]
    found += [f"o:{feature}" for feature in line.around if feature.startswith(("a=", "col=", "key=", "alast="))]
    return stand, found


def path_of(scene: Scene, pair: Pair) -> str:
    """Return how the nearest mentions of a pair lie to each other: `S>` in one sentence, `U0...` under a heading."""
    found = scene.paths.get((pair.subject, pair.object))
    if found is None:
        _, one, other = pair.near[0]
        in_line = "S>" if one.first < other.first else "S<"
        found = in_line if one.line == other.line else _path(scene, one, other)
        scene.paths[pair.subject, pair.object] = found
    return found
