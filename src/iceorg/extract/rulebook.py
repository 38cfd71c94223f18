"""Rules as data: what a rule says, where it applies, what it claims, and what proves it.

A sentence rule is a pattern over words and typed tokens:

    {BODY:part} <BE> <GAP:6> <COMPONENT> <IN> {BODY:whole}

- `{TYPE:slot}` is one mention of the type; `{TYPE+:slot}` a list of them ("A, B and C");
  `{TYPE?:slot}` also takes a name of no told kind, which the slot then types; `{TYPE}` is a mention
  that no claim uses.
- `<CLASS>` is any phrase of a word class of `lexicon.toml`.
- `<GAP:n>` is up to n words without a mention, `<ANY:n>` up to n characters of anything but ; and :.
- `{TEXT:slot}` is the rest of the clause or sentence, kept in the document's words.
- all else is a regular expression over the words.

Every rule has examples and counter-examples, and a test that runs them; without both it does not load.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from iceorg.errors import RuleError
from iceorg.extract.lexicon import lexicon
from iceorg.extract.mentions import Token
from iceorg.extract.needs import Need, needs
from iceorg.model import Kind, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Example:
    """A text and the claims that a rule makes of it, each "subject | predicate | object" by label."""

    text: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One way in which documents say something.

    Args:
        id: Stable, never reused. The letter tells the family: S sentence, H heading, L list, K label
            line, N name, D default, T text.
        says: What the rule reads, in one sentence for people.
        status: The standing of its claims.
        claims: What it claims, as "slot predicate slot".
        pattern: The pattern of a sentence rule; empty for a rule whose matcher is code.
        compiled: The pattern over encoded sentences; of a rule without one it matches nothing.
        needs: What every sentence holds that the pattern fits.
        examples: Texts with the claims expected of them.
        counter: Texts of which the rule must claim nothing.
        licences: Slots that give a name of no told kind its kind.
        lead: Whether the pattern is that of a heading or lead-in, and the claims are of the lines below it.
        links: Whether it is for sentences that only point elsewhere, and for no others.
        guarded: Whether negation, the past and plans inside the match stop it.
        named: Slots that take names only, and no words that stand for one ("our", "the agency").
    """

    id: str
    says: str
    status: Status
    claims: tuple[str, ...]
    pattern: str
    compiled: re.Pattern[str]
    examples: tuple[Example, ...]
    counter: tuple[str, ...]
    guarded: bool = True
    named: tuple[str, ...] = ()
    licences: tuple[tuple[str, Kind], ...] = ()
    lead: bool = False
    links: bool = False
    needs: tuple[Need, ...] = ()

    def may_fit(self, held: frozenset[str]) -> bool:
        """Whether a sentence that holds these words and tokens can be one that the pattern fits."""
        for need in self.needs:  # noqa: SIM110 - asked of every sentence and rule; a generator takes twice as long
            if need.isdisjoint(held):
                return False
        return True


_SLOTS: Mapping[str, tuple[Token, ...]] = {
    "BODY": (Token.AGENCY, Token.UNIT, Token.BODY, Token.SELF),
    "AGENCY": (Token.AGENCY, Token.BODY, Token.SELF),
    "UNIT": (Token.UNIT,),
    "PROGRAM": (Token.PROGRAM,),
    "PROGRAMS": (Token.PROGRAMS, Token.PROGRAM),
    "GENERIC": (Token.PROGRAMS,),
    "POST": (Token.POST,),
    "POSTS": (Token.POSTS, Token.POST),
    "PERSON": (Token.PERSON,),
    "GROUP": (Token.GROUP,),
    "PARTNER": (Token.GROUP, Token.AGENCY, Token.UNIT, Token.BODY, Token.PROGRAM),
    "PLACE": (Token.PLACE,),
    "DATE": (Token.DATE,),
    "NUMBER": (Token.NUMBER,),
    "THING": (Token.AGENCY, Token.UNIT, Token.BODY, Token.PROGRAM, Token.SELF),
    "ANYTHING": tuple(Token),
    "NAME": (Token.AGENCY, Token.UNIT, Token.BODY, Token.PROGRAM, Token.PROGRAMS, Token.NAME, Token.SHAPED),
}
_LICENSED = {
    "BODY": Kind.UNIT,
    "PROGRAM": Kind.PROGRAM,
    "PERSON": Kind.PERSON,
    "PLACE": Kind.PLACE,
    "AGENCY": Kind.AGENCY,
}
_UNTOLD = {"PERSON": (Token.SHAPED,), "PLACE": (Token.NAME, Token.SHAPED)}
_INDEX_CLASS = "[\U000f0000-\U000fffff]"
_PART = re.compile(
    r"\{(?P<type>[A-Z]+)(?P<untold>\?)?(?P<many>\+)?(?::(?P<slot>\w+))?\}|<GAP:(?P<gap>\d+)>|<ANY:(?P<any>\d+)>|<(?P<cls>[A-Z_]+)>",
)
_SEPARATOR = r"(?:\s*,\s*(?:and\s+|or\s+|as well as\s+)?|\s+and\s+|\s+&\s+|\s+or\s+|\s+as well as\s+)(?:also\s+)?(?:(?:the|its|our|their|other)\s+)?"


