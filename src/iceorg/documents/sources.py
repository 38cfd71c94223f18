"""What `sources.toml` says about the documents beside it.

[[document]]
file = "offices.txt"                 # its name, from the folder of sources.toml on
title = "Offices"
publisher = "The Agency"
republisher = "A library"
stated_date = 2016-03-10             # the date in the text, as a person read it
republished = 2016-03-14
captured = 2016-09-01                # by an archive
original_address = "https://agency.example/offices"
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields
from datetime import date, datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from iceorg.errors import Problem, Severity, SourceError
from iceorg.model import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

FILE_NAME = "sources.toml"
_DATES = ("stated_date", "republished", "captured")
_KEYS = tuple(field.name for field in fields(Source))
_LINE = re.compile(r"line (\d+)")


@dataclass(frozen=True, slots=True)
class Sources:
    """What one `sources.toml` says.

    Args:
        by_file: What is known of each document, by its file name.
        problems: What is wrong with the file, each with its line.
    """

    by_file: Mapping[str, Source]
    problems: tuple[Problem, ...] = ()


def read_sources(path: Path, where: Path | None = None) -> Sources:
    """Return what a `sources.toml` says.

    Args:
        path: The file.
        where: Where it lies, for people; None for its path.

    Raises:
        SourceError: The file is not UTF-8 or not TOML.
    """
    where = where or path
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"cannot be read ({error})", where=str(where), hint="save it as UTF-8 text") from error
    return parsed_sources(text, where)


def parsed_sources(text: str, path: Path) -> Sources:
    """Return what the text of a `sources.toml` says.

    Args:
        text: Its text.
        path: Where it lies, for people.

    Raises:
        SourceError: The text is not TOML.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = _LINE.search(str(error))
        where = f"{path}:{line[1]}" if line else str(path)
        raise SourceError(
            f"is not TOML: {error}", where=where, hint="strings want quotes, dates the form 2016-03-10"
        ) from error
    return entries(data, text, path)


@dataclass(frozen=True, slots=True)
class Entry:
    """One `[[document]]` of the file.

    Args:
        values: Its keys and values.
        number: Its place in the file, from 1 on; 0 for the file itself.
        path: The file.
        text: The text of the file.
    """

    values: Mapping[str, object]
    number: int
    path: Path
    text: str

    def problem(self, key: str, message: str, hint: str) -> Problem:
        """Return a problem with a key, with its line."""
        where = f"{self.path}:{line_of(self.text, self.number, key)}"
        return Problem(Severity.ERROR, "sources", where, message, hint)


def entries(data: Mapping[str, object], text: str, path: Path) -> Sources:
    """Return the entries of a parsed `sources.toml`, and what is wrong with them."""
    whole = Entry(data, 0, path, text)
    problems = [
        whole.problem(key, "is no part of this file", "write [[document]] above each entry")
        for key in data
        if key != "document"
    ]
    listed = data.get("document", [])
    by_file: dict[str, Source] = {}
    for number, values in enumerate(listed if isinstance(listed, list) else [listed], 1):
        entry = Entry(values if isinstance(values, dict) else {}, number, path, text)
        name = entry.values.get("file")
        if not isinstance(name, str) or not name:
            problems.append(entry.problem("file", "does not say which file it is about", 'add: file = "name.txt"'))
            continue
        if name in by_file:
            problems.append(entry.problem("file", f"describes {name} a second time", "keep one entry for each file"))
        good, faults = checked(entry)
        problems += faults
        by_file.setdefault(name, Source(**good))  # type: ignore[arg-type]  # checked() gives every key its type
    return Sources(by_file, tuple(problems))


def checked(entry: Entry) -> tuple[dict[str, str | date], list[Problem]]:
    """Return the values of an entry that can be used, and what is wrong with the others."""
    good: dict[str, str | date] = {}
    problems = []
    for key, value in entry.values.items():
        if key == "file":
            continue
        if fault := fault_of(key, value):
            problems.append(entry.problem(key, *fault))
        else:
            assert isinstance(value, str | date)
            good[key] = value
    return good, problems


def fault_of(key: str, value: object) -> tuple[str, str] | None:
    """Return what is wrong with a value and what to do, or None.

    >>> fault_of("stated_date", "March 10")
    ('stated_date is no date', 'write it as stated_date = 2016-03-10, without quotes')
    >>> fault_of("publishr", "The Agency")
    ("has no meaning for the key 'publishr'", "did you mean 'publisher'?")
    """
    if key not in _KEYS:
        near = get_close_matches(key, _KEYS, 1)
        hint = f"did you mean {near[0]!r}?" if near else f"known keys: file, {', '.join(_KEYS)}"
        return f"has no meaning for the key {key!r}", hint
    if key in _DATES and (not isinstance(value, date) or isinstance(value, datetime)):
        return f"{key} is no date", f"write it as {key} = 2016-03-10, without quotes"
    if key not in _DATES and not isinstance(value, str):
        return f"{key} is no text", f'write it in quotes: {key} = "..."'
    return None


def line_of(text: str, number: int, key: str) -> int:
    r"""Return the line of a key in the n-th entry; of the entry itself if the key is not in it.

    >>> line_of("[[document]]\nfile = 'a'\n[[document]]\nfile = 'b'", 2, "file")
    4
    """
    entry = first = 0
    for line, words in enumerate(text.splitlines(), 1):
        if words.strip().startswith("[[document]]"):
            entry += 1
            first = line if entry == number else first
        if entry == number and re.match(rf"\s*{re.escape(key)}\s*=", words):
            return line
    return first or 1


def unused(sources: Sources, path: Path, there: Callable[[str], bool], beside: Iterable[str]) -> Iterator[Problem]:
    """Yield a problem for every entry about a file that is not there.

    Args:
        sources: The entries.
        path: Where their file lies, for people.
        there: Whether there is a file of a name.
        beside: The names of files that may be meant.
    """
    missing = [name for name in sorted(sources.by_file) if not there(name)]
    names = sorted(beside) if missing else []
    for name in missing:
        near = get_close_matches(name, names, 1)
        hint = f"did you mean {near[0]!r}?" if near else "take the entry out, or add the file"
        yield Problem(Severity.WARNING, "sources", str(path), f"describes {name}, which is not there", hint)


def joined_sources(sources: Iterable[Source]) -> Source:
    """Return what is known from several sources: of each thing what the first of them says that says any.

    >>> joined_sources([Source(title="A"), Source(title="B", publisher="P")])
    Source(title='A', publisher='P', republisher=None, stated_date=None, republished=None, captured=None, original_address=None)
    """
    told: dict[str, Any] = {}
    for source in sources:
        for key in _KEYS:
            if told.get(key) is None:
                told[key] = getattr(source, key)
    return Source(**told)
