"""Plain words, understood as a named question: no model, only the catalogue's phrases and the names of the graph.

A phrase such as `who reports to {post}` is laid along the words that a person typed, as two spellings of a word are
compared: a word may be missing, too many, or misspelt, at a price, and a brace takes the words of a name, a date
or a text. The cheapest phrase is what was meant; what it was taken for is told, and nothing is answered from afar.
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from iceorg.errors import QueryError
from iceorg.model import name_key
from iceorg.query.catalogue import ParameterKind, catalogue, question
from iceorg.query.names import Told, things_by_name, told_documents
from iceorg.query.periods import are_figures, read_period
from iceorg.query.sentences import QUESTION, find_in_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from iceorg.query.catalogue import Question
    from iceorg.store import Store

_MISSING, _EXTRA, _LIGHT = 1.0, 0.7, 0.25
"""What a word costs that only the phrase has, that only the person has, and one that means little either way."""
_STRANGE, _NEAR, _WORD = 0.8, 0.4, 0.08
"""What a name costs that nothing is called, that something is nearly called, and a word of free text."""
_LIKE = 75
"""How alike two words must be to be one, and how alike a name, in percent."""
_NAME_LIKE = 85
_LONGEST = 14
"""Words of the longest name that is looked for."""
_JOINTS = ("and", "or")
"""Words between the names of a list."""
_SHORT = 5
"""Letters of the longest name that is taken for no other: of acronyms, nearly all are nearly alike."""
_ANYTHING = "_"
"""The slot whose words do not matter."""
_AFAR = 0.34
"""What an understanding may cost for each word of its phrase."""
_SMALL = frozenset((
    "a", "an", "the", "of", "in", "on", "at", "to", "for", "by", "is", "are", "was", "were", "do", "does", "did",
    "has", "have", "there", "it", "its", "and", "or", "please", "me", "here", "now", "all",
))  # fmt: skip
_SLOT = re.compile(r"\{(\w+)\}")
_NEVER = float("inf")
_CHOICES = 3
_MOST_WORDS = 100


@dataclass(frozen=True, slots=True)
class Understood:
    """What a person's words were taken to mean.

    Args:
        question: The named question.
        parameters: Its values.
        taken: Names that were taken for others: what was written, and for what it was taken.
    """

    question: Question
    parameters: Mapping[str, str]
    taken: tuple[tuple[str, str], ...] = ()

    @property
    def command(self) -> str:
        """The command line that asks the same."""
        given = "".join(f" --param {shlex.quote(f'{name}={value}')}" for name, value in self.parameters.items())
        return f"iceorg query -n {self.question.name}{given}"

    def __str__(self) -> str:
        """Return it for the person who asked."""
        given = "".join(f"; {name}: {value}" for name, value in self.parameters.items())
        misspelt = "".join(f"\nTook '{written}' for {meant}." for written, meant in self.taken)
        return f"Understood: {self.question.title}{given}{misspelt}\n  $ {self.command}"


class _Slot(NamedTuple):
    """A brace of a phrase."""

    name: str
    kind: ParameterKind

    @property
    def matters(self) -> bool:
        """Whether it is a parameter's."""
        return self.name != _ANYTHING


class _Value(NamedTuple):
    """What the words of a slot are taken for, and at what price."""

    texts: tuple[str, ...]
    price: float
    written: str = ""


_NO_VALUE = _Value((), float("inf"))


class _Fit(NamedTuple):
    """A phrase laid along the words: the price, and the value of each slot."""

    price: float
    values: tuple[tuple[str, _Value], ...] = ()


def understand(store: Store, words: str) -> tuple[Understood, ...]:
    """Return the named question that words mean, with its parameters; of "Who heads A, B or C", one for each.

    Args:
        store: The graph, for the names that may be meant.
        words: A question as people ask it.

    Raises:
        QueryError: No question is like it; the hint names the nearest.
    """
    if not words.strip():
        raise QueryError("nothing was asked", hint="`iceorg query --list` shows what can be asked")
    if len(words.split()) > _MOST_WORDS:
        raise QueryError(f"a question has at most {_MOST_WORDS} words", hint="ask one thing at a time")
    names = _Names(things_by_name(store), told_documents(store))
    ranked = _rank(names, words)
    price, meant = ranked[0]
    if price > _AFAR:
        spoken = find_in_sentences(store, _split(words), names.thing)
        if spoken:
            return (Understood(question(QUESTION), spoken),)
        nearest = list(dict.fromkeys(each[0].question for _, each in ranked))[:_CHOICES]
        near = "".join(f"\n    {asked.asks[0]}" for asked in nearest)
        raise QueryError(f"no question of the catalogue is like '{words}'", hint=f"the nearest are:{near}")
    return meant


