"""A graph that a build wrote, read by its lines: each has the one form that canonical N-Triples gives it, and so needs no parser.

That takes half of a parser's time. What is said more than once, as most names of things are, is in memory once.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from iceorg.model import Literal
from iceorg.vocab import Iri, rdf

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from iceorg.model import Triple

_SUBJECT: Final = re.compile(rb"(<[^>\n]*> ).*\n(?:\1.*\n)*+")
"""All lines of a subject, which stand one after the other."""
_SAID: Final = re.compile(r"^<[^>\n]*> <([^>\n]*)> (.*) \.\n", re.MULTILINE)


_AT_ONCE: Final = 1 << 22
"""Bytes of a file that are looked at at once."""


def read_written(graph: bytes | Path, without: AbstractSet[Iri] = frozenset()) -> Iterator[Triple]:
    r"""Yield the triples of a graph in its order.

    Args:
        graph: The graph, as a build wrote it: sorted and canonical; or its file, which is not held in memory.
        without: Classes whose members are passed over.

    Example:
        >>> [value.value for _, _, value in read_written(b'<https://example.org/a> <https://example.org/b> "c" .\n')]
        ['c']
    """
    passed_over = tuple(f"<{rdf.TYPE}> <{kind}> .\n".encode() for kind in without)
    known: dict[str, Iri] = {}
    for portion in [graph] if isinstance(graph, bytes) else portions(graph):
        for block in _SUBJECT.finditer(portion):
            if any(_has(block[0], block[1] + said) for said in passed_over):
                continue
            name = Iri(block[1][1:-2].decode())
            subject = known.setdefault(name, name)
            for property_, value in _SAID.findall(block[0].decode()):
                predicate = known.setdefault(property_, property_)
                if value[0] == "<":
                    thing = Iri(value[1:-1])
                    yield subject, predicate, known.setdefault(thing, thing)
                else:
                    yield subject, predicate, literal_of(value)


def portions(path: Path) -> Iterator[bytes]:
    """Yield a file some megabytes at a time, all lines of a subject together."""
    with path.open("rb") as file:
        rest = b""
        while some := file.read(_AT_ONCE):
            rest += some
            last = rest.rfind(b"\n", 0, rest.rfind(b"\n")) + 1
            subject = rest[last : rest.find(b" ", last) + 1]
            cut = 0 if rest.startswith(subject) else rest.find(b"\n" + subject) + 1
            yield rest[:cut]
            rest = rest[cut:]
        yield rest


def _has(lines: bytes, line: bytes) -> bool:
    return lines.startswith(line) or b"\n" + line in lines


def literal_of(written: str) -> Literal:
    """Return the literal that canonical N-Triples writes so."""
    text, _, rest = written.rpartition('"')
    value = json.loads(f'{text}"') if "\\" in text else text[1:]  # the escapes of canonical N-Triples are those of JSON
    if not rest:
        return Literal(value)
    return Literal(value, rdf.LANG_STRING, rest[1:]) if rest[0] == "@" else Literal(value, Iri(rest[3:-1]))
