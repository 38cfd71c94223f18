"""A linear model that says how likely each relation is, and which features carried it most.

A feature is a text; the model knows it by a 32-bit digest. Weights are whole steps of `STEP`, so that
a model file is small and the same on every machine. Evaluated in plain Python: no array library is
loaded to read a page.
"""

from __future__ import annotations

import json
import math
from array import array
from bisect import bisect_left
from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING, Final
from zlib import compress, crc32, decompress

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

STEP: Final = 0.02
"""The size of one step of a weight."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of one relation: small, and asked for a few features at a time; `Together` sums many of them fast.

    Args:
        digests: The digests of the features, in order.
        steps: The weight of each, in steps.
    """

    digests: array[int]
    steps: array[int]

    def score(self, digests: Iterable[int]) -> float:
        """Return the logit of the relation for the features of a pair."""
        return STEP * sum(map(self._step, digests))

    def carried(self, features: Sequence[str], most: int = 3) -> list[str]:
        """Return the features that speak most for the relation, strongest first."""
        weighed = zip(map(self._step, digests(features)), features, strict=True)
        return [feature for _, feature in sorted((-weight, f) for weight, f in weighed if weight > 0)[:most]]

    def _step(self, digest: int) -> int:
        place = bisect_left(self.digests, digest)
        return self.steps[place] if place < len(self.digests) and self.digests[place] == digest else 0


def digests(features: Iterable[str]) -> list[int]:
    """Return the digests of features.

    >>> digests(["b"])
    [1908338681]
    """
    return list(map(crc32, map(str.encode, features)))


def probability(logit: float) -> float:
    """Return the probability of a logit.

    >>> probability(0.0), round(probability(-2.2), 2)
    (0.5, 0.1)
    """
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


def dump_weights(models: Mapping[str, Mapping[str, float]], least: int = 1) -> bytes:
    """Return models as a file: a line of JSON with the names and sizes, then digests and steps, packed.

    Two features of one digest add up.

    Args:
        models: The weight of each feature, for each relation.
        least: Of fewer steps than this a feature's weight is left out.
    """
    head: dict[str, int] = {}
    keys, steps = array("I"), array("h")
    for name in sorted(models):
        found: dict[int, int] = {}
        for feature, weight in models[name].items():
            digest = crc32(feature.encode())
            found[digest] = found.get(digest, 0) + round(weight / STEP)
        kept = sorted((digest, step) for digest, step in found.items() if abs(step) >= least)
        head[name] = len(kept)
        keys.extend(digest for digest, _ in kept)
        steps.extend(step for _, step in kept)
    return json.dumps(head).encode() + b"\n" + compress(keys.tobytes() + steps.tobytes(), 9)


def load_weights(content: bytes) -> dict[str, Weights]:
    """Return the models of a file that `dump_weights` wrote.

    >>> load_weights(dump_weights({"partOf": {"b": -0.5}}))["partOf"].score(digests(["b"]))
    -0.5
    """
    line, _, packed = content.partition(b"\n")
    head: dict[str, int] = json.loads(line)
    numbers = decompress(packed)
    total = sum(head.values())
    keys, steps = array("I"), array("h")
    keys.frombytes(numbers[: total * keys.itemsize])
    steps.frombytes(numbers[total * keys.itemsize :])
    found, at = {}, 0
    for name, size in head.items():
        found[name] = Weights(keys[at : at + size], steps[at : at + size])
        at += size
    return found


_FIELD: Final = 24
"""The bits of one relation's sum in a number that holds those of all."""


@dataclass(frozen=True, slots=True)
class Together:
    """Several relations' weights in one table: one number of a feature holds its weights for all of them side by side.

    So one sum over the features of a pair gives every score.

    Args:
        models: The weights of each relation.
        places: By how many bits each relation's weights are moved up.
        packed: For each feature, the sum of its weights, each moved up to its place.
        level: What makes every place of a sum positive.
    """

    models: Mapping[str, Weights]
    places: Mapping[str, int]
    packed: Mapping[int, int]
    level: int

    @classmethod
    def of(cls, models: Mapping[str, Weights]) -> Together:
        """Return some models as one."""
        places = {name: _FIELD * i for i, name in enumerate(models)}
        packed: dict[int, int] = {}
        for name, weights in models.items():
            place = places[name]
            for digest, step in zip(weights.digests, weights.steps, strict=True):
                packed[digest] = packed.get(digest, 0) + (step << place)
        one: dict[int, int] = {}  # one object for all features that weigh the same
        for digest, number in packed.items():
            packed[digest] = one.setdefault(number, number)
        return cls(models, places, packed, sum(_HALF << place for place in places.values()))

    def scores(self, digests: Iterable[int], names: Iterable[str]) -> dict[str, float]:
        """Return the logit of some relations for the features of a pair.

        >>> weights = load_weights(dump_weights({"heads": {"b": 1.0}, "partOf": {"b": -0.5}}))
        >>> Together.of(weights).scores(digests(["b", "unknown"]), ["partOf"])
        {'partOf': -0.5}
        """
        total = sum(map(self.packed.get, digests, repeat(0)), self.level)
        return {name: STEP * ((total >> self.places[name] & _MASK) - _HALF) for name in names}


_HALF: Final = 1 << _FIELD - 1
_MASK: Final = (1 << _FIELD) - 1
