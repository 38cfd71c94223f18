"""The words of the graph: one module for each vocabulary, one constant for each term.

`iceorg.vocab.org.REPORTS_TO` is the IRI of `org:reportsTo`; a misspelt term is a typing error
that mypy finds. `iceorg.vocab.declared` has all terms in sets: classes, properties, datatypes,
individuals. All modules but this one, `iri` and `generate` are written from `ontology/`.
"""

from iceorg.vocab.iri import ID_BASE, PREFIXES, Iri, shorten

__all__ = ["ID_BASE", "PREFIXES", "Iri", "shorten"]