def _rank(names: _Names, words: str) -> list[tuple[float, tuple[Understood, ...]]]:
    """Return what words may mean, the likeliest first, each with its price for a word of its phrase."""
    said = _split(words)
    found = []
    for near in (False, True):
        text = _Text(said, names, near=near)
        found = sorted(
            ((fit.price / _weight(phrase), _understood(asked, fit)) for asked, phrase, fit in _fits(text)),
            key=lambda pair: pair[0],
        )
        if found[0][0] <= _AFAR / 2:
            break
    return found


def _fits(text: _Text) -> Iterator[tuple[Question, tuple[str | _Slot, ...], _Fit]]:
    for asked in catalogue():
        kinds = {p.name: p.kind for p in asked.parameters} | {_ANYTHING: ParameterKind.TEXT}
        required = {p.name for p in asked.parameters if p.required}
        for written in asked.phrases:
            phrase = _phrase(written, kinds)
            if required <= {part.name for part in phrase if isinstance(part, _Slot)}:
                yield asked, phrase, _Laid(phrase, text).fit(0, 0)


def _phrase(written: str, kinds: Mapping[str, ParameterKind]) -> tuple[str | _Slot, ...]:
    slots = (_SLOT.fullmatch(word) for word in written.split())
    return tuple(
        _Slot(slot[1], kinds[slot[1]]) if slot else word for slot, word in zip(slots, written.split(), strict=True)
    )


def _weight(phrase: Sequence[str | _Slot]) -> float:
    return sum(_weight_of(part) for part in phrase)


def _weight_of(part: str | _Slot) -> float:
    if isinstance(part, _Slot):
        return 1.0 if part.matters else 0.0
    return _LIGHT if part in _SMALL else 1.0


def _understood(asked: Question, fit: _Fit) -> tuple[Understood, ...]:
    """Return what a fit means: one understanding, or one for each name of a list."""
    values: dict[str, list[_Value]] = {}
    for name, value in fit.values:
        values.setdefault(name, []).append(value)
    texts = {name: tuple(dict.fromkeys(text for each in many for text in each.texts)) for name, many in values.items()}
    taken = tuple((each.written, each.texts[0]) for many in values.values() for each in many if each.written)
    return tuple(Understood(asked, dict(zip(texts, each, strict=True)), taken) for each in product(*texts.values()))


@dataclass(slots=True)
class _Laid:
    """One phrase along one text; `fit(p, w)` is the cheapest way to lay the phrase from p along the words from w."""

    phrase: tuple[str | _Slot, ...]
    text: _Text
    known: dict[tuple[int, int], _Fit] = field(default_factory=dict)

    def fit(self, part: int, word: int) -> _Fit:
        if (part, word) not in self.known:
            self.known[part, word] = min(self._ways(part, word), key=lambda fit: fit.price)
        return self.known[part, word]

    def _ways(self, part: int, word: int) -> Iterator[_Fit]:
        words = self.text.words
        if part == len(self.phrase):
            yield _Fit(sum(_price(each, _EXTRA) for each in words[word:]))
            return
        here = self.phrase[part]
        yield from self._slot(here, part, word) if isinstance(here, _Slot) else self._word(here, part, word)
        if word < len(words):
            yield _plus(self.fit(part, word + 1), _price(words[word], _EXTRA))

    def _word(self, here: str, part: int, word: int) -> Iterator[_Fit]:
        yield _plus(self.fit(part + 1, word), _price(here, _MISSING))
        if word < len(self.text.words):
            unlike = _unlike(here, self.text.words[word])
            if unlike < 1:
                yield _plus(self.fit(part + 1, word + 1), unlike)

    def _slot(self, here: _Slot, part: int, word: int) -> Iterator[_Fit]:
        yield _Fit(_NEVER)
        for end in range(word + 1, min(word + _LONGEST, len(self.text.words)) + 1):
            value = self.text.value(here.kind, word, end)
            if value.price < _NEVER:
                rest = self.fit(part + 1, end)
                given = ((here.name, value),) if here.matters else ()
                yield _Fit(rest.price + value.price, (*given, *rest.values))


def _plus(fit: _Fit, price: float) -> _Fit:
    return _Fit(fit.price + price, fit.values)


def _price(word: str, full: float) -> float:
    return _LIGHT * full if word.casefold() in _SMALL else full


@lru_cache(maxsize=1 << 14)
def _unlike(one: str, other: str) -> float:
    """Return how far two words are apart: 0 for one word, 1 and more for two."""
    from rapidfuzz import fuzz

    likeness = fuzz.ratio(one, other.casefold())
    return 1.0 if likeness < _LIKE else (100 - likeness) / 50


