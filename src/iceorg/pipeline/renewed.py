"""The graph of a build: made of the former one where few documents say something else, and of all of them otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from iceorg.check import made_with
from iceorg.graph import difference, is_plain, renewal, renewed, to_ntriples

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from pathlib import Path

    from iceorg.graph import Change, Renewal
    from iceorg.model import Resolution
    from iceorg.pipeline.kept import Former, Kept
    from iceorg.pipeline.readers import Work

LITTLE: Final = 20
"""Where no more than this part of a graph has changed, what is made of it is changed too, and not made anew."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What a graph is made of.

    Args:
        resolution: All documents as one.
        base: What the IRIs of things begin with.
        built_on: The date that the graph gives as its own, if it is to give one.
        keys: What the part of each document is known by, by the document's id; nothing if a graph is not made of such parts.
    """

    resolution: Resolution
    base: str
    built_on: date | None
    keys: Mapping[str, str]

    @classmethod
    def of(
        cls, resolution: Resolution, base: str, built_on: date | None, names: Mapping[str, str], shapes: Path
    ) -> Parts:
        """Return the parts of a graph; they are known by what their documents say, and by all that their making and checking depends on.

        Args:
            resolution: All documents as one.
            base: What the IRIs of things begin with.
            built_on: The date that the graph gives as its own, if it is to give one.
            names: What each document's reading is known by, by the document's id; nothing if readings are not kept.
            shapes: The folder of the shapes that hold for the graph.
        """
        if not names or not is_plain(resolution, base):
            return cls(resolution, base, built_on, {})
        made = made_with(shapes) + repr((base, built_on)).encode()
        # Of a claim, the documents beside change no more than which things it is about, and whether a name is the label.
        said: dict[str, list[str]] = {name: [] for name in names}
        for claim in resolution.claims:
            value = claim.object if isinstance(claim.object, str) else ""
            said[claim.passages[0].document] += (str(claim.subject), claim.predicate, value)
        keys = {
            name: sha256(made + "\n".join((names[name], *those)).encode()).hexdigest() for name, those in said.items()
        }
        return cls(resolution, base, built_on, keys)


def names_of(work: Iterable[Work], kept: Kept | None) -> dict[str, str]:
    """Return what the reading of each document is known by; nothing if readings are not kept."""
    return {str(one.document.id): kept.name(one) for one in work} if kept else {}


@dataclass(frozen=True, slots=True)
class Drawn:
    """The graph of a build.

    Args:
        graph: The graph, as sorted N-Triples.
        renewal: How it came from that of the former build, if it was made of that.
    """

    graph: bytes
    renewal: Renewal | None

    @property
    def unseen(self) -> bytes:
        """What of it was not in the former graph, where that is known; else all of it."""
        return b"".join(change.after for change in self.renewal.changes) if self.renewal else self.graph


def drawn(parts: Parts, former: Former | None) -> Drawn:
    """Return the graph of a build.

    Args:
        parts: What it is made of.
        former: The result that is to be replaced, if a build like this one left it.
    """
    if former and (found := _renewal(parts, former)):
        return found
    return Drawn(to_ntriples(parts.resolution, base=parts.base, built_on=parts.built_on), None)


def _renewal(parts: Parts, former: Former) -> Drawn | None:
    gone = {name for name, key in former.parts.items() if parts.keys.get(name) != key}
    new = {name for name, key in parts.keys.items() if former.parts.get(name) != key}
    if not parts.keys or not former.parts or len(gone | new) * LITTLE > len(parts.keys):
        return None
    before = former.open("graph.nt")
    if before is None:
        return None
    found = renewal(before, parts.resolution, gone, new, base=parts.base, built_on=parts.built_on)
    return Drawn(b"".join(renewed(before, found.changes)), found) if found else None


def changes_in(former: Former, now: Drawn) -> list[Change] | None:
    """Return what has changed since the former build; None if that is not known, or much.

    Args:
        former: The result that is to be replaced.
        now: The graph of this build.
    """
    before = former.open("graph.nt") if now.renewal is None else b""
    if before is None:
        return None
    changes: list[Change] = []
    size = 0
    for change in now.renewal.changes if now.renewal else difference(before, now.graph):
        changes.append(change)
        size += len(change.before) + len(change.after)
        if size * LITTLE > len(now.graph):
            return None
    return changes
