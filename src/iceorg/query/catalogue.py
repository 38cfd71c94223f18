"""The named questions: one `.rq` file each, with a comment header that says what it answers.

    # title: Who reports to a post or a body
    # question: Which offices report to the Assistant Secretary?
    # ask: who reports to {post}
    # parameters: post: thing
    # unstated: No document says that anyone reports to {post}.
    # columns: who kind status document quote start
    # example: iceorg query -n list-reports --param post="Assistant Secretary"
    # answers: Q15 Q16

Help texts, the query page, the documentation and the tests all read these headers. A parameter is
a variable of the query with a kind and, where it may be left out, a default; `any` leaves the
variable free. Parameters are bound as terms, never pasted into the text.

`ask` is what `iceorg ask` listens for, a brace for each parameter, and `{_}` for words that do not matter; `unstated` is the answer where no row is found, in
which [what is in brackets] is left out if its parameter is open; `slots` are columns that may be empty, where
"not stated" is the answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import takewhile
from pathlib import Path

from iceorg.errors import QueryError, close_to

_ANY = "any"
_FOLDER = Path(__file__).with_name("rq")

CITATION = ("status", "document", "quote", "start")
"""The columns of a row that say where it stands."""


class ParameterKind(StrEnum):
    """What a parameter's value names."""

    THING = "thing"
    """A body, post, person, program, group or place, by name, acronym or IRI."""
    DOCUMENT = "document"
    """A document, by file name, title or IRI."""
    PROPERTY = "property"
    """A property, by CURIE, local name or words: `org:reportsTo`, `reportsTo`, `reports to`."""
    TEXT = "text"
    """Words, compared without regard to case."""
    DATE = "date"
    """A day, a month or a year: 2008-02-26, 2008-02, 2008."""
    FIGURES = "figures"
    """A date in figures, as a document writes it: 03/10/2016."""
    NUMBER = "number"
    """A whole number."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a question asks for.

    Args:
        name: The query's variable, without its question mark.
        kind: What the value names.
        default: The value where none is given; `any` leaves it open; None for one that must be given.
    """

    name: str
    kind: ParameterKind
    default: str | None = None

    @property
    def required(self) -> bool:
        """Whether the question cannot be asked without it."""
        return self.default is None


@dataclass(frozen=True, slots=True)
class Question:
    """A named question.

    Args:
        name: Its name: a verb and a noun.
        title: What it answers, in one line.
        asks: The same in the words of people who ask.
        phrases: Ways to ask it, with a `{parameter}` in place of each value, and `{_}` where any words may stand.
        parameters: What it asks for, in order.
        unstated: What to say where no document answers.
        columns: The columns of the answer.
        slots: Those of the columns in which nothing means that no document says it.
        example: A command line that asks it.
        answers: Ids of the competency questions that it answers.
        sparql: The query.
    """

    name: str
    title: str
    asks: tuple[str, ...]
    phrases: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    unstated: str
    columns: tuple[str, ...]
    slots: tuple[str, ...]
    example: str
    answers: tuple[str, ...]
    sparql: str

    @property
    def cites(self) -> bool:
        """Whether its rows have the words of the documents beside them."""
        return set(CITATION) <= set(self.columns)


@cache
def catalogue() -> tuple[Question, ...]:
    """Return every named question, sorted by name.

    >>> [q.title for q in catalogue() if q.name == "list-reports"]
    ['Who reports to a post or a body']
    """
    return tuple(_read(file) for file in sorted(_FOLDER.glob("*.rq")))


@cache
def question(name: str) -> Question:
    """Return the question of that name.

    Raises:
        QueryError: There is none; the hint names near ones.
    """
    file = _FOLDER / f"{name}.rq"
    if "/" not in name and file.is_file():  # one file is read forty times sooner than all of them
        return _read(file)
    near = close_to(name, [question.name for question in catalogue()], cutoff=0.5)
    hint = f"did you mean '{near[0]}'? " if near else ""
    raise QueryError(f"there is no question '{name}'", hint=f"{hint}`iceorg query --list` shows them all")


def _read(file: Path) -> Question:
    return read_question(file.stem, file.read_text(encoding="utf-8"))


def read_question(name: str, text: str) -> Question:
    """Return the question that an `.rq` file holds.

    Raises:
        QueryError: The header lacks a line, or a parameter is not of a known kind.
    """
    header = _header(text)
    missing = [
        key for key in ("title", "question", "ask", "unstated", "columns", "example", "answers") if key not in header
    ]
    if missing:
        raise QueryError(f"the header has no line '# {missing[0]}: ...'", where=f"{name}.rq")
    return Question(
        name=name,
        title=header["title"][0],
        asks=tuple(header["question"]),
        phrases=tuple(header["ask"]),
        parameters=declared_parameters(text, where=f"{name}.rq"),
        unstated=header["unstated"][0],
        columns=tuple(header["columns"][0].split()),
        slots=tuple(" ".join(header.get("slots", [])).split()),
        example=header["example"][0],
        answers=tuple(a for a in header["answers"][0].split() if a != "-"),
        sparql=text.partition("\n\n")[2],
    )


def declared_parameters(text: str, *, where: str = "query") -> tuple[Parameter, ...]:
    r"""Return the parameters that the comment lines on top of a query declare.

    >>> declared_parameters("# parameters: when: date any\n\nASK {}")
    (Parameter(name='when', kind=<ParameterKind.DATE: 'date'>, default='any'),)

    Raises:
        QueryError: One is of no known kind.
    """
    return tuple(_parameter(line, where) for line in _header(text).get("parameters", []))


def _header(text: str) -> dict[str, list[str]]:
    header: dict[str, list[str]] = {}
    for line in takewhile(lambda line: line.startswith("#"), text.splitlines()):
        key, _, value = line.lstrip("# ").partition(":")
        header.setdefault(key, []).append(value.strip())
    return header


def _parameter(line: str, where: str) -> Parameter:
    name, _, rest = line.partition(":")
    kind, _, default = rest.strip().partition(" ")
    if kind not in set(ParameterKind):
        raise QueryError(
            f"parameter '{name}' is of no known kind", where=where, hint=f"one of {', '.join(ParameterKind)}"
        )
    return Parameter(name, ParameterKind(kind), default.strip() or None)


def is_any(value: str) -> bool:
    """Whether a parameter's value leaves it open."""
    return value == _ANY
