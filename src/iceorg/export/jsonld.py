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
from iceorg.export.lines import in_parts
from iceorg.model import Literal
from iceorg.vocab import Iri, rdf, xsd

if TYPE_CHECKING:
    from iceorg.export.arrange import Arranged, Node
    from iceorg.export.lines import Paragraph, Written

_RELATIVE = re.compile(r"\w[\w.-]*")
"""Local names that mean the same as a reference, wherever they stand: without a colon, a slash or a dot first."""
_NUMBER = re.compile(r"0|-?[1-9][0-9]{0,14}")
"""Whole numbers that every JSON reader keeps as they are: they fit in a double."""
TYPE = Word("type", VOCABULARY)
_RDF_TYPE = f"<{rdf.TYPE}>"


def write_jsonld(graph: Arranged, stream: IO[bytes]) -> None:
    """Write a graph as JSON-LD: the context, then an object for each subject."""
    writer = Writer(our_context(), graph.base)
    lines = _LineWriter(writer)
    stream.write(f'{{\n"@context": {json_lines(writer.header())},\n"@graph": ['.encode())
    between = "\n"
    for chapter in graph.chapters:
        for some in in_parts(chapter):
            stream.write((between + ",\n".join(map(lines.object_of, some))).encode())
            between = ",\n"
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
        written: dict[str, Any] = {"id": self.reference(node.subject)}
        for predicate, objects in node.said:
            word = self.word(predicate, objects)
            values = [self.value_of(term, word) for term in objects if (predicate, term) != without]
            if values:
                written[word.key] = values if word.many or len(values) > 1 else values[0]
        return written

    def key(self, predicate: Iri, objects: tuple[Iri | Literal, ...]) -> str:
        """Return the key of a property with such values."""
        return self.word(predicate, objects).key

    def value(self, term: Iri | Literal, predicate: Iri, objects: tuple[Iri | Literal, ...]) -> Any:
        """Return one of the values of a property."""
        return self.value_of(term, self.word(predicate, objects))

    def word(self, predicate: Iri, objects: tuple[Iri | Literal, ...]) -> Word:
        """Return how a property with such values is written."""
        if predicate == rdf.TYPE and not any(isinstance(term, Literal) for term in objects):
            return TYPE
        return self.context.properties.get(predicate) or Word(self.context.compact(predicate))

    def value_of(self, term: Iri | Literal, word: Word) -> Any:
        """Return a value of a property that is written so."""
        if isinstance(term, Literal):
            return self.literal(term, word.coercion)
        if word.coercion == VOCABULARY:
            return self.context.terms.get(term) or self.context.compact(term)
        return self.reference(term) if word.coercion == ID else {"id": self.reference(term)}

    def literal(self, literal: Literal, coercion: str) -> Any:
        """Return a literal, with words about its type unless the context says it."""
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

    def reference(self, iri: Iri) -> str:
        """Return an IRI of a thing: by its local name alone where that resolves to it, else in full."""
        local = iri.removeprefix(self.base)
        if local == iri or not self.base.startswith(("http://", "https://")) or not _RELATIVE.fullmatch(local):
            return self.context.compact(iri)
        return f"#{local}" if self.base.endswith("#") else local


@dataclass(frozen=True, slots=True)
class _Key:
    """How a property is written, ready to be used a hundred thousand times.

    Args:
        text: The key, as JSON has it within quotation marks.
        many: Whether its values are always in a list.
        ending: How a value ends in N-Triples whose type the context says already.
        refers: Whether its values are things.
        number: Whether they are whole numbers.
        word: The same for what is rare.
    """

    text: str
    many: bool
    ending: str
    refers: bool
    number: bool
    word: Word


class _LineWriter:
    """Writes terms of N-Triples as JSON, without an object for each: whole graphs are large.

    Args:
        writer: Says how; what is rare is left to it.
    """

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._words: dict[Written, _Key] = {}
        self._known: dict[tuple[str, Written], str] = {}
        base = writer.base
        self._own = f"<{base}" if base.startswith(("http://", "https://")) else "<>"
        self._local = len(self._own)
        self._mark = "#" if base.endswith("#") else ""

    def object_of(self, told: Paragraph) -> str:
        """Return all that is said of a subject as a JSON object on one line."""
        reference, words = self._reference, self._words
        parts = [f'"id": {reference(told.subject)}']
        for predicate, values in told.said:
            key = words.get(predicate)
            if key is None or (key.word is TYPE and values[0][0] != "<"):
                key = self._word(predicate, values)
            if key.refers:
                written = [reference(value) if value[0] == "<" else self._rare(value, key.word) for value in values]
            else:
                written = [self._value(value, key) for value in values]
            if key.many or len(written) > 1:
                parts.append(f'"{key.text}": [{", ".join(written)}]')
            else:
                parts.append(f'"{key.text}": {written[0]}')
        return f"{{{', '.join(parts)}}}"

    def _word(self, predicate: Written, values: list[Written]) -> _Key:
        word = self._writer.word(Iri(predicate[1:-1]), tuple(map(term_of, values)))
        ending = f'"^^<{word.coercion}>' if word.coercion and word.coercion != xsd.STRING else '"'
        number = word.coercion in (xsd.INTEGER, xsd.NON_NEGATIVE_INTEGER)
        key = _Key(one_line(word.key)[1:-1], word.many, ending, word.coercion == ID, number, word)
        if word is TYPE or predicate != _RDF_TYPE:  # a type that is a text is written otherwise
            self._words[predicate] = key
        return key

    def _value(self, value: Written, key: _Key) -> str:
        if value[0] == "<":
            return self._named(value, key.word)
        if not value.endswith(key.ending) or "\\" in value:
            return self._rare(value, key.word)
        text = value[: len(value) - len(key.ending) + 1]
        if key.number:
            return text[1:-1] if _NUMBER.fullmatch(text[1:-1]) else self._rare(value, key.word)
        return text

    def _rare(self, value: Written, word: Word) -> str:
        literal = term_of(value)
        assert isinstance(literal, Literal)
        return one_line(self._writer.literal(literal, word.coercion))

    def _named(self, value: Written, word: Word) -> str:
        known = self._known.get((word.coercion, value))
        if known is None:
            known = one_line(self._writer.value_of(term_of(value), word))
            self._known[word.coercion, value] = known
        return known

    def _reference(self, value: Written) -> str:
        if value.startswith(self._own) and _RELATIVE.fullmatch(value, self._local, len(value) - 1):
            return f'"{self._mark}{value[self._local : -1]}"'
        known = self._known.get((ID, value))
        if known is None:
            known = self._known[ID, value] = one_line(self._writer.reference(Iri(value[1:-1])))
        return known


def term_of(written: Written) -> Iri | Literal:
    r"""Return the term that N-Triples writes so.

    >>> term_of('"a \\"b\\""@en'), term_of("<https://example.org/a>")
    (Literal(value='a "b"', datatype='http://www.w3.org/1999/02/22-rdf-syntax-ns#langString', language='en'), 'https://example.org/a')
    """
    if written[0] == "<":
        return Iri(written[1:-1])
    text, _, rest = written.rpartition('"')
    value = json.loads(f'{text}"')  # the escapes of canonical N-Triples are those of JSON
    if rest.startswith("@"):
        return Literal(value, rdf.LANG_STRING, rest[1:])
    return Literal(value, Iri(rest[3:-1])) if rest else Literal(value)


JSON_LD = Exporter("json-ld", ".jsonld", "application/ld+json", write_jsonld)
