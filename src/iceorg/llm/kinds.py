"""What a proposed thing can be, and what each relation can join."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from iceorg.extract.lexicon import lexicon
from iceorg.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from iceorg.llm.answer import ProposedThing
    from iceorg.model import Span

BODIES: Final = frozenset({Kind.AGENCY, Kind.UNIT})
_POST: Final = frozenset({Kind.POST})
_PERSON: Final = frozenset({Kind.PERSON})
_PROGRAM: Final = frozenset({Kind.PROGRAM})
_PARTNERS: Final = BODIES | _PROGRAM | {Kind.GROUP}

SIGNATURES: Final[Mapping[str, tuple[frozenset[Kind], frozenset[Kind]]]] = {
    "partOf": (BODIES, BODIES),
    "reportsTo": (BODIES | _POST | _PROGRAM, BODIES | _POST),
    "heads": (_PERSON | _POST, BODIES),
    "holdsPost": (_PERSON, _POST),
    "postIn": (_POST, BODIES),
    "administers": (BODIES | _POST, _PROGRAM),
    "programPartOf": (_PROGRAM, _PROGRAM),
    "partnersWith": (_PARTNERS, _PARTNERS),
    "locatedIn": (BODIES | _POST | _PROGRAM, frozenset({Kind.PLACE})),
    "succeeds": (BODIES | _PROGRAM, BODIES | _PROGRAM),
}
"""The kinds of the subject and of the object of each relation, as the shapes have them."""

_KINDS: Final = {
    "Agency": Kind.AGENCY,
    "Unit": Kind.UNIT,
    "Post": Kind.POST,
    "Person": Kind.PERSON,
    "Program": Kind.PROGRAM,
    "Place": Kind.PLACE,
}

_APART: Final = frozenset({Kind.PERSON, Kind.PLACE})
"""Kinds whose names are those of nothing else."""

_NEVER: Final = {
    Kind.PERSON: frozenset({Kind.AGENCY, Kind.UNIT, Kind.PROGRAM, Kind.POST}),
    Kind.POST: frozenset({Kind.AGENCY, Kind.UNIT, Kind.PROGRAM}),
    Kind.PLACE: frozenset({Kind.UNIT, Kind.PROGRAM, Kind.POST}),
    Kind.PROGRAM: frozenset({Kind.POST}),
}
"""What the head word of a name may not tell of a thing of each kind: no person is called an Office."""


def kind_of(thing: ProposedThing) -> Kind:
    """Return the kind of a proposed thing; a partner is a group if its name is in small letters or a plural.

    >>> from iceorg.llm.answer import ProposedThing
    >>> kind_of(ProposedThing("t1", "Partner", ("port authorities",))).value
    'group'
    >>> kind_of(ProposedThing("t2", "Partner", ("Harbour Guild",))).value
    'agency'
    """
    if thing.type != "Partner":
        return _KINDS[thing.type]
    words = thing.names[0].split()
    is_group = not any(word[:1].isupper() for word in words) or words[-1].casefold() in lexicon().groups
    return Kind.GROUP if is_group else Kind.AGENCY


def is_misnamed(kind: Kind, name: str) -> bool:
    """Return whether the head word of a name tells that it names something else.

    >>> is_misnamed(Kind.PERSON, "Office of Tides"), is_misnamed(Kind.UNIT, "Office of Tides")
    (True, False)
    """
    told = lexicon().head_kind(tuple(name.split()))
    return told in _NEVER.get(kind, frozenset())


def is_doubtful(kind: Kind, name: str, known: Iterable[Kind]) -> bool:
    """Return whether a name speaks against the kind of a thing: it ends as a title does, or the rules know somebody else by it.

    People and places are told apart from all others; where bodies, programs and groups part is a convention.

    >>> is_doubtful(Kind.UNIT, "Deputy Director", ()), is_doubtful(Kind.UNIT, "Bo Reed", (Kind.PERSON,))
    (True, True)
    >>> is_doubtful(Kind.UNIT, "Port Authority", (Kind.AGENCY,))
    False
    """
    words = tuple(name.split())
    is_title = len(words) == 1 or words[0].casefold() in lexicon().post_modifiers  # "U.S. Marshals" is a body
    if kind in BODIES and is_title and lexicon().head_kind(words) is Kind.POST:
        return True
    return any((kind in _APART or other in _APART) and kind is not other for other in known)


def duties_in(words: str) -> bool:
    """Return whether words say that somebody performs the duties of a post, which is not to hold it.

    >>> duties_in("Senior Official Performing the Duties of Director"), duties_in("Director of Duties")
    (True, False)
    """
    return any(phrase in words.casefold() for phrase in lexicon().duties)


def own_titles(names: tuple[tuple[str, Span], ...]) -> tuple[tuple[str, Span], ...]:
    """Return the names of a post: of one whose duties are performed, only those that say so."""
    return tuple(named for named in names if duties_in(named[0])) or names


def can_join(relation: str, subject: Kind, object_: Kind) -> bool:
    """Return whether a relation can join things of two kinds.

    An agency is never part of an office, two categories are no partners, and a body takes the place of a body.
    """
    subjects, objects = SIGNATURES[relation]
    if subject not in subjects or object_ not in objects:
        return False
    if relation == "partOf":
        return (subject, object_) != (Kind.AGENCY, Kind.UNIT)
    if relation == "partnersWith":
        return (subject, object_) != (Kind.GROUP, Kind.GROUP)
    return relation != "succeeds" or (subject is Kind.PROGRAM) == (object_ is Kind.PROGRAM)
