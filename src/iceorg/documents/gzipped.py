"""A document packed with gzip."""

from __future__ import annotations

import gzip
import os
import zlib
from typing import TYPE_CHECKING

from iceorg.documents.formats import GZIP, ending_of, most_bytes
from iceorg.documents.members import Member
from iceorg.documents.refusal import Refusal

if TYPE_CHECKING:
    from io import BufferedReader

    from iceorg.documents.limits import Limits


def gzip_member(name: str, stream: BufferedReader, limits: Limits) -> Member | Refusal:
    """Return the document that is packed in a stream; its bytes, and so its id, are those that it has unpacked."""
    ending = ending_of(name).removesuffix(GZIP)
    try:
        data = gzip.GzipFile(fileobj=stream).read(most_bytes(ending, limits) + 1)
    except EOFError:
        return Refusal(name, "broken", "is cut off: its packed text does not end", "copy it again")
    except (gzip.BadGzipFile, zlib.error):
        return Refusal(name, "broken", "is not packed with gzip, or is damaged", "pack it again")
    if limits.is_bomb(os.fstat(stream.fileno()).st_size, len(data)):
        return Refusal(name, "bomb", f"unpacks to more than {limits.ratio} times its size", "give it unpacked")
    return Member(name, ending, data)
