"""JSON-LD 1.1 with our own context, which stands in the file itself: a reader fetches nothing.

Each subject is one object on a line of its own, so that the file can be searched and compared by
line. Properties that may have several values have lists always; offsets are numbers.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

from iceorg.export.base import Exporter
from iceorg.export.context import ID, VOCABULARY, Context, Word, our_context
from iceorg.model import Literal
from iceorg.vocab import Iri, rdf, xsd

if TYPE_CHECKING:
    from iceorg.export.arrange import Arranged, Node

_RELATIVE = re.compile(r"\w[\w.-]*")
"""Local names that mean the same as a reference, wherever they stand: without a colon, a slash or a dot first."""
_NUMBER = re.compile(r"0|-?[1-9][0-9]{0,14}")
"""Whole numbers that every JSON reader keeps as they are: they fit in a double."""
_TYPE = Word("type", VOCABULARY)


def write_jsonld(graph: Arranged, stream: IO[bytes]) -> None:
    """Write a graph as JSON-LD: the context, then an object for each subject."""
    writer = Writer(our_context(), graph.base)
    nodes = [one_line(writer.node(node)) for section in graph.sections for node in section.nodes]
    stream.write(f'{{\n"@context": {json_lines(writer.header())},\n"@graph": ['.encode())
    stream.write(",".join(f"\n{node}" for node in nodes).encode())
    stream.write(b"\n]\n}\n")


def one_line(value: object) -> str:
    """Return a value as JSON on one line."""
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))


def json_lines(entries: dict[str, Any]) -> str:
    """Return an object as JSON, each entry on a line."""
    return "{\n" + ",\n".join(f"  {one_line(key)}: {one_line(value)}" for key, value in entries.items()) + "\n}"


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes terms in short, as the context lets them.

    Args:
        context: The context.
        base: What the IRIs of things begin with; they are written without it.
    """

    context: Context
    base: str

    def header(self) -> dict[str, Any]:
        """Return the context with the base, which would not hold if it came from another file."""
        version, *entries = self.context.source.items()
        return dict((version, ("@base", self.base), *entries))

    def node(self, node: Node, without: tuple[Iri, Iri] | None = None) -> dict[str, Any]:
        """Return everything that is said of one subject.

        Args:
            node: The subject.
            without: A property and a value that are said in another way.
        """
        written: dict[str, Any] = {"id": self._reference(node.subject)}
        for predicate, objects in node.said:
            word = self._word(predicate, objects)
            values = [self._value(term, word) for term in objects if (predicate, term) != without]
            if values:
                written[word.key] = values if word.many or len(values) > 1 else values[0]
        return written

    def key(self, predicate: Iri, objects: tuple[Iri | Literal, ...]) -> str:
        """Return the key of a property with such values."""
        return self._word(predicate, objects).key

    def value(self, term: Iri | Literal, predicate: Iri, objects: tuple[Iri | Literal, ...]) -> Any:
        """Return one of the values of a property."""
        return self._value(term, self._word(predicate, objects))

    def _word(self, predicate: Iri, objects: tuple[Iri | Literal, ...]) -> Word:
        if predicate == rdf.TYPE and not any(isinstance(term, Literal) for term in objects):
            return _TYPE
        return self.context.properties.get(predicate) or Word(self.context.compact(predicate))

    def _value(self, term: Iri | Literal, word: Word) -> Any:
        if isinstance(term, Literal):
            return self._literal(term, word.coercion)
        if word.coercion == VOCABULARY:
            return self.context.terms.get(term) or self.context.compact(term)
        return self._reference(term) if word.coercion == ID else {"id": self._reference(term)}

    def _literal(self, literal: Literal, coercion: str) -> Any:
        if literal.language:
            return {"@value": literal.value, "@language": literal.language}
        kind = literal.datatype
        if kind == coercion or (not coercion and kind in (xsd.STRING, xsd.INTEGER)):
            return self._plain(literal)
        if kind == xsd.STRING:
            return {"@value": literal.value}
        return {"@value": literal.value, "type": self.context.compact(kind)}

    def _plain(self, literal: Literal) -> Any:
        """Return a value that needs no words about its type."""
        if literal.datatype in (xsd.INTEGER, xsd.NON_NEGATIVE_INTEGER):
            if _NUMBER.fullmatch(literal.value):
                return int(literal.value)
            return {"@value": literal.value, "type": self.context.compact(literal.datatype)}
        return literal.value

    def _reference(self, iri: Iri) -> str:
        """Return an IRI of a thing: by its local name alone where that resolves to it, else in full."""
        local = iri.removeprefix(self.base)
        if local == iri or not self.base.startswith(("http://", "https://")) or not _RELATIVE.fullmatch(local):
            return self.context.compact(iri)
        return f"#{local}" if self.base.endswith("#") else local


JSON_LD = Exporter("json-ld", ".jsonld", "application/ld+json", write_jsonld)
