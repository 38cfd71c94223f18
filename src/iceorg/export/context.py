"""Our JSON-LD context, read from `context.jsonld`: which short word stands for which IRI, and how values are written."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from iceorg.errors import ExportError
from iceorg.vocab import Iri

ID = "@id"
VOCABULARY = "@vocab"


@dataclass(frozen=True, slots=True)
class Word:
    """How a property is written.

    Args:
        key: The key that stands for it.
        coercion: What its plain strings are: `@id` for IRIs of things, `@vocab` for terms of the
            vocabulary, the IRI of a datatype, or empty for texts.
        many: Whether its values are always in a list, even a single one.
    """

    key: str
    coercion: str = ""
    many: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """A JSON-LD context of the plain kind that ours is.

    Args:
        source: The context as JSON.
        prefixes: Namespace by prefix.
        properties: How each property is written, by IRI.
        terms: The short word for every class, property and individual, by IRI.
    """

    source: dict[str, Any]
    prefixes: dict[str, str]
    properties: dict[Iri, Word]
    terms: dict[Iri, str]

    def compact(self, iri: Iri) -> str:
        """Return an IRI with its prefix, or unchanged where no prefix fits.

        Raises:
            ExportError: Unchanged it would be read as a short name, as `org:x` would.
        """
        if iri.partition(":")[0] in self.source:
            raise ExportError(
                f"JSON-LD would take the IRI <{iri}> for a short name", hint="choose another base for IRIs"
            )
        for prefix, base in self.prefixes.items():
            if iri.startswith(base) and iri[len(base) :].isidentifier():
                return f"{prefix}:{iri[len(base) :]}"
        return iri


@cache
def our_context() -> Context:
    """Return the context that comes with the package."""
    file = resources.files(__package__).joinpath("context.jsonld")
    return read_context(json.loads(file.read_text(encoding="utf-8"))["@context"])


def read_context(source: dict[str, Any]) -> Context:
    """Return a context from its JSON.

    Args:
        source: Keywords and their aliases, prefixes (which end in `#` or `/`), and terms: strings, or
            objects with `@id`, `@type`, `@container`.
    """
    texts = {key: value for key, value in source.items() if isinstance(value, str) and not value.startswith("@")}
    prefixes = {key: value for key, value in texts.items() if value.endswith(("#", "/"))}
    properties = {}
    terms = {}
    for key, value in source.items():
        told = {ID: value} if key in texts else value
        if key not in prefixes and isinstance(told, dict):
            iri = _expand(told[ID], prefixes)
            coercion = told.get("@type", "")
            properties[iri] = Word(key, _expand(coercion, prefixes), told.get("@container") == "@set")
            terms[iri] = key
    return Context(source, prefixes, properties, terms)


def _expand(compact: str, prefixes: dict[str, str]) -> Iri:
    prefix, _, local = compact.partition(":")
    return Iri(prefixes[prefix] + local) if prefix in prefixes else Iri(compact)
