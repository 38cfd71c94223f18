"""What the page of words shows: every term that the graph uses, what it means, and which questions ask for it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from iceorg.model import Literal
from iceorg.publish.timeline import say
from iceorg.query import catalogue, in_words, terms_of
from iceorg.vocab import PREFIXES, Iri, rdf, rdfs, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from iceorg.pages.site import Site
    from iceorg.publish.source import Source
    from iceorg.publish.timeline import Said
    from iceorg.query import Question

_OURS: Final = "iceorg.ttl"
_FILES: Final = (_OURS, "external.ttl")
_OWL, _RDF, _RDFS, _SKOS, _DCTERMS = (PREFIXES[name] for name in ("owl", "rdf", "rdfs", "skos", "dcterms"))
_ONTOLOGY: Final = f"{_OWL}Ontology"
_SORTS: Final = (
    ("Classes", (f"{_OWL}Class", f"{_RDFS}Class")),
    (
        "Properties",
        (f"{_OWL}ObjectProperty", f"{_OWL}DatatypeProperty", f"{_OWL}AnnotationProperty", f"{_RDF}Property"),
    ),
    ("Values", ()),
)

_OF_CLAIMS: Final = (rdf.PREDICATE, rdf.OBJECT)
"""What claims speak of is not used a second time."""

_Told = dict[str, dict[str, list[str]]]


@dataclass(frozen=True, slots=True, order=True)
class Match:
    """How a term stands to one of another vocabulary.

    Args:
        target: The other term.
        how: Exact, close, broad, narrow or related.
        why: The reason.
    """

    target: str
    how: str
    why: str


@dataclass(frozen=True, slots=True)
class Word:
    """A term of the graph.

    Args:
        name: Its short name, such as `org:reportsTo`.
        iri: Its IRI.
        label: What people call it.
        meaning: Its definition; empty for a term that others define and explain.
        ours: Whether it is one of our own.
        broader: The terms that it narrows.
        domain: What it is said of.
        range: What its values are.
        used: How often this graph uses it.
        questions: The named questions whose queries use it.
        matches: How it stands to terms of other vocabularies.
        for_instance: An example in plain words; empty for a term of others.
        history: With which version it came, and what became of it; empty for a term of others.
        example: What this graph says with it; None if it uses it for no fact.
    """

    name: str
    iri: str
    label: str
    meaning: str
    ours: bool
    broader: tuple[str, ...]
    domain: tuple[str, ...]
    range: tuple[str, ...]
    used: int
    questions: tuple[Question, ...]
    matches: tuple[Match, ...]
    for_instance: str
    history: str
    example: Said | None = None

    @property
    def anchor(self) -> str:
        """Its place on the page."""
        return self.name.replace(":", "-")


@dataclass(frozen=True, slots=True)
class Words:
    """The ontology, and its terms by sort."""

    title: str
    description: str
    version: str
    sorts: tuple[tuple[str, tuple[Word, ...]], ...]


def read_words(source: Source, site: Site) -> Words:
    """Return the terms of the ontology with how this graph uses them."""
    ours = _read(source.ontology / _OURS)
    told = {iri: about for name in _FILES for iri, about in _read(source.ontology / name).items()}
    head = next(about for about in ours.values() if _ONTOLOGY in about.get(rdf.TYPE, ()))
    used, asked, matches = _used(source), _asked(), _matches(source.ontology / "alignments")
    terms = {
        iri: about
        for iri, about in told.items()
        if _ONTOLOGY not in about[rdf.TYPE] and (iri in ours or used[iri] or iri in asked)
    }
    examples = _examples(source, site)
    words = {
        iri: replace(_word(iri, about, iri in ours, used, asked, matches), example=examples.get(iri))
        for iri, about in terms.items()
    }
    sorts = ((sort, tuple(_of_sort(sort, terms, words))) for sort, _ in _SORTS)
    return Words(
        title=_first(head, f"{_DCTERMS}title"),
        description=_first(head, f"{_DCTERMS}description"),
        version=_first(head, f"{_OWL}versionInfo"),
        sorts=tuple((sort, found) for sort, found in sorts if found),
    )


def _of_sort(sort: str, terms: _Told, words: Mapping[str, Word]) -> Iterator[Word]:
    def of(about: Mapping[str, list[str]]) -> str:
        return next((name for name, kinds in _SORTS if not set(kinds).isdisjoint(about[rdf.TYPE])), _SORTS[-1][0])

    found = (words[iri] for iri, about in terms.items() if of(about) == sort)
    yield from sorted(found, key=lambda word: (not word.ours, word.name.casefold()))


def _word(  # noqa: PLR0913, PLR0917 (what is known of all terms, and of this one)
    iri: str,
    about: Mapping[str, list[str]],
    ours: bool,  # noqa: FBT001
    used: Counter[str],
    asked: _Asked,
    matches: Mapping[str, list[Match]],
) -> Word:
    broader = [*about.get(f"{_RDFS}subClassOf", ()), *about.get(f"{_RDFS}subPropertyOf", ())]
    return Word(
        name=shorten(iri),
        iri=iri,
        label=_first(about, rdfs.LABEL) or in_words(iri) or "",
        meaning=_first(about, f"{_SKOS}definition") or _first(about, rdfs.COMMENT),
        ours=ours,
        broader=_short(broader),
        domain=_short(about.get(f"{_RDFS}domain", ())),
        range=_short(about.get(f"{_RDFS}range", ())),
        used=used[iri],
        questions=asked.get(Iri(iri), ()),
        matches=tuple(sorted(matches.get(iri, ()))),
        for_instance=_first(about, f"{_SKOS}example"),
        history=" ".join(sorted(about.get(f"{_SKOS}changeNote", ()))),
    )


def _examples(source: Source, site: Site) -> dict[str, Said]:
    """Return a fact for each property and each class: the first that a document states, by its date."""
    found: dict[str, Said] = {}
    for one in sorted(source.record.asserted, key=lambda one: (one.observed or "~", one.words)):
        _, predicate, what = one.fact
        for term in (predicate, *([what] if predicate == rdf.TYPE and isinstance(what, str) else [])):
            if term not in found:
                found[term] = say(source, site, [one])[0]
    return found


def _matches(folder: Path) -> dict[str, list[Match]]:
    """Return the mappings of a folder, by our term."""
    axioms: dict[str, dict[str, str]] = {}
    for file in sorted(folder.glob("*.ttl")):
        for quad in ox.parse(path=str(file), format=ox.RdfFormat.TURTLE):
            axioms.setdefault(str(quad.subject), {})[quad.predicate.value] = getattr(quad.object, "value", "")
    found: dict[str, list[Match]] = {}
    for told in axioms.values():
        how = told[f"{_OWL}annotatedProperty"].removeprefix(_SKOS).removesuffix("Match")
        match = Match(told[f"{_OWL}annotatedTarget"], how, told[f"{_RDFS}comment"])
        found.setdefault(told[f"{_OWL}annotatedSource"], []).append(match)
    return found


def _short(iris: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(shorten(iri) for iri in iris if not iri.startswith("_:")))


def _read(file: Path) -> _Told:
    told: _Told = {}
    for quad in ox.parse(path=str(file), format=ox.RdfFormat.TURTLE):
        value = quad.object.value if not isinstance(quad.object, ox.BlankNode) else str(quad.object)
        if isinstance(quad.subject, ox.NamedNode):
            told.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, []).append(value)
    return {iri: about for iri, about in told.items() if rdf.TYPE in about}


def _first(about: Mapping[str, list[str]], predicate: str) -> str:
    return min(about.get(predicate, ()), default="")


def _used(source: Source) -> Counter[str]:
    used: Counter[str] = Counter()
    for _, predicate, value in source.triples:
        used[predicate] += 1
        if not isinstance(value, Literal) and predicate not in _OF_CLAIMS:
            used[value] += 1
    return used


_Asked = dict[Iri, tuple["Question", ...]]


def _asked() -> _Asked:
    """Return the questions whose queries use each term, by name."""
    asked: _Asked = {}
    for question in catalogue():
        for term in terms_of(question.sparql):
            asked[term] = (*asked.get(term, ()), question)
    return asked
