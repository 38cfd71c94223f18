"""Whether the same documents give the same bytes wherever they are built: every combination, where the tests take a few.

`python tests/bench/bench_same.py [N]` builds the five documents in N of the 360 surroundings, spread over all of them (by default in all, which takes
half an hour): 5 hash seeds, 3 time zones, 3 locales, 2 orders of the files, 1 and 2 processes, 2 folders. It exits with 1 if one output has two digests.
"""

from __future__ import annotations

import sys
import tempfile
from collections import defaultdict
from hashlib import sha256
from itertools import product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from eval.test_same_bytes import Surroundings, built_in

SEEDS = ("0", "1", "2", "4711", "31337")
ZONES = ("UTC", "Pacific/Auckland", "America/St_Johns")
LOCALES = ({"LC_ALL": "C"}, {"LC_ALL": "tr_TR.UTF-8"}, {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"})
FOLDERS = ("here", "some where \N{LATIN SMALL LETTER E WITH ACUTE}lse/deep")
STRIDE = 151
"""Prime to the number of surroundings: a few of them differ in all that there is."""


def surroundings() -> list[Surroundings]:
    """Return every combination."""
    every = product(SEEDS, ZONES, LOCALES, FOLDERS, (False, True), ("1", "2"))
    return [Surroundings(seed, zone, place, where, back, jobs, 0o022) for seed, zone, place, where, back, jobs in every]


def main(arguments: list[str]) -> int:
    """Build, and print the digests of each output with how many builds gave it."""
    every = surroundings()
    count = int(arguments[0]) if arguments else len(every)
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for number in range(count):
        with tempfile.TemporaryDirectory() as folder:
            for name, content in built_in(every[number * STRIDE % len(every)], Path(folder)).items():
                found[name][sha256(content).hexdigest()] += 1
    for name, digests in sorted(found.items()):
        print(f"{name:15}", *(f"{digest[:16]} in {times} of {count} builds" for digest, times in digests.items()))
    return int(any(len(digests) > 1 for digests in found.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
