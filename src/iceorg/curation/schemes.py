"""Catalogues that give identifiers to bodies, and how one of theirs looks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from iceorg.vocab import Iri

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_DIGITS: Final = "0123456789abcdefghjkmnpqrstvwxyz"
"""The digits of a ROR identifier: no letter that is taken for another."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """A catalogue.

    Args:
        name: What it is called.
        pattern: How its identifiers look.
        example: One that it gave.
        address: Where the IRI of a body begins, if the catalogue has IRIs for bodies.
        adds_up: Whether the check digits of an identifier are right.
    """

    name: str
    pattern: str
    example: str
    address: str = ""
    adds_up: Callable[[str], bool] = bool

    def has(self, value: str) -> bool:
        """Return whether an identifier can be one of this catalogue's."""
        return re.fullmatch(self.pattern, value) is not None and self.adds_up(value)

    def iri(self, value: str) -> Iri | None:
        """Return the catalogue's IRI of a body, if it has one."""
        return Iri(self.address + value) if self.address else None


def ror_adds_up(value: str) -> bool:
    """Return whether the last two digits of a ROR identifier are those that the others ask for.

    >>> ror_adds_up("00jyr0d86"), ror_adds_up("00jyr0d68")
    (True, False)
    """
    number = 0
    for digit in value[1:-2]:
        number = number * 32 + _DIGITS.index(digit)
    return 98 - number * 100 % 97 == int(value[-2:])


SCHEMES: Final[Mapping[str, Scheme]] = {
    "wikidata": Scheme("Wikidata", r"Q[1-9][0-9]{0,11}", "Q11231", "http://www.wikidata.org/entity/"),
    "ror": Scheme("ROR", rf"0[{_DIGITS}]{{6}}[0-9]{{2}}", "00jyr0d86", "https://ror.org/", ror_adds_up),
    "federal-register": Scheme("Federal Register", r"[1-9][0-9]{0,5}", "227"),
    "sam": Scheme("SAM.gov", r"[1-9][0-9]{8}", "100011942"),
}
"""By the word that an entry has for each."""
