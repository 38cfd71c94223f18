"""The lists of words that the reading of a page goes by (phrases.toml)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Phrases:
    """Lists of words in lower case; what each is for stands in phrases.toml."""

    navigation: frozenset[str]
    navigation_starts: tuple[str, ...]
    navigation_ends: tuple[str, ...]
    navigation_has: tuple[str, ...]
    archive_has: tuple[str, ...]
    archive_starts: tuple[str, ...]
    reviews: frozenset[str]
    review_ends: tuple[str, ...]
    officials: tuple[str, ...]
    links: frozenset[str]
    links_starts: tuple[str, ...]
    related: frozenset[str]
    link_sentences: tuple[str, ...]
    adverts: frozenset[str]
    kickers: frozenset[str]
    stamps: frozenset[str]
    boilerplate_starts: tuple[str, ...]
    boilerplate_has: tuple[str, ...]
    titles: frozenset[str]
    abbreviations: frozenset[str]
    before_numbers: frozenset[str]
    sentence_starts: frozenset[str]
    column_heads: frozenset[str]
    zones: Mapping[str, frozenset[str]]


@cache
def phrases() -> Phrases:
    """Return the lists, read once."""
    data = tomllib.loads(files("iceorg.documents").joinpath("phrases.toml").read_text("utf-8"))
    lists = {
        field.name: tuple(data[field.name]) if field.type == "tuple[str, ...]" else frozenset(data[field.name])
        for field in fields(Phrases)
        if field.name != "zones"
    }
    zones = {zone: frozenset(names) for zone, names in data["zones"].items()}
    return Phrases(**lists, zones=zones)  # type: ignore[arg-type]  # each list has the type that its field names
