"""Functions for SPARQL that ask the index of what hangs on what, where a path would walk through half the graph.

    iceorg:countBelow(?body, org:subOrganizationOf)         how many things are below it, itself not counted
    iceorg:isBelow(?unit, ?body, org:subOrganizationOf)     whether one hangs on the other, directly or not

They speak of the graph in this store and of no other: an endpoint elsewhere does not know them, and says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from iceorg.vocab import PREFIXES, Iri, xsd

if TYPE_CHECKING:
    from collections.abc import Callable

    from iceorg.store.hierarchy import Hierarchy

    Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

COUNT_BELOW: Final = Iri(PREFIXES["iceorg"] + "countBelow")
IS_BELOW: Final = Iri(PREFIXES["iceorg"] + "isBelow")
FUNCTIONS: Final = (COUNT_BELOW, IS_BELOW)
"""Names of functions, which are no words of the graph."""
_BOOLEAN: Final = ox.NamedNode(PREFIXES["xsd"] + "boolean")


def functions(index: Callable[[Iri], Hierarchy]) -> dict[ox.NamedNode, Callable[..., Term | None]]:
    """Return the functions by name; one that is given no things has no value, as SPARQL has it for faults.

    Args:
        index: What gives the index of a property, made when it is first asked for.
    """

    def count_below(*given: Term) -> Term | None:
        match _iris(given):
            case [thing, predicate]:
                return ox.Literal(str(index(predicate).count_below(thing)), datatype=ox.NamedNode(xsd.INTEGER))
        return None

    def is_below(*given: Term) -> Term | None:
        match _iris(given):
            case [lower, upper, predicate]:
                below = index(predicate).is_below(lower, upper)
                return ox.Literal("true" if below else "false", datatype=_BOOLEAN)
        return None

    return {ox.NamedNode(COUNT_BELOW): count_below, ox.NamedNode(IS_BELOW): is_below}


def _iris(given: tuple[Term, ...]) -> list[Iri]:
    """Return what is given, if all of it are IRIs."""
    iris = [Iri(term.value) for term in given if isinstance(term, ox.NamedNode)]
    return iris if len(iris) == len(given) else []
