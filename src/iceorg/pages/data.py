"""The data of a thing: what the graph says of it, with the claims about it and the passages that they rest on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from iceorg.export import exported
from iceorg.graph import dump_ntriples
from iceorg.query.rows import text_of
from iceorg.store import OxigraphStore
from iceorg.vocab import Iri, prov, rdf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from iceorg.pages.site import Places
    from iceorg.store import Store


@dataclass(frozen=True, slots=True)
class DataForm:
    """What the data of a thing is written as.

    Args:
        suffix: What file names end with, without the dot.
        media_type: Its media type.
        name: The format's name in `iceorg.export`.
        title: What people call it.
    """

    suffix: str
    media_type: str
    name: str
    title: str


_TURTLE: Final = DataForm("ttl", "text/turtle", "turtle", "Turtle")
_JSON_LD: Final = DataForm("jsonld", "application/ld+json", "json-ld", "JSON-LD")
_N_TRIPLES: Final = DataForm("nt", "application/n-triples", "n-triples", "N-Triples")
ANSWERS: Final = (_TURTLE, _JSON_LD, _N_TRIPLES)
"""What a server gives, the first to those who do not care."""
FILES: Final = (_TURTLE, _JSON_LD)
"""What lies in a folder: N-Triples would take more than twice the room of Turtle, and say no more."""


def described(store: Store, iri: Iri, forms: Iterable[DataForm]) -> Iterator[bytes]:
    """Yield the data of a thing in one form after the other; the same graph gives the same bytes."""
    part = OxigraphStore()
    part.load(dump_ntriples(triple for one in sorted(_related(store, iri)) for triple in store.triples(subject=one)))
    yield from exported(part, [form.name for form in forms])


def data_links(places: Places, name: str) -> tuple[tuple[DataForm, str], ...]:
    """Return what the data of a thing comes as, and where it is.

    >>> from iceorg.pages import Places
    >>> [address for _, address in data_links(Places("../", ".html"), "post-director")]
    ['../id/post-director.ttl', '../id/post-director.jsonld']
    """
    forms = FILES if places.are_files else ANSWERS
    return tuple((form, places.data(name, form.suffix)) for form in forms)


def _related(store: Store, iri: Iri) -> set[Iri]:
    """Return a thing, the claims about it, and the passages they rest on."""
    claims = {claim for claim, _, _ in store.triples(predicate=rdf.SUBJECT, object=iri)}
    sources = (store.triples(subject=claim, predicate=prov.WAS_DERIVED_FROM) for claim in claims)
    passages = {Iri(text_of(passage)) for found in sources for _, _, passage in found}
    return {iri, *claims, *passages}
