"""What is not read, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from iceorg.errors import Problem, Severity

if TYPE_CHECKING:
    from iceorg.documents.decode import Fault


@dataclass(frozen=True, slots=True, order=True)
class Refusal:
    """A file that was not read, and why.

    Args:
        name: Its name, from the folder that was given on.
        code: A short name for the reason: `empty`, `binary`, `bomb`, `broken`, `encrypted`, `nested`, `not-installed`, `not-as-told`, `not-utf-8`,
            `not-utf-16`, `not-utf-32`, `too-large`, `too-many-lines`, `too-slow`, `unknown-format`, `not-regular`, `link`, `unreadable`, `too-deep`, `too-many`.
        message: What is wrong, in one sentence.
        hint: What to do.
        offset: Offset of the byte at fault, if one is.
    """

    name: str
    code: str
    message: str
    hint: str = ""
    offset: int | None = None

    @property
    def problem(self) -> Problem:
        """The refusal as a problem of the run."""
        severity = Severity.NOTE if self.code == "unknown-format" else Severity.WARNING
        return Problem(severity, self.code, self.name, f"not read: {self.message}", self.hint)

    @classmethod
    def of(cls, name: str, fault: Fault) -> Refusal:
        """Return the refusal of a file for what is wrong with its bytes."""
        return cls(name, fault.code, fault.message, fault.hint, fault.offset)
