"""What an entry of each kind holds, and what is wrong with one that does not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from iceorg.errors import CurationError, close_to
from iceorg.model import Act, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of an entry.

    Args:
        needed: Those that it must have, besides author, date and reason.
        other: Those that it may have.
    """

    needed: tuple[str, ...]
    other: tuple[str, ...] = ()


FORMS: Final[Mapping[Act, tuple[Form, ...]]] = {
    Act.MERGE: (Form(("things",), ("label", "source")),),
    Act.NEVER_MERGE: (Form(("things",), ("source",)),),
    Act.RENAME: (Form(("from", "to", "source"), ("on",)),),
    Act.ACCEPT: (Form(("claim",), ("source",)),),
    Act.REJECT: (Form(("claim",), ("source",)), Form(("subject", "predicate", "object"), ("source",))),
    Act.ASSERT: (Form(("subject", "predicate", "object", "source"), ("capacity",)),),
    Act.TYPE: (Form(("thing", "kind"), ("source",)),),
    Act.SUPPRESS: (Form(("person",), ("source",)),),
}
"""What entries of each kind hold; a rejection is of one claim, or of a fact whoever states it."""

ALWAYS: Final = ("author", "date", "reason")
LISTS: Final = ("things",)
DAYS: Final = ("date", "on")
"""When somebody decided, and the day from which a rename counts."""
KINDS: Final = tuple(kind.value for kind in Kind if kind not in (Kind.DOCUMENT, Kind.UNKNOWN))


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry that has the right fields.

    Args:
        act: What it does.
        values: Its fields; a list is a tuple.
        where: File and line, for messages.
    """

    act: Act
    values: Mapping[str, str | tuple[str, ...]]
    where: str

    def text(self, name: str) -> str:
        """Return a field that holds one text; empty if it is not there."""
        value = self.values.get(name, "")
        return value if isinstance(value, str) else ", ".join(value)

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a field as several texts."""
        value = self.values.get(name, ())
        return (value,) if isinstance(value, str) else value

    @property
    def about(self) -> tuple[str, ...]:
        """What it is about, in the order of the fields of its kind."""
        names = dict.fromkeys(name for form in FORMS[self.act] for name in (*form.needed, *form.other))
        return tuple(text for name in names if name != "source" for text in self.texts(name))


def checked_entry(act: str, raw: Any, where: str) -> Entry:
    """Return an entry, if it can be meant.

    Raises:
        CurationError: A name is misspelt, a field is missing, or a value is not of its kind.
    """
    if act not in list(Act):
        raise CurationError(
            f"there is no decision “{act}”", where=where, hint=_meant(act, [each.value for each in Act])
        )
    forms = FORMS[Act(act)]
    known = [*ALWAYS, *dict.fromkeys(name for form in forms for name in (*form.needed, *form.other))]
    for name in raw:
        if name not in known:
            raise CurationError(f"a {act} has no “{name}”", where=where, hint=_meant(name, known))
    _want(act, raw, forms, where)
    return Entry(Act(act), {name: _value(name, value, where) for name, value in raw.items()}, where)


def _want(act: str, raw: Mapping[str, Any], forms: Iterable[Form], where: str) -> None:
    missing = min(([name for name in form.needed if not raw.get(name)] for form in forms), key=len)
    missing += [name for name in ALWAYS if not raw.get(name)]
    if missing:
        hint = "; ".join(dict.fromkeys(_example(name) for name in missing))
        raise CurationError(f"the {act} lacks its {' and '.join(missing)}", where=where, hint=f"add {hint}")


def _value(name: str, value: Any, where: str) -> str | tuple[str, ...]:
    if name in DAYS:
        if isinstance(value, date) and not isinstance(value, datetime):
            return value.isoformat()
        raise CurationError(
            f"{value!r} is no day", where=where, hint=f"write {_example(name)}, without quotation marks"
        )
    if name in LISTS or (name == "person" and isinstance(value, list)):
        if isinstance(value, list) and all(isinstance(each, str) and each.strip() for each in value):
            if name in LISTS and len(set(value)) < 2:
                raise CurationError(f"“{name}” names fewer than two things", where=where, hint="name at least two")
            return tuple(value)
        raise CurationError(f"“{name}” is no list of names", where=where, hint=f"write {_example(name)}")
    if not isinstance(value, str) or not value.strip():
        raise CurationError(f"“{name}” is no text", where=where, hint=f"write {_example(name)}")
    if name == "kind" and value not in KINDS:
        raise CurationError(f"there is no kind of thing “{value}”", where=where, hint=_meant(value, KINDS))
    return value


def _example(name: str) -> str:
    return {
        "date": "date = 2026-11-25",
        "on": "on = 2019-07-01",
        "author": 'author = "your name"',
        "reason": 'reason = "why"',
        "source": 'source = "https://… or the words of what it rests on"',
        "things": 'things = ["id:unit-one", "id:unit-other"]',
        "claim": 'claim = "claim-…", as `iceorg why --json` shows it',
    }.get(name, f'{name} = "…"')


def _meant(word: str, known: Iterable[str]) -> str:
    words = list(known)
    near = close_to(word, words)
    return f"did you mean “{near[0]}”?" if near else f"it is one of: {', '.join(words)}"


def sorted_forms() -> Iterator[tuple[Act, Form]]:
    """Yield every kind of entry with its fields, in the order in which people learn them."""
    for act, forms in FORMS.items():
        for form in forms:
            yield act, form
