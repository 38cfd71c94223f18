"""What claims say, by the words of their lines: equal words are equal terms."""

from __future__ import annotations

import re
from typing import Final

from iceorg.model import Status
from iceorg.vocab import dcterms, declared, iceorg, rdf

SAID: Final = re.compile(
    f"^<[^> \n]*> <({rdf.SUBJECT}|{rdf.PREDICATE}|{rdf.OBJECT}|{iceorg.STATUS})> (.*) \\.$".encode(), re.MULTILINE
)
"""The parts of a claim that say what it is about and how it stands."""
ASSERTED: Final = {f"<{status.term}>".encode() for status in Status if status.asserted}
TERMS: Final = {f"<{term}>".encode() for term in declared.CLASSES | declared.INDIVIDUALS}
TYPE: Final = f"<{rdf.TYPE}>".encode()
_SOURCE: Final = f"<{dcterms.SOURCE}>".encode()


def ends(subject: bytes, predicate: bytes, value: bytes) -> set[bytes]:
    """Return the things at the ends of a statement; a value is none, nor is the address of an original."""
    return {subject, value} if value.startswith(b"<") and predicate != _SOURCE else {subject}
