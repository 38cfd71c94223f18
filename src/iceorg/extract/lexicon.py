"""The words of `lexicon.toml`: what kind of thing a name names, by the words in it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from iceorg.model import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

BODIES: Final = (Kind.AGENCY, Kind.UNIT)
"""The kinds of organisations and of their parts."""

_HEAD_KINDS = {"agency": Kind.AGENCY, "unit": Kind.UNIT, "program": Kind.PROGRAM, "post": Kind.POST}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word lists by what they tell.

    Args:
        heads: Kind of a name by its head word or words, in lower case, singular and plural.
        standing: Heads of units that name an agency where the page is their own.
        laws: Head words of laws, which are no things of the graph.
        post_modifiers: Words that may stand before a post's head.
        collective: Heads of posts that many people hold, singular and plural.
        many_posts: Plurals of the posts that many people hold.
        many_programs: Plurals of the nouns for programs.
        groups: Nouns for groups of outside bodies.
        masses: Those of them that need a word before them, and may stand before another.
        opening: Heads of posts that may open a longer title.
        ranks: Ranks and forms of address, which are no posts.
        following: What may follow a head as part of the title.
        page_nouns: Words for a document or a part of one.
        leads: Words before a name in a heading that are not part of it.
        standing_in: What stands before a title for a stand-in, and the capacity it means.
        duties: Phrases before the title whose duties someone performs.
        classes: Word classes that rules name in angle brackets.
        guards: Words that turn a statement into something else, by guard.
        anaphora: Phrases that stand for a thing, by what they stand for.
        common: Words that do not say which body a name means, by what they tell.
        stop: Words that belong to no name and to no group.
        openers: Words that are capitalised at the start of a sentence only.
        function_words: The commonest words of English that other languages do not have.
        regions: States, provinces and countries, in words and letters.
        places: Nouns whose "such as" list names places.
        columns: Heads of columns and keys of label lines, by what they say of what stands there.
        cells: Words that tell what a cell is, by what they tell.
        contacts: Words that may stand around an office's contact, by what they tell.
    """

    heads: Mapping[str, Kind]
    standing: frozenset[str]
    laws: frozenset[str]
    post_modifiers: frozenset[str]
    collective: frozenset[str]
    many_posts: frozenset[str]
    many_programs: frozenset[str]
    groups: frozenset[str]
    masses: frozenset[str]
    opening: frozenset[str]
    ranks: frozenset[str]
    following: frozenset[str]
    page_nouns: frozenset[str]
    leads: frozenset[str]
    standing_in: Mapping[str, str]
    duties: tuple[str, ...]
    classes: Mapping[str, tuple[str, ...]]
    guards: Mapping[str, tuple[str, ...]]
    anaphora: Mapping[str, tuple[str, ...]]
    common: Mapping[str, frozenset[str]]
    stop: frozenset[str]
    openers: frozenset[str]
    function_words: frozenset[str]
    regions: tuple[str, ...]
    places: tuple[str, ...]
    columns: Mapping[str, tuple[str, ...]]
    cells: Mapping[str, frozenset[str]]
    contacts: Mapping[str, frozenset[str]]

    def head_kind(self, words: tuple[str, ...]) -> Kind | None:
        """Return the kind that a name's head tells: the word before its first preposition, else its last.

        >>> lexicon().head_kind(("Office", "of", "Public", "Safety"))
        <Kind.UNIT: 'unit'>
        >>> lexicon().head_kind(("Freedom", "of", "Information", "Act", "Office")).value
        'unit'
        """
        lower = tuple(word.casefold() for word in words)
        if not lower:
            return None
        before = next((i for i, word in enumerate(lower) if i and word in _PREPOSITIONS), None)
        for end in (before, len(lower)):
            if end is not None and (kind := self._kind_at(lower, end)):
                return kind
        return None

    def _kind_at(self, lower: tuple[str, ...], end: int) -> Kind | None:
        two = " ".join(lower[max(0, end - 2) : end])
        return self.heads.get(two) or self.heads.get(lower[end - 1])

    def is_law(self, words: tuple[str, ...]) -> bool:
        """Return whether a name is that of a law.

        >>> lexicon().is_law(("Weights", "Act", "of", "1996"))
        True
        """
        lower = [word.casefold() for word in words if not word[0].isdigit()]
        while lower and lower[-1] in _PREPOSITIONS:
            lower.pop()
        return bool(lower) and (lower[-1] in self.laws or (lower[0] in self.laws and len(lower) < len(words)))


_PREPOSITIONS = {"of", "for", "on", "between", "against", "to", "in", "performing"}


def plural(word: str) -> str:
    """Return the plural of a noun.

    >>> plural("agency"), plural("branch"), plural("task force")
    ('agencies', 'branches', 'task forces')
    """
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the word lists, read once."""
    data = tomllib.loads(files("iceorg.extract").joinpath("lexicon.toml").read_text("utf-8"))
    return _lexicon(data)


def _lexicon(data: Mapping[str, Any]) -> Lexicon:
    heads: dict[str, Kind] = {}
    for name, kind in _HEAD_KINDS.items():
        for word in data["heads"][name]:
            heads.setdefault(word, kind)
            heads.setdefault(plural(word), kind)
    collective = frozenset(w for word in data["posts"]["collective"] for w in (word, plural(word)))
    programs = (word for word, kind in heads.items() if kind is Kind.PROGRAM)
    return Lexicon(
        heads=heads,
        standing=frozenset(data["heads"]["standing"]),
        laws=frozenset(data["heads"]["law"]),
        post_modifiers=frozenset(data["posts"]["modifiers"]),
        collective=collective,
        many_posts=frozenset(word for word in collective if plural(word) not in collective),
        many_programs=frozenset(word for word in programs if plural(word) not in heads),
        groups=frozenset([*data["groups"]["plural"], *data["groups"]["mass"]]),
        masses=frozenset(data["groups"]["mass"]),
        opening=frozenset(data["posts"]["opening"]),
        ranks=frozenset(data["posts"]["ranks"]),
        following=frozenset(data["posts"]["following"]),
        page_nouns=frozenset(data["pages"]["nouns"]),
        leads=frozenset(data["pages"]["leads"]),
        standing_in=data["posts"]["standing_in"],
        duties=tuple(data["posts"]["duties"]),
        classes={name: tuple(words) for name, words in data["words"].items()},
        guards={name: tuple(words) for name, words in data["guards"].items()},
        anaphora={name: tuple(words) for name, words in data["anaphora"].items()},
        common={name: frozenset(words) for name, words in data["common"].items()},
        stop=frozenset(data["stop"]["words"]),
        openers=frozenset(data["stop"]["openers"]),
        function_words=frozenset(data["english"]["words"]),
        regions=(*data["cities"]["states"], *data["cities"]["letters"]),
        places=tuple(data["cities"]["nouns"]),
        columns={name: tuple(words) for name, words in data["columns"].items()},
        cells={name: frozenset(words) for name, words in data["cells"].items()},
        contacts={name: frozenset(words) for name, words in data["contacts"].items()},
    )
