"""How often a model's facts were right, where that was measured: `measured.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from iceorg.model import Agent


@dataclass(frozen=True, slots=True)
class Measured:
    """What a reader came to on documents with gold.

    Args:
        model: The model's name.
        prompt: The SHA-256 of the prompt.
        on: When it was measured.
        documents: On which documents.
        precision: The share of its relations that is right.
        recall: The share of the gold's relations that it finds.
    """

    model: str
    prompt: str
    on: date
    documents: str
    precision: float
    recall: float


@cache
def measured() -> tuple[Measured, ...]:
    """Return all that was measured."""
    table = tomllib.loads((files("iceorg.llm") / "measured.toml").read_text("utf-8"))
    return tuple(Measured(**record) for record in table.get("measured", ()))


def measured_precision(agent: Agent) -> float | None:
    """Return how often relations of a model with its prompt were right; None if that was not measured.

    >>> from iceorg.model import Agent
    >>> measured_precision(Agent("nobody-1b", "0" * 64))
    """
    figures = [one.precision for one in measured() if (one.model, one.prompt) == (agent.name, agent.prompt)]
    return figures[-1] if figures else None
