"""What came of the members of an archive, in numbers that add up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from iceorg.documents.members import Passed
from iceorg.documents.refusal import Refusal
from iceorg.errors import Problem, Severity
from iceorg.model import Document

_MOST_REASONS = 5


@dataclass(slots=True)
class Tally:
    """How many members were read, refused and passed over.

    Args:
        read: Those that are documents.
        refused: Those that ought to be and cannot be read.
        passed: Those that are none, by what they are.
    """

    read: int = 0
    refused: int = 0
    passed: Counter[str] = field(default_factory=Counter)

    def add(self, result: Document | Refusal | Passed | Problem) -> None:
        """Count what came of a member; a problem is about none."""
        self.read += isinstance(result, Document)
        self.refused += isinstance(result, Refusal)
        if isinstance(result, Passed):
            self.passed[result.why] += result.count

    def note(self, name: str) -> Problem:
        """Return the numbers as a note.

        >>> print(Tally(3, 1, Counter({"image/png": 40, "status 404": 2})).note("a.warc").message)
        holds 46 members: 3 read, 1 refused, 42 passed over (40 image/png, 2 status 404)
        """
        over = self.passed.total()
        message = f"holds {self.read + self.refused + over} members: {self.read} read, {self.refused} refused"
        if over:
            message += f", {over} passed over ({', '.join(self._reasons())})"
        return Problem(Severity.NOTE, "archive", name, message)

    def _reasons(self) -> list[str]:
        ranked = sorted(self.passed.items(), key=lambda one: (-one[1], one[0]))
        rest = sum(count for _, count in ranked[_MOST_REASONS:])
        return [f"{count} {why}" for why, count in ranked[:_MOST_REASONS]] + ([f"{rest} others"] if rest else [])
