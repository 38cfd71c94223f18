"""The vocabulary in words: `org:reportsTo` is "reports to", and "reports to" is `org:reportsTo`."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Final

from pyoxigraph import NamedNode

from iceorg.errors import QueryError, close_to
from iceorg.query.syntax import tokens
from iceorg.store.functions import FUNCTIONS
from iceorg.vocab import PREFIXES, Iri, dcterms, foaf, iceorg, org, prov, rdf, schema, shorten, skos

_PROPERTIES: Final[dict[Iri, tuple[str, ...]]] = {
    org.SUB_ORGANIZATION_OF: ("part of", "is part of", "within"),
    org.REPORTS_TO: ("reports to", "answers to"),
    org.HOLDS: ("holds", "holds post"),
    org.POST_IN: ("post in", "is a post in"),
    org.HEAD_OF: ("heads", "head of", "leads"),
    org.MEMBER: ("member",),
    org.HAS_MEMBER: ("has member",),
    org.ORGANIZATION: ("organization",),
    org.ROLE: ("role",),
    org.LINKED_TO: ("linked to",),
    org.ORIGINAL_ORGANIZATION: ("original organization",),
    org.RESULTING_ORGANIZATION: ("resulting organization",),
    iceorg.ADMINISTERS: ("administers", "runs", "manages"),
    iceorg.PARTNERS_WITH: ("partners with", "works with"),
    iceorg.POST: ("post",),
    iceorg.CAPACITY: ("capacity",),
    iceorg.ACRONYM: ("acronym",),
    iceorg.ESTABLISHED: ("established", "founded"),
    iceorg.MISSION: ("mission",),
    iceorg.REMIT: ("remit", "responsible for"),
    iceorg.SERVICE: ("service", "offers"),
    iceorg.ACTIVITY: ("activity",),
    iceorg.DESCRIBED_AS: ("described as",),
    iceorg.LEGAL_BASIS: ("legal basis", "law"),
    iceorg.STATED_LOCATION: ("stated location",),
    iceorg.STATED_COUNT: ("stated count", "count"),
    iceorg.COUNTED: ("counted",),
    iceorg.BOUND: ("bound",),
    iceorg.STATED_DATE: ("stated date", "dated"),
    dcterms.IS_PART_OF: ("component of", "program part of"),
    dcterms.REPLACES: ("replaces", "replaced"),
    dcterms.TITLE: ("title",),
    foaf.NAME: ("person's name",),
    rdf.TYPE: ("is a", "type", "kind", "a"),
    rdf.VALUE: ("number", "value"),
    schema.LOCATION: ("located in", "location"),
    schema.AREA_SERVED: ("serves", "area served"),
    schema.URL: ("website", "url"),
    schema.TELEPHONE: ("telephone", "phone"),
    schema.FAX_NUMBER: ("fax",),
    schema.EMAIL: ("e-mail", "email"),
    schema.ADDRESS: ("postal address",),
    schema.START_DATE: ("from", "start date"),
    schema.END_DATE: ("until", "end date"),
    skos.PREF_LABEL: ("name", "preferred name"),
    skos.ALT_LABEL: ("other name", "also called"),
    prov.WAS_DERIVED_FROM: ("derived from",),
}
"""The properties that the graph uses: the words that people see, then others that they may write."""

_CLASSES: Final[dict[Iri, str]] = {
    org.FormalOrganization: "organization",
    org.OrganizationalUnit: "office or unit",
    org.OrganizationalCollaboration: "partnership",
}
_NAMESPACES = tuple(base for prefix, base in PREFIXES.items() if prefix != "id")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def in_words(iri: str) -> str | None:
    """Return a term of the vocabulary in words, or None for an IRI that is none.

    >>> in_words("http://www.w3.org/ns/org#subOrganizationOf")
    'part of'
    >>> in_words("https://w3id.org/iceorg/ontology#PerformingTheDuties")
    'performing the duties'
    """
    term = Iri(iri)
    if term in _PROPERTIES:
        return _PROPERTIES[term][0]
    if term in _CLASSES:
        return _CLASSES[term]
    base = next((b for b in _NAMESPACES if iri.startswith(b)), None)
    return _HUMP.sub(" ", iri.removeprefix(base)).lower() if base else None


def expand(name: str) -> Iri | None:
    """Return the IRI that a name is one of, written in full, in angle brackets or with a known prefix.

    >>> expand("org:reportsTo"), expand("<https://example.org/a>"), expand("reports to")
    ('http://www.w3.org/ns/org#reportsTo', 'https://example.org/a', None)

    Raises:
        QueryError: It is written as an IRI and is none.
    """
    text = name.strip().removeprefix("<").removesuffix(">")
    prefix, colon, local = text.partition(":")
    if re.match(r"(?<![a-z0-9+.-])[a-z][a-z0-9+.-]*://\S+$|urn:\S+$", text):
        return _checked(text)
    return _checked(PREFIXES[prefix] + local) if colon and prefix in PREFIXES and not re.search(r"\s", local) else None


def _checked(iri: str) -> Iri:
    try:
        return Iri(NamedNode(iri).value)
    except ValueError as fault:
        raise QueryError(f"'{iri}' is no IRI", hint=str(fault)) from None


def find_property(name: str) -> Iri:
    """Return the property that a person names: by IRI, CURIE, local name or words.

    >>> find_property("reports to") == find_property("reportsTo") == find_property("org:reportsTo")
    True

    Raises:
        QueryError: No property is called so; the hint names near ones.
    """
    iri = expand(name)
    if iri is not None:
        return iri
    known = {_key(word): term for term, words in _PROPERTIES.items() for word in (*words, _local(term))}
    found = known.get(_key(name))
    if found is not None:
        return found
    near = close_to(_key(name), known, n=3)
    choices = near or [words[0] for words in _PROPERTIES.values()]
    lead = "did you mean" if near else "known:"
    raise QueryError(f"there is no property '{name}'", hint=f"{lead} {', '.join(choices)}{'?' if near else ''}")


def property_words() -> dict[str, Iri]:
    """Return the words that mean a property, the one that people see for each of them.

    >>> property_words()["reports to"]
    'http://www.w3.org/ns/org#reportsTo'
    """
    return {words[0]: term for term, words in _PROPERTIES.items()}


def unknown_terms(query: str) -> tuple[str, ...]:
    """Return a remark for each term of a query that the project's vocabularies do not have.

    >>> unknown_terms("ASK { ?a org:reportTo ?b }")
    ('there is no org:reportTo, did you mean org:reportsTo?',)
    """
    remarks = []
    for token in tokens(query):
        prefix, colon, _ = token.text.partition(":")
        terms = _terms(prefix) if token.kind == "curie" and colon else ()
        if terms and token.text not in terms and expand(token.text) not in FUNCTIONS:
            near = close_to(token.text, terms, n=1)
            remarks.append(f"there is no {token.text}" + (f", did you mean {near[0]}?" if near else ""))
    return tuple(dict.fromkeys(remarks))


def terms_of(query: str) -> frozenset[Iri]:
    """Return the declared terms that a query uses, as its text names them; `a` is `rdf:type`.

    A prefix that the query declares itself is not followed.

    >>> sorted(map(shorten, terms_of("ASK { ?who a org:Post ; org:postIn/skos:prefLabel ?name } # org:holds")))
    ['org:Post', 'org:postIn', 'rdf:type', 'skos:prefLabel']
    """
    from iceorg.vocab import declared

    known = declared.CLASSES | declared.PROPERTIES | declared.DATATYPES | declared.INDIVIDUALS
    found = list(tokens(query))
    named = {expand(token.text) for token in found if token.kind in ("iri", "curie")}
    typed = {rdf.TYPE for token in found if (token.kind, token.text) == ("word", "a")}
    return known & (named | typed)


def vocabulary() -> tuple[str, ...]:
    """Return the terms that the graph uses as CURIEs, sorted.

    >>> "org:reportsTo" in vocabulary()
    True
    """
    return tuple(sorted(term for prefix in PREFIXES for term in _terms(prefix)))


def _terms(prefix: str) -> tuple[str, ...]:
    """Return the terms of a vocabulary as CURIEs; none for a prefix that is no vocabulary of the graph."""
    if prefix not in PREFIXES or prefix in ("id", "owl", "rdfs", "xsd"):
        return ()
    module = import_module(f"iceorg.vocab.{prefix}")
    return tuple(
        sorted(
            shorten(term)
            for term in vars(module).values()
            if isinstance(term, str) and term.startswith(PREFIXES[prefix])
        )
    )


def _local(term: Iri) -> str:
    return shorten(term).partition(":")[2]


def _key(name: str) -> str:
    return " ".join(_HUMP.sub(" ", name).replace("-", " ").casefold().split())
