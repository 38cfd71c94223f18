"""JSON-LD in which the organisation is nested: its parts within it, posts within bodies, holders within posts.

For programs that walk a tree and know nothing of graphs. Each thing stands in one place, the first in which it is
met, and is elsewhere named by its id. It is the things and their facts, without claims and passages.
"""

from __future__ import annotations

from collections import defaultdict
from typing import IO, TYPE_CHECKING, Any, Final

from iceorg.export.base import Exporter
from iceorg.export.context import our_context
from iceorg.export.jsonld import Writer, json_lines, one_line
from iceorg.export.network import kind_of, name_of
from iceorg.export.quads import things
from iceorg.model import Kind, Literal
from iceorg.vocab import Iri, dcterms, iceorg, org

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from iceorg.export.arrange import Arranged, Node

_WITHIN: Final = (
    ("parts", org.SUB_ORGANIZATION_OF),
    ("posts", org.POST_IN),
    ("memberships", iceorg.POST),
    ("components", dcterms.IS_PART_OF),
)
"""What stands within a thing: the key, and the property by which the inner thing names the outer one."""
_INLINE: Final = frozenset((Kind.PROGRAM, Kind.GROUP, Kind.PLACE, Kind.PERSON, Kind.COUNT))
"""Kinds of things that stand where they are first named."""
_DEEPEST: Final = 100
_ROOTS: Final = (Kind.AGENCY, Kind.UNIT, Kind.POST)
"""What the tree begins with, in this order; a unit only if it is within no body."""


def write_tree(graph: Arranged, stream: IO[bytes]) -> None:
    """Write the things of a graph as nested JSON-LD, each root on a line."""
    writer = Writer(our_context(), graph.base)
    reverse = {key: {"@reverse": our_context().compact(predicate), "@container": "@set"} for key, predicate in _WITHIN}
    header = json_lines(writer.header() | reverse)
    roots = [one_line(told) for told in _Tree(graph, writer).roots()]
    stream.write(f'{{\n"@context": {header},\n"@graph": ['.encode())
    stream.write(",".join(f"\n{root}" for root in roots).encode())
    stream.write(b"\n]\n}\n")


class _Tree:
    """Things that find their place one after the other."""

    def __init__(self, graph: Arranged, writer: Writer) -> None:
        self._writer = writer
        nodes = (node for section in graph.sections for node in section.nodes)
        self._nodes: dict[Iri, Node] = {}
        self._kinds: dict[Iri, Kind] = {}
        for node in nodes:
            if (kind := kind_of(graph.said[node.subject])) and kind != Kind.DOCUMENT:
                self._nodes[node.subject], self._kinds[node.subject] = node, Kind(kind)
        said = graph.said
        self._order = {iri: (name_of(iri, said[iri]).casefold(), iri) for iri in self._nodes}
        self._inner = {key: self._by_outer(predicate, said) for key, predicate in _WITHIN}
        self._outer = {predicate: key for key, predicate in _WITHIN}
        self._placed: set[Iri] = set()

    def _by_outer(self, predicate: Iri, said: Mapping[Iri, Any]) -> Mapping[Iri, list[Iri]]:
        found: dict[Iri, list[Iri]] = defaultdict(list)
        for iri in sorted(self._nodes, key=self._order.__getitem__):
            for outer in sorted(things(said[iri], predicate)):
                if outer in self._nodes:
                    found[outer].append(iri)
        return found

    def roots(self) -> Iterator[dict[str, Any]]:
        """Yield the things that stand within none, those of a circle among them, then what is left."""
        inner = {iri for found in self._inner.values() for group in found.values() for iri in group}
        by_kind = sorted(self._nodes, key=lambda iri: (self._rank(iri), self._order[iri]))
        for wanted in ([iri for iri in by_kind if iri not in inner and self._kinds[iri] in _ROOTS], by_kind):
            for iri in wanted:
                if iri not in self._placed:
                    yield self._told(iri)

    def _rank(self, iri: Iri) -> int:
        kind = self._kinds[iri]
        return _ROOTS.index(kind) if kind in _ROOTS else len(_ROOTS)

    def _told(self, iri: Iri, outer: tuple[Iri, Iri] | None = None, depth: int = 0) -> dict[str, Any]:
        """Return a thing with all that stands within it.

        Args:
            iri: The thing.
            outer: The property and the thing that it stands within, which it need not name again.
            depth: How many things it stands within; below the deepest that readers of JSON bear, a tree of its own begins.
        """
        self._placed.add(iri)
        told = self._writer.node(self._nodes[iri], without=outer)
        for key, values in self._named(iri, depth).items():
            told[key] = values if len(values) > 1 or isinstance(told.get(key), list) else values[0]
        for key, predicate in _WITHIN:
            waiting = self._inner[key].get(iri, []) if depth < _DEEPEST else []
            # Not all at once: what stands within one of them may be another of them.
            found = [self._told(one, (predicate, iri), depth + 1) for one in waiting if one not in self._placed]
            if found:
                told[key] = found
        return told

    def _named(self, iri: Iri, depth: int) -> dict[str, list[Any]]:
        """Return the properties whose values stand here, since they have found no place before."""
        found: dict[str, list[Any]] = {}
        for predicate, values in self._nodes[iri].said:
            here = [value for value in values if depth < _DEEPEST and self._is_new(value)]
            if here and predicate not in self._outer:
                key = self._writer.key(predicate, values)
                found[key] = [
                    self._told(Iri(str(value)), None, depth + 1)
                    if value in here and value not in self._placed
                    else self._writer.value(value, predicate, values)
                    for value in values
                ]
        return found

    def _is_new(self, value: Iri | Literal) -> bool:
        return not isinstance(value, Literal) and self._kinds.get(value) in _INLINE and value not in self._placed


_LOST = "claims, passages, documents and what people decided: the things and their facts alone"
JSON_LD_TREE = Exporter("json-ld-tree", ".tree.jsonld", "application/ld+json", write_tree, _LOST)
