"""PDFs and Word files become texts in a process of their own: one that takes for ever, or breaks the library that reads it, ends nothing else.

The system ends that process when it has worked too long on one file, wherever it is at that moment. What counts is the time that it worked,
not the time that went by: so a busy machine refuses no file that an idle one reads.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import asdict
from typing import IO, TYPE_CHECKING, Any, Final, Self

from iceorg.documents.decode import Fault
from iceorg.documents.limits import Limits

if TYPE_CHECKING:
    from collections.abc import Callable

_AGAIN: Final = "open it, and save it or print it again; or leave it out"


class Apart:
    """A process that makes texts of files; it is started for the first of them, and anew after one that ended it."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Return itself; nothing is started yet."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def text(self, data: bytes, ending: str, limits: Limits) -> str | Fault:
        """Return the text of a PDF or of a Word file, or why there is none.

        Args:
            data: The file.
            ending: What it is.
            limits: What it may come to.
        """
        process = self._process = self._process or _started()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(json.dumps({"ending": ending, "size": len(data), "limits": asdict(limits)}).encode())
            process.stdin.write(b"\n" + data)
            process.stdin.flush()
            answer = process.stdout.readline()
        except BrokenPipeError:
            answer = b""
        if answer.endswith(b"\n"):
            told = json.loads(answer)
            return Fault(**told) if isinstance(told, dict) else str(told)
        self._process = None
        process.communicate()
        if process.returncode == -signal.SIGPROF:
            message = f"takes more than {limits.seconds} seconds of work to be read"
            return Fault("too-slow", message, "split it, or give its text alone")
        return Fault("broken", "ends the process that reads it", _AGAIN)


def _started() -> subprocess.Popen[bytes]:
    # `-P` keeps Python from looking for modules in the folder that a person happens to be in; in a group of its own it does not hear Ctrl-C.
    command = [sys.executable, "-P", "-m", "iceorg.documents.apart"]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, process_group=0)  # noqa: S603 - our own


def work(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Answer requests until there are no more."""
    signal.signal(signal.SIGPROF, signal.SIG_DFL)  # which ends the process, whatever this one's parent made of it
    while line := requests.readline():
        asked = json.loads(line)
        limits = Limits(**asked["limits"])
        data = requests.read(asked["size"])
        signal.setitimer(signal.ITIMER_PROF, limits.seconds)
        text = _READERS[asked["ending"]](data, limits)
        signal.setitimer(signal.ITIMER_PROF, 0)
        told: Any = asdict(text) if isinstance(text, Fault) else text
        answers.write(json.dumps(told).encode() + b"\n")
        answers.flush()


def _pdf(data: bytes, limits: Limits) -> str | Fault:
    from iceorg.documents.pdf import text_of_pdf

    return text_of_pdf(data, limits)


def _word(data: bytes, limits: Limits) -> str | Fault:
    from iceorg.documents.word import text_of_word

    return text_of_word(data, limits)


_READERS: Final[dict[str, Callable[[bytes, Limits], str | Fault]]] = {".pdf": _pdf, ".docx": _word}


if __name__ == "__main__":
    told = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what a library says is no answer
    work(sys.stdin.buffer, told)
