"""What every format does: write a whole graph to a stream, the same bytes for the same graph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from iceorg.export.arrange import Arranged


@dataclass(frozen=True, slots=True)
class Exporter:
    """One format.

    Args:
        name: What people call it, such as `turtle`.
        suffix: How its files' names end, such as `.ttl`.
        media_type: What it is called on the web.
        write: Writes a graph to a stream. Asks no network; sorted, so that equal graphs give equal bytes.
        loses: What of the graph is not in such a file, so that it cannot be read back; empty if all of it is.
    """

    name: str
    suffix: str
    media_type: str
    write: Callable[[Arranged, IO[bytes]], None]
    loses: str = ""
