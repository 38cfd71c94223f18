"""A graph as those meet it who ask why things are believed: its claims and passages each as one thing, and all else as triples."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from iceorg.model.reading import Triple
    from iceorg.vocab import Iri


class CitedClaim(NamedTuple):
    """A claim of the graph. There are many of them, and a named tuple is made in a quarter of the time of a dataclass.

    Args:
        iri: Its name.
        said: What it says.
        status: How that follows from the document.
        rule: The rule that read it.
        passages: The words that say so.
        confidence: How often such claims are right, as the graph writes it; empty where not measured.
        because: What carried it, in words; empty where a rule read it.
        observed_on: The date that the graph gives for it; empty if none.
    """

    iri: Iri
    said: Triple
    status: Iri
    rule: str
    passages: tuple[Iri, ...]
    confidence: str = ""
    because: str = ""
    observed_on: str = ""


class CitedPassage(NamedTuple):
    """The words of a document between two offsets."""

    iri: Iri
    document: Iri
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Cited:
    """A whole graph, but for what says of passages again where they stand.

    Args:
        claims: The claims of rules and learned parts.
        passages: The passages, by name.
        rest: What else is said, subject by subject; also of claims that a person or a language model made.
    """

    claims: tuple[CitedClaim, ...]
    passages: Mapping[Iri, CitedPassage]
    rest: tuple[Triple, ...]
