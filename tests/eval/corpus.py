"""The practice documents in three sets, and their figures beside their floors: `python tests/eval/corpus.py [--raise] [--readme]`.

`--raise` writes floors a little below what is measured, for each figure whose floor that lifts. None is
ever lowered by it: that takes a hand, and a reason in the change. Figures only: nothing here shows an error of a page.
`--readme` writes the figures of all three sets into README.md.
"""

from __future__ import annotations

import sys
import tomllib
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from iceorg.documents import read_documents
from iceorg.evaluate import Judged, as_data, gold_files, judge, read_gold
from iceorg.pipeline import read_alone

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from iceorg.evaluate import Gold
    from iceorg.model import Document

HERE: Final = Path(__file__).parent
CORPUS: Final = HERE.parent / "corpus"
FLOORS: Final = HERE / "corpus_floors.toml"
SETS: Final[Mapping[str, tuple[str, ...]]] = {
    "tuning": ("t1", "t2", "t4", "p0", "p1", "p20"),
    "first_check": ("t3",),
    "last_check": (*(f"p2{digit}" for digit in range(1, 10)), "p30"),
}
"""The beginnings of the names of each set's documents; tests/corpus/README.md says what each is for."""

_MARGIN: Final = 0.02
_MORE_TRAPS: Final = 2


def pairs_of(name: str) -> list[tuple[Gold, Document]]:
    """Return the gold and the document of every page of a set."""
    documents = {Path(one.name).stem: one for one in read_documents([CORPUS / "documents"]).documents}
    files = [file for file in gold_files(CORPUS / "gold") if file.name.startswith(SETS[name])]
    return [(read_gold(file), documents[file.stem]) for file in files]


@cache
def judged_set(name: str) -> tuple[Judged, ...]:
    """Return every page of a set, read alone and judged."""
    return judged(pairs_of(name))


def told_of(name: str) -> list[tuple[Gold, str]]:
    """Return the codes of what is said of the pages of a set, each with the gold of its page."""
    return [(pair[0], code) for pair, page in _read(pairs_of(name)) for code in page.codes]


def judged(pairs: Sequence[Pair]) -> tuple[Judged, ...]:
    """Return some pages, each read alone and judged."""
    return tuple(page.judged for _, page in _read(pairs))


Pair = tuple["Gold", "Document"]


@dataclass(frozen=True, slots=True)
class _Page:
    """What reading a page came to: how it was judged, and the codes of what is said of it."""

    judged: Judged
    codes: tuple[str, ...]


_PAGES: Final[dict[Pair, _Page]] = {}
"""The pages that were read: none is read twice."""


def _read(pairs: Sequence[Pair]) -> Iterator[tuple[Pair, _Page]]:
    """Yield what pages came to, with their gold: read by two processes, since they are many."""
    new = [pair for pair in dict.fromkeys(pairs) if pair not in _PAGES]
    _PAGES.update(zip(new, _workers().map(_read_alone, new, chunksize=4), strict=True))
    yield from ((pair, _PAGES[pair]) for pair in pairs)


@cache
def _workers() -> ProcessPoolExecutor:
    """Return the two processes; they start once, and load the models once."""
    return ProcessPoolExecutor(2, mp_context=get_context("spawn"))


def _read_alone(pair: Pair) -> _Page:
    gold, document = pair
    found = read_alone(document)
    return _Page(judge(gold, found), tuple(problem.code for one in found.readings for problem in one.problems))


def measured(judged: Sequence[Judged]) -> dict[str, float]:
    """Return the figures that have floors, by name."""
    data: dict[str, Any] = as_data(judged)
    stated: dict[str, float] = data["by_status"]["relations"].get("Stated", {"precision": 0.0})
    found = {f"{what}_{part}": data[what][part] for what in ("entities", "relations") for part in _PARTS}
    return {**found, "stated_relations_precision": stated["precision"], "traps_sprung": data["traps_sprung"]}


_PARTS: Final = ("precision", "recall", "f1")


def read_floors() -> dict[str, dict[str, float]]:
    """Return the floors of every set; of traps, the most that may be sprung."""
    return tomllib.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}


def raised(floors: Mapping[str, float], now: Mapping[str, float]) -> dict[str, float]:
    """Return the floors of a set, lifted to a little below its figures where they are lower."""
    lifted: dict[str, float] = {}
    for name, figure in now.items():
        if name == "traps_sprung":
            lifted[name] = min(figure + _MORE_TRAPS, floors.get(name, figure + _MORE_TRAPS))
        else:
            lifted[name] = max(round(max(figure - _MARGIN, 0.0), 2), floors.get(name, 0.0))
    return lifted


def written(floors: Mapping[str, Mapping[str, float]]) -> str:
    """Return the floors as their file has them."""
    lines = [
        "# What must be reached over the practice documents, each read alone (micro-averaged); of traps, the most.",
        "# `python tests/eval/corpus.py --raise` lifts them; one that is lowered needs a reason in the change that lowers it.",
    ]
    for name, values in floors.items():
        lines += ["", f"[{name}]", *(f"{key} = {value}" for key, value in values.items())]
    return "\n".join([*lines, ""])


_READ: Final[Mapping[str, str]] = {
    "tuning": "pages that rules and learned parts were made from",
    "first_check": "pages about other countries: nothing was trained on them, their errors are read between rounds",
    "last_check": "pages that nobody has looked at",
}


def table() -> str:
    """Return the figures of all three sets as README.md has them."""
    lines = [
        "| | documents | entities: precision, recall | relations: precision, recall | traps sprung |",
        "|---|---|---|---|---|",
    ]
    for name, words in _READ.items():
        now = measured(judged_set(name))
        cells = [f"{now[f'{what}_precision']:.2f}, {now[f'{what}_recall']:.2f}" for what in ("entities", "relations")]
        lines.append(f"| {words} | {len(judged_set(name))} | {' | '.join(cells)} | {now['traps_sprung']:.0f} |")
    return "\n".join(lines)


def with_table(page: str) -> str:
    """Return a page with the figures of today between its marks."""
    before, _, rest = page.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    return f"{before}{_BEGIN}\n{table()}\n{_END}{after}"


_BEGIN: Final = "<!-- figures -->"
_END: Final = "<!-- end of figures -->"


def _main(arguments: Sequence[str]) -> None:
    floors = read_floors()
    now = {name: measured(judged_set(name)) for name in SETS}
    if "--raise" in arguments:
        floors = {name: raised(floors.get(name, {}), now[name]) for name in SETS}
        FLOORS.write_text(written(floors), "utf-8")
    if "--readme" in arguments:
        readme = HERE.parents[1] / "README.md"
        readme.write_text(with_table(readme.read_text("utf-8")), "utf-8")
    for name in SETS:
        sys.stdout.write(f"{name} ({len(judged_set(name))} documents)\n")
        for figure, value in now[name].items():
            sys.stdout.write(f"  {figure:<28}{value:>7}   floor {floors.get(name, {}).get(figure, '—')}\n")


if __name__ == "__main__":
    _main(sys.argv[1:])
