"""The lists of words that the reading of a page goes by (phrases.toml)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Phrases:
    """Lists of words in lower case; what each is for stands in phrases.toml."""

    navigation: tuple[str, ...]
    navigation_starts: tuple[str, ...]
    navigation_ends: tuple[str, ...]
    navigation_has: tuple[str, ...]
    archive_has: tuple[str, ...]
    archive_starts: tuple[str, ...]
    reviews: tuple[str, ...]
    review_ends: tuple[str, ...]
    officials: tuple[str, ...]
    links: tuple[str, ...]
    links_starts: tuple[str, ...]
    related: tuple[str, ...]
    link_sentences: tuple[str, ...]
    adverts: tuple[str, ...]
    stamps: tuple[str, ...]
    boilerplate_starts: tuple[str, ...]
    boilerplate_has: tuple[str, ...]
    titles: tuple[str, ...]
    abbreviations: tuple[str, ...]
    before_numbers: tuple[str, ...]
    sentence_starts: tuple[str, ...]
    column_heads: tuple[str, ...]


@cache
def phrases() -> Phrases:
    """Return the lists, read once."""
    data = tomllib.loads(files("iceorg.documents").joinpath("phrases.toml").read_text("utf-8"))
    return Phrases(**{field.name: tuple(data[field.name]) for field in fields(Phrases)})