@dataclass(frozen=True)
class _Names:
    """What the things and the documents of a graph are called.

    Args:
        things: The names of things by their keys.
        documents: The documents.
    """

    things: Mapping[str, str]
    documents: Sequence[Told]

    @cached_property
    def _long_keys(self) -> list[str]:
        return [key for key in self.things if len(key) > _SHORT]

    def thing(self, written: str) -> str | None:
        """Return the name that words are."""
        return self.things.get(name_key(written)) or self.things.get(name_key(written.removesuffix("'s")))

    def nearly(self, written: str) -> str | None:
        """Return the name that words are nearly."""
        from rapidfuzz import fuzz, process

        found = process.extractOne(name_key(written), self._long_keys, scorer=fuzz.ratio, score_cutoff=_NAME_LIKE)
        return self.things[found[0]] if found else None

    def document(self, written: str) -> str | None:
        """Return the file name of the one document that words name or describe: `the 2008 fact sheet`."""
        key = name_key(written)
        exact = [told.file for told in self.documents if key in told.keys]
        if exact:
            return exact[0]
        fits = sorted(((_describes(key.split(), told), told.file) for told in self.documents), reverse=True)
        best = fits[0][0] if fits else 0
        return fits[0][1] if best > 1 / 2 and [fit for fit, _ in fits].count(best) == 1 else None


def _describes(words: Sequence[str], told: Told) -> float:
    """Return the share of words that a document's names and date bear out; a wrong date bears out nothing."""
    dated = [word for word in words if read_period(word) or word == "undated"]
    if not all(told.stated.startswith(word) if word != "undated" else not told.stated for word in dated):
        return 0
    known = {part for key in told.keys for part in key.split()}
    named = [word for word in words if word not in dated]
    return sum(any(_unlike(word, part) < 1 for part in known) for word in named) / len(named) if named else 0


@dataclass
class _Text:
    """The words that were typed, and what runs of them may be.

    Args:
        words: The words.
        names: The names of the graph.
        near: Whether names that are nearly so count as well.
    """

    words: tuple[str, ...]
    names: _Names
    near: bool = False
    known: dict[tuple[ParameterKind, int, int], _Value] = field(default_factory=dict)

    def value(self, kind: ParameterKind, begin: int, end: int) -> _Value:
        """Return what a run of words is taken for where a value of that kind is wanted."""
        key = (kind, begin, end)
        if key not in self.known:
            self.known[key] = self._value(kind, " ".join(self.words[begin:end]), end - begin)
        return self.known[key]

    def _value(self, kind: ParameterKind, written: str, count: int) -> _Value:
        if kind is ParameterKind.THING:
            return self._thing(written, count)
        if kind is not ParameterKind.TEXT:
            exact = self._exact(kind, written)
            return _Value((exact,), 0.0) if exact else _NO_VALUE
        acronyms = _listed(written)
        if len(acronyms) > 1 and all(each.isupper() for each in acronyms):
            return _Value(acronyms, _LIGHT + _WORD * count)
        return _Value((written,), _LIGHT + _WORD * count)

    def _exact(self, kind: ParameterKind, written: str) -> str | None:
        """Return the date, the document or the number that words are, if they are one."""
        if kind is ParameterKind.DATE:
            return read_period(written)
        if kind is ParameterKind.DOCUMENT:
            return self.names.document(written)
        fits = are_figures(written) if kind is ParameterKind.FIGURES else written.isdecimal()
        return written if fits else None

    def _thing(self, written: str, count: int) -> _Value:
        name = self.names.thing(written)
        if name:
            return _Value((name,), 0.0)
        several = [self.names.thing(each) for each in _listed(written)]
        if len(several) > 1 and all(several):
            return _Value(tuple(filter(None, several)), _LIGHT)
        if self.near and (name := self.names.nearly(written)):
            return _Value((name,), _NEAR, written)
        return _Value((written,), _STRANGE + _WORD * count)


def _listed(written: str) -> tuple[str, ...]:
    """Return the words of a list of names of one word each."""
    return tuple(word for word in written.split() if word not in _JOINTS)


def _split(words: str) -> tuple[str, ...]:
    """Return the words of a question without the marks around them.

    >>> _split("Who heads OPLA, FPS?")
    ('Who', 'heads', 'OPLA', 'FPS')
    """
    stripped = (word.strip('?!,;:"“”') for word in words.split())
    return tuple(word.removesuffix(".") if not re.fullmatch(r"(\w\.)+", word) else word for word in stripped if word)
