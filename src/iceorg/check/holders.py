"""Memberships and plain `org:holds` agree on who holds a post."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iceorg.check.naming import fault, name_of
from iceorg.vocab import iceorg, org

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iceorg.check.statements import Statements
    from iceorg.errors import Problem

Holding = tuple[str, str]
"""A person and a post."""


def check_holders(graph: Statements) -> Iterator[Problem]:
    """Yield a problem where a substantive holder lacks plain `org:holds`, or anybody else has it."""
    plain = {(person, post) for person in graph.said for post in graph.texts(person, org.HOLDS)}
    substantive = set(_holdings(graph, iceorg.Substantive))
    others = set(_holdings(graph)) - substantive
    for person, post in sorted(plain - substantive):
        reason = "holds it in another capacity only" if (person, post) in others else "has no membership that says so"
        message = f"has plain org:holds of {name_of(graph, post)}, and {reason}"
        yield fault("holder-disagrees", name_of(graph, person), message)
    for person, post in sorted(substantive - plain):
        message = f"is the substantive holder of {name_of(graph, post)} and lacks org:holds"
        yield fault("holder-disagrees", name_of(graph, person), message)


def _holdings(graph: Statements, capacity: str = "") -> Iterator[Holding]:
    """Yield who holds what by a membership, in one capacity or in any."""
    for membership in graph.of_type(org.Membership):
        if not capacity or capacity in graph.texts(membership, iceorg.CAPACITY):
            for person in graph.texts(membership, org.MEMBER):
                yield from ((person, post) for post in graph.texts(membership, iceorg.POST))
