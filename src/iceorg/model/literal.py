"""A value of the graph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from iceorg.vocab import xsd

if TYPE_CHECKING:
    from iceorg.vocab import Iri


@dataclass(frozen=True, slots=True, order=True)
class Literal:
    """A value with its datatype, or text with its language."""

    value: str
    datatype: Iri = xsd.STRING
    language: str = ""
