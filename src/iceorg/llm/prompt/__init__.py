"""The request: a versioned prompt and the schema of its answer, both files of this folder, and one window of a page.

The digest of the two files stands in every claim that came of them, so that a claim tells which prompt it owes
itself to, and a changed prompt asks anew.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from iceorg.llm.windows import Window
    from iceorg.model import Document


@dataclass(frozen=True, slots=True)
class Prompt:
    """What every request begins with.

    Args:
        system: What the model is told to do.
        schema: The JSON schema of its answer.
        sha256: The digest of both, in hexadecimal.
    """

    system: str
    schema: Mapping[str, Any]
    sha256: str


@cache
def prompt() -> Prompt:
    """Return the prompt of this version.

    >>> prompt().system[:18], len(prompt().sha256)
    ('You read one page ', 64)
    """
    folder = resources.files("iceorg.llm.prompt")
    files = [(folder / name).read_bytes() for name in ("read-page.md", "answer.schema.json")]
    return Prompt(files[0].decode(), json.loads(files[1]), sha256(b"\0".join(files)).hexdigest())


def user_message(document: Document, window: Window) -> str:
    """Return the second half of a request: the window, and which it is."""
    return f"Document {document.id}, part {window.number} of {window.of}.\n\nPage:\n{window.text}\n"
