"""Answers become entries of a curation file; what a person wrote in it stays as it is."""

from __future__ import annotations

import json
import os
from datetime import date
from typing import TYPE_CHECKING

from iceorg.errors import CurationError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from iceorg.model import Act


def entry_text(
    act: Act, values: Mapping[str, str | tuple[str, ...] | date], *, author: str, on: date, reason: str
) -> str:
    """Return an entry as TOML.

    >>> from iceorg.model import Act
    >>> print(entry_text(Act.ACCEPT, {"claim": "claim-1"}, author="Ann", on=date(2026, 11, 25), reason="I looked."))
    [[accept]]
    claim = "claim-1"
    author = "Ann"
    date = 2026-11-25
    reason = "I looked."
    """
    lines = [f"[[{act.value}]]", *(f"{name} = {_toml(value)}" for name, value in values.items() if value)]
    lines += [f"author = {_toml(author)}", f"date = {on.isoformat()}", f"reason = {_toml(reason)}"]
    return "\n".join(lines)


def _toml(value: str | tuple[str, ...] | date) -> str:
    """Return a text, a list of texts or a day as TOML has it: JSON's strings are its basic strings."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return f"[{', '.join(map(_toml, value))}]"


def append_entry(path: Path, entry: str) -> int:
    """Add an entry at the end of a file, made if it is not there; return how many bytes were added.

    Args:
        path: The file.
        entry: The entry, without a line break at its end.

    Raises:
        CurationError: It cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        before = (
            path.read_bytes()
            if path.exists()
            else b"# What people decided; reviewed as code is. See CONTRIBUTING.md.\n"
        )
        gap = b"" if before.endswith(b"\n\n") else b"\n" if before.endswith(b"\n") else b"\n\n"
        added = gap + entry.encode() + b"\n"
        _replace(path, before + added)
    except OSError as error:
        raise CurationError(
            f"cannot be written ({error.strerror})", where=str(path), hint="check its folder"
        ) from error
    return len(added)


def remove_last(path: Path, added: int) -> None:
    """Take the last bytes that were added away again."""
    _replace(path, path.read_bytes()[:-added])


def _replace(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
