"""JSON-LD 1.1 with our own context, which stands in the file itself: a reader fetches nothing.

Each subject is one object on a line of its own, so that the file can be searched and compared by
line. Properties that may have several values have lists always; offsets are numbers.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from operator import call
from typing import IO, TYPE_CHECKING, Any, Final

from iceorg.export.base import Exporter
from iceorg.export.context import ID, VOCABULARY, Context, Word, our_context
from iceorg.export.lines import OUTLINES, in_parts
from iceorg.model import Literal
from iceorg.vocab import Iri, rdf, xsd

if TYPE_CHECKING:
    from collections.abc import Callable

    from iceorg.export.arrange import Arranged, Node
    from iceorg.export.lines import Outline, Paragraph, Written

_RELATIVE = re.compile(r"\w[\w.-]*")
"""Local names that mean the same as a reference, wherever they stand: without a colon, a slash or a dot first."""
_NUMBER = re.compile(r"0|-?[1-9][0-9]{0,14}")
"""Whole numbers that every JSON reader keeps as they are: they fit in a double."""
TYPE = Word("type", VOCABULARY)
_ID = Word("id", ID)
_RDF_TYPE = f"<{rdf.TYPE}>"


def write_jsonld(graph: Arranged, stream: IO[bytes]) -> None:
    """Write a graph as JSON-LD: the context, then an object for each subject."""
    writer = Writer(our_context(), graph.base)
    lines = LineWriter(writer)
    stream.write(head_of(writer))
    between = "\n"
    for chapter in graph.chapters:
        for some in in_parts(chapter):
            stream.write((between + ",\n".join(map(lines.object_of, some))).encode())
            between = ",\n"
    stream.write(END)


END: Final = b"\n]\n}\n"
"""How such a file ends."""


def head_of(writer: Writer) -> bytes:
    """Return how such a file begins: all that stands before the subjects."""
    return f'{{\n"@context": {json_lines(writer.header())},\n"@graph": ['.encode()


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
        return self.property(predicate)

    def property(self, predicate: Iri) -> Word:
        """Return how a property is written whose values are not types."""
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


class _Named(dict["Written", str]):
    """The values of a property as the writer gives them: each IRI is looked up once, and what else is rare each time.

    Args:
        writer: Says how.
        word: How the property is written.
    """

    def __init__(self, writer: Writer, word: Word) -> None:
        super().__init__()
        self._writer = writer
        self._word = word

    def __missing__(self, value: Written) -> str:
        """Return a value that was not asked for before."""
        written = one_line(self._writer.value_of(term_of(value), self._word))
        if value.startswith("<"):
            self[value] = written
        return written


def _writing(writer: Writer, word: Word) -> Callable[[Written], str]:
    """Return what writes values of a property as JSON, without an object for each: whole graphs are large."""
    named = _Named(writer, word)
    if word.coercion == ID:
        return _writing_things(writer.base, named)
    if word.coercion == VOCABULARY:
        return named.__getitem__
    ending = f'"^^<{word.coercion}>' if word.coercion and word.coercion != xsd.STRING else '"'
    if word.coercion in (xsd.INTEGER, xsd.NON_NEGATIVE_INTEGER):
        return _writing_numbers(ending, named)
    return _writing_texts(ending, named)


def _writing_things(base: str, named: _Named) -> Callable[[Written], str]:
    """Return what writes things: those of the graph by their local names."""
    own = f"<{base}" if base.startswith(("http://", "https://")) else "<>"
    local, mark = len(own), "#" if base.endswith("#") else ""

    def thing(value: Written) -> str:
        if value.startswith(own) and _RELATIVE.fullmatch(value, local, len(value) - 1):
            return f'"{mark}{value[local:-1]}"'
        return named[value]

    return thing


def _writing_numbers(ending: str, named: _Named) -> Callable[[Written], str]:
    """Return what writes whole numbers of the type that the context says: `ending` is how these end in N-Triples."""
    plain = re.compile(f'"({_NUMBER.pattern}){re.escape(ending)}')

    def number(value: Written) -> str:
        found = plain.fullmatch(value)
        return found[1] if found else named[value]

    return number


def _writing_texts(ending: str, named: _Named) -> Callable[[Written], str]:
    """Return what writes texts, or days, of the type that the context says: `ending` is how these end in N-Triples."""
    typed = len(ending) - len('"')

    def text(value: Written) -> str:
        if value.endswith(ending) and "\\" not in value:
            return value[: len(value) - typed]
        return named[value]

    return text


@dataclass(frozen=True, slots=True)
class _Form:
    """An object with certain keys, without their values.

    Args:
        text: The object, `%s` standing for the subject and for each value.
        writing: What writes each of them.
    """

    text: str
    writing: tuple[Callable[[Written], str], ...]


class LineWriter:
    """Writes paragraphs of N-Triples as JSON.

    Args:
        writer: Says how; what is rare is left to it.
    """

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._writing = cache(partial(_writing, writer))
        self._form_of = lru_cache(OUTLINES)(self._form)

    def object_of(self, told: Paragraph) -> str:
        """Return all that is said of a subject as a JSON object on one line."""
        terms, outline = told
        form = self._form_of(outline, terms[1][0])
        return form.text % tuple(map(call, form.writing, terms))

    def _form(self, outline: Outline, opening: str) -> _Form:
        """Return the object for such properties.

        Args:
            outline: The properties.
            opening: What the first value begins with; a type that is a text stands first, and is not written as types are.
        """
        said = ['"id": %s']
        writing = [self._writing(_ID)]
        for predicate, count in outline.said:
            a_type = predicate == _RDF_TYPE and opening == "<"
            word = TYPE if a_type else self._writer.property(Iri(predicate[1:-1]))
            values = ", ".join(["%s"] * count)
            key = one_line(word.key).replace("%", "%%")
            said.append(f"{key}: [{values}]" if word.many or count > 1 else f"{key}: {values}")
            writing += [self._writing(word)] * count
        return _Form(f"{{{', '.join(said)}}}", tuple(writing))


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
