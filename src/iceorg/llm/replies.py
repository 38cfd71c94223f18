"""The folder of replies: what a model said of each part of each document, kept as it came.

A reply is found by the document's digest, the part, the prompt's digest, the model and the parameters, so that a
rebuild asks nobody and gives the same bytes, and a changed prompt asks anew. The files are plain JSON, one for each
reply, written whole or not at all; the folder can be committed and shipped. No key is ever in it.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from iceorg.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FORMAT: Final = 1
"""Raised when the names or the meaning of the entries change."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back for one part of a document.

    Args:
        text: The reply, as it came.
        tokens_in: How many tokens the request had, as the server counted them; else as `about` estimates.
        tokens_out: How many the reply had.
        fault: Why there is no reply that can be read; empty if there is one.
        kept: Its file, seen from the folder of replies; empty if it is not kept.
    """

    text: str
    tokens_in: int = 0
    tokens_out: int = 0
    fault: str = ""
    kept: str = field(default="", compare=False)


def about(text: str) -> int:
    """Return about how many tokens a text has: English has one for every four letters.

    >>> about("The Tide Office")
    4
    """
    return -(-len(text) // 4)


@dataclass(frozen=True, slots=True)
class Request:
    """What a reply answers.

    Args:
        document: The SHA-256 of the document's bytes.
        part: Which part of it, from 1.
        parts: How many parts it has.
        prompt: The SHA-256 of the prompt.
        model: The model's name.
        parameters: What else the reply depends on.
        message: The part as the model is shown it; it follows from all others.
    """

    document: str
    part: int
    parts: int
    prompt: str
    model: str
    parameters: Mapping[str, Any]
    message: str = field(default="", compare=False)

    def told(self) -> dict[str, Any]:
        """Return what the reply is found by."""
        return {
            "format": FORMAT,
            "document": self.document,
            "part": f"{self.part} of {self.parts}",
            "prompt": self.prompt,
            "model": self.model,
            "parameters": dict(sorted(self.parameters.items())),
        }


@dataclass(frozen=True, slots=True)
class Replies:
    """A folder of replies.

    Args:
        folder: Where it lies; made when the first reply is kept.
    """

    folder: Path

    def find(self, request: Request) -> Reply | None:
        """Return the reply that is kept for a request, if one is.

        Raises:
            StoreError: Its file cannot be read, or is another's.
        """
        path = self._path(request)
        try:
            record = json.loads(path.read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, ValueError, RecursionError) as error:
            raise StoreError(
                "is no reply that can be read", where=str(path), hint="remove it, and ask again"
            ) from error
        if not isinstance(record, dict) or {name: record.get(name) for name in request.told()} != request.told():
            raise StoreError("is the reply to another request", where=str(path), hint="remove it, and ask again")
        match record:
            case {"reply": str(text), "tokens_in": int(tokens_in), "tokens_out": int(tokens_out), "fault": str(fault)}:
                return Reply(text, tokens_in, tokens_out, fault, self._name(request))
        raise StoreError("is no reply that can be read", where=str(path), hint="remove it, and ask again")

    def keep(self, request: Request, reply: Reply) -> Reply:
        """Write a reply, whole or not at all; return it as it is found again.

        Raises:
            StoreError: The folder cannot be written.
        """
        path = self._path(request)
        record = request.told() | {
            "tokens_in": reply.tokens_in,
            "tokens_out": reply.tokens_out,
            "fault": reply.fault,
            "reply": reply.text,
        }
        content = (json.dumps(record, indent=2, ensure_ascii=False) + "\n").encode("utf-8", "replace")
        beside = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(content)
            beside.replace(path)
        except OSError as error:
            message, hint = f"the reply cannot be kept: {error.strerror}", "name another folder with --model-replies"
            raise StoreError(message, where=str(path), hint=hint) from error
        return replace(reply, kept=self._name(request))

    def _path(self, request: Request) -> Path:
        return self.folder / self._name(request)

    def _name(self, request: Request) -> str:
        """Return where in the folder the reply to a request lies, by a name that tells a person what it is."""
        digest = sha256(json.dumps(request.told(), sort_keys=True).encode()).hexdigest()
        model = re.sub(r"[^A-Za-z0-9.-]+", "-", request.model).strip("-.") or "model"
        return f"{model}/{request.document[:16]}-{request.part}-of-{request.parts}-{digest[:12]}.json"
