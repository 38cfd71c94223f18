"""Everything that can go wrong, in one tree, and problems that do not stop a run.

    IceorgError            a message, where it happened, and what to do
    ├── SettingsError      an option or a settings file
    ├── SourceError        a document or a folder of documents
    ├── CurationError      a file of decisions
    ├── ModelError         data that breaks a promise of the model
    ├── RuleError          a rule file that does not load
    ├── StoreError         a result folder or a store
    ├── QueryError         a SPARQL query or a named question
    │   └── LimitError     one that wants more time, memory or room than it may have
    └── ExportError        an output that cannot be written

A user's mistake is an IceorgError. A fault in one document is a `Problem`: collected, counted,
shown at the end, and no reason to stop.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class IceorgError(Exception):
    """A fault with words for the person who meets it.

    Args:
        message: What is wrong, in one sentence.
        where: The file, line or option it is about.
        hint: What to do now.

    Example:
        >>> str(IceorgError("there is no such file", where="a.txt", hint="check the path"))
        'a.txt: there is no such file; check the path'
    """

    def __init__(self, message: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        """Return where, what and what to do, on one line."""
        text = f"{self.where}: {self.message}" if self.where else self.message
        return f"{text}; {self.hint}" if self.hint else text


class SettingsError(IceorgError):
    """An option or a settings file is wrong."""


class SourceError(IceorgError):
    """A document cannot be used."""


class CurationError(IceorgError):
    """A decision cannot be meant."""


class ModelError(IceorgError):
    """Data breaks a promise of the model."""


class RuleError(IceorgError):
    """A rule file does not load."""


class StoreError(IceorgError):
    """A result folder or a store cannot be used."""


class QueryError(IceorgError):
    """A query or a named question cannot be answered."""


class LimitError(QueryError):
    """A query wants more time, more memory or more room for its answer than it may have."""


class ExportError(IceorgError):
    """An output cannot be written."""


class Severity(StrEnum):
    """How much a problem matters."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault in the data that did not stop the run.

    Args:
        severity: How much it matters.
        code: A short name for the kind of fault, such as `not-utf-8`.
        where: The document, thing or claim it is about.
        message: What is wrong, in one sentence.
        hint: What a person can do about it.
    """

    severity: Severity
    code: str
    where: str
    message: str
    hint: str = ""


def close_to(word: str, words: Iterable[str], *, n: int = 1, cutoff: float = 0.6) -> list[str]:
    """Return the words that a misspelt one may stand for, the likeliest first.

    >>> close_to("reprots", ["holds", "reports"])
    ['reports']
    """
    from difflib import get_close_matches  # not loaded before somebody has misspelt something

    return get_close_matches(word, list(words), n=n, cutoff=cutoff)


_CONTROLS = {code: 0x2400 + code for code in range(0x20)} | {0x7F: 0x2421} | dict.fromkeys(range(0x80, 0xA0), 0xFFFD)
"""Pictures of the control characters."""
_HARMLESS = {ord(mark): ord(mark) for mark in "\n\t"}


def without_controls(text: str) -> str:
    r"""Return somebody else's text as a terminal may have it: it would obey the control characters in it.

    >>> without_controls("\x1b[31mred\n")
    '␛[31mred\n'
    """
    return text.translate(_CONTROLS | _HARMLESS)
