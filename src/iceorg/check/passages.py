"""Every quote stands in its document at its offsets, and the selectors say the same."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from iceorg.check.naming import describe, excerpt, fault
from iceorg.errors import Problem, Severity
from iceorg.vocab import foaf, iceorg, oa, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from iceorg.check.statements import Statements


_SOURCES: Final = frozenset({foaf.Document, iceorg.CurationFile})
"""What a passage may stand in."""


@dataclass(frozen=True, slots=True)
class QuotedPassage:
    """Words of a document, as the graph gives them."""

    iri: str
    document: str
    start: int
    end: int
    quote: str


def check_passages(graph: Statements, texts: Mapping[str, str]) -> Iterator[Problem]:
    """Yield a problem for each passage that its document or its own selectors gainsay.

    Args:
        graph: The graph.
        texts: Texts of documents by SHA-256.
    """
    not_at_hand: Counter[str] = Counter()
    for iri in graph.of_type(oa.SpecificResource):
        passage = _passage(graph, iri)
        if passage is None:
            yield fault("passage-incomplete", describe(graph, iri), "it lacks its document, its quote or its offsets")
            continue
        text = texts.get(graph.first(passage.document, iceorg.SHA256))
        if text is None:
            not_at_hand[passage.document] += 1
        elif text[passage.start : passage.end] != passage.quote:
            yield _differs(graph, passage, text)
        yield from _check_selectors(graph, passage, text)
    yield from (_not_at_hand(graph, document, count) for document, count in not_at_hand.items())


def _passage(graph: Statements, iri: str) -> QuotedPassage | None:
    """Return a passage, or None if a part of it is missing or no number."""
    parts = [graph.texts(iri, p) for p in (oa.HAS_SOURCE, iceorg.START, iceorg.END, iceorg.QUOTE)]
    if any(len(part) != 1 for part in parts):
        return None
    document, start, end, quote = (part[0] for part in parts)
    if not (start.isdecimal() and end.isdecimal() and not _SOURCES.isdisjoint(graph.types(document))):
        return None
    return QuotedPassage(iri, document, int(start), int(end), quote)


def _differs(graph: Statements, passage: QuotedPassage, text: str) -> Problem:
    there = excerpt(text[passage.start : passage.end])
    message = f"the document says {there} at {passage.start}-{passage.end}"
    return fault("quote-differs", describe(graph, passage.iri), message)


def _check_selectors(graph: Statements, passage: QuotedPassage, text: str | None) -> Iterator[Problem]:
    selectors = graph.texts(passage.iri, oa.HAS_SELECTOR)
    kinds = sorted(kind for selector in selectors for kind in graph.types(selector))
    said = {
        p: [value for selector in selectors for value in graph.texts(selector, p)] for p in (oa.START, oa.END, oa.EXACT)
    }
    wanted = {oa.START: [str(passage.start)], oa.END: [str(passage.end)], oa.EXACT: [passage.quote]}
    if kinds != sorted((oa.TextPositionSelector, oa.TextQuoteSelector)):
        message = "it wants one oa:TextPositionSelector and one oa:TextQuoteSelector"
        yield fault("selector-missing", describe(graph, passage.iri), message)
    elif said != wanted:
        wrong = " and ".join(shorten(p) for p in wanted if said[p] != wanted[p])
        yield fault("selector-differs", describe(graph, passage.iri), f"{wrong} is not what the passage says")
    elif text is not None and not _stands_between(graph, passage, text, selectors):
        message = "oa:prefix or oa:suffix is not what stands around it in the document"
        yield fault("selector-differs", describe(graph, passage.iri), message)


def _stands_between(graph: Statements, passage: QuotedPassage, text: str, selectors: list[str]) -> bool:
    before = "".join(value for selector in selectors for value in graph.texts(selector, oa.PREFIX))
    after = "".join(value for selector in selectors for value in graph.texts(selector, oa.SUFFIX))
    return text[: passage.start].endswith(before) and text[passage.end :].startswith(after)


def _not_at_hand(graph: Statements, document: str, count: int) -> Problem:
    passages = "1 passage was" if count == 1 else f"{count} passages were"
    message = f"{passages} not compared: the document is not at hand"
    hint = "name its file or folder with --documents"
    return Problem(Severity.WARNING, "document-not-at-hand", describe(graph, document), message, hint)