def compile_pattern(pattern: str, where: str = "") -> re.Pattern[str]:
    """Return the regular expression over encoded sentences for a rule's pattern; words in it are whole words.

    Raises:
        RuleError: The pattern names an unknown type or word class.
    """
    try:
        spelt = _PART.sub(lambda match: _part(match, where), pattern)
        return re.compile(rf"\b{spelt}" if pattern[:1].isalpha() else spelt, re.IGNORECASE)
    except re.error as error:
        raise RuleError(
            f"the pattern is no regular expression: {error}", where=where, hint="see CONTRIBUTING.md"
        ) from error


def _part(match: re.Match[str], where: str) -> str:
    if match["gap"]:
        return rf"(?:[^\s\ue000-\ue0ff;:.]+ ){{0,{match['gap']}}}?"
    if match["any"]:
        return rf"[^;:]{{0,{match['any']}}}?"
    if match["cls"]:
        return _class(match["cls"], where)
    if match["type"] == "TEXT":
        return rf"(?P<{match['slot']}>.+?)"
    return _slot(match["type"], match["slot"], untold=bool(match["untold"]), many=bool(match["many"]), where=where)


@lru_cache
def _class(name: str, where: str) -> str:
    try:
        phrases = lexicon().classes[name]
    except KeyError:
        known = ", ".join(sorted(lexicon().classes))
        raise RuleError(f"there is no word class <{name}>", where=where, hint=f"known are {known}") from None
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return r"\b(?:" + "|".join(re.escape(p).replace(r"\ ", " ") for p in ordered) + r")\b"


def _tokens(type_: str, where: str, *, untold: bool) -> tuple[Token, ...]:
    if type_ not in _SLOTS:
        raise RuleError(f"there is no slot type {type_}", where=where, hint=f"known are {', '.join(_SLOTS)}")
    more = _UNTOLD.get(type_, (Token.NAME, Token.SHAPED, Token.BODY)) if untold else ()
    return (*_SLOTS[type_], *more)


def _needs(pattern: str, where: str) -> tuple[Need, ...]:
    def tokens_of(slot: str) -> Need:
        part = _PART.fullmatch(slot)
        if part is None or part["type"] == "TEXT":
            return frozenset()
        return frozenset(t.value for t in _tokens(part["type"], where, untold=bool(part["untold"])))

    def words_of(name: str) -> Need:
        return frozenset(lexicon().classes[name.strip("<>")])

    return needs(pattern, tokens_of, words_of)


def _slot(type_: str, slot: str | None, *, untold: bool, many: bool, where: str) -> str:
    tokens = _tokens(type_, where, untold=untold)
    one = f"[{''.join(dict.fromkeys(t.value for t in tokens))}]{_INDEX_CLASS}"
    spelt = f"{one}(?:{_SEPARATOR}{one})*" if many else one
    return f"(?P<{slot}>{spelt})" if slot else f"(?:{spelt})"


def _licences(pattern: str) -> Iterator[tuple[str, Kind]]:
    for match in _PART.finditer(pattern):
        if match["untold"] and match["slot"] and match["type"] in _LICENSED:
            yield match["slot"], _LICENSED[match["type"]]


_NOTHING = re.compile(r"(?!)")


@lru_cache(maxsize=1)
def rulebook() -> Mapping[str, Rule]:
    """Return all rules by id, in the order of their files.

    Raises:
        RuleError: A rule lacks a part, or an id is used twice.
    """
    rules: dict[str, Rule] = {}
    for file in sorted(files("iceorg.extract").joinpath("rules").iterdir(), key=lambda file: file.name):
        if not file.name.endswith(".toml"):
            continue
        for data in tomllib.loads(file.read_text("utf-8")).get("rule", ()):
            rule = _rule(data, file.name)
            if rule.id in rules:
                raise RuleError(
                    f"the id {rule.id} is used twice", where=file.name, hint="give the new rule an id of its own"
                )
            rules[rule.id] = rule
    return rules


@lru_cache(maxsize=1)
def sentence_rules() -> tuple[Rule, ...]:
    """Return the rules that are patterns over sentences, in their order."""
    return tuple(rule for rule in rulebook().values() if rule.pattern and not rule.lead)


def _rule(data: Mapping[str, Any], file: str) -> Rule:
    where = f"{file}: {data.get('id', 'a rule without id')}"
    missing = [part for part in ("id", "says", "status", "examples", "counter") if not data.get(part)]
    if missing:
        raise RuleError(
            f"the rule has no {' and no '.join(missing)}",
            where=where,
            hint="every rule needs them; see CONTRIBUTING.md",
        )
    pattern = data.get("pattern", "")
    return Rule(
        id=data["id"],
        says=data["says"],
        status=Status(data["status"]),
        claims=tuple(data.get("claims", ())),
        pattern=pattern,
        compiled=compile_pattern(pattern, where) if pattern else _NOTHING,
        examples=tuple(Example(e["text"], tuple(e["claims"])) for e in data["examples"]),
        counter=tuple(data["counter"]),
        guarded=data.get("guarded", True),
        named=tuple(data.get("named", ())),
        licences=tuple(_licences(pattern)),
        lead=data.get("lead", False),
        links=data.get("links", False),
        needs=_needs(pattern, where),
    )
