"""Builds of many documents: whether what is said in them is found, and what a document more costs.

`python -m bench.bench_many [DOCUMENTS ...]` from the folder of the tests builds so many of the generated documents (`documents.py`), by default 100 and
1,000, and prints for each number: of the facts planted in the documents how many are found, and how many were found that nobody planted; CPU seconds and
memory of all processes together; CPU seconds of a document against those of the first number. Of the largest number it prints besides: how much
sooner two processes are done than one core, and than one process that has its helper beside it, and what a build costs after one document was changed, against the first build. That build's bytes
must be those of a build that knows of none before it, else it ends with 1. Ten thousand documents take half an hour of one core.
"""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import iceorg
from bench.bench_build import ICEORG, Cost, cost
from bench.documents import Fact, Page, pages, write
from iceorg.model import Literal, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iceorg.query.rows import Cell

SIZES = (100, 1_000)
ASSERTED = " ".join(f"<{status.term}>" for status in Status if status.asserted)
FOUND = f"""
    SELECT DISTINCT ?file ?subject ?predicate ?object WHERE {{
        VALUES ?status {{ {ASSERTED} }}
        ?claim iceorg:status ?status ; rdf:subject ?s ; rdf:predicate ?predicate ; rdf:object ?o ;
            prov:wasDerivedFrom/oa:hasSource/iceorg:fileName ?file .
        ?s skos:prefLabel ?subject .
        OPTIONAL {{ ?o skos:prefLabel ?name }}
        BIND (COALESCE(?name, STR(?o)) AS ?object)
    }}"""
"""What each document says, by the names of things."""


class Found(NamedTuple):
    """How many planted facts there are, how many of them are found, and how many are found that are not."""

    planted: int
    found: int
    invented: int


def compared(planted: list[Page], result: Path) -> Found:
    """Return how the facts of a result compare with those that were planted.

    A fact is found if it is found in the document that says it; it is invented if no page about its agency says it.
    """
    kinds = {fact.predicate for page in planted for fact in page.says}
    wanted = {(page.name, fact) for page in planted for fact in page.says}
    true = {(Path(name).parent, fact) for name, fact in wanted}
    rows = (tuple(map(_words, row)) for row in iceorg.run_query(iceorg.open_result(result), FOUND))
    told = {(file, Fact(*fact)) for file, *fact in rows if fact[1] in kinds}
    return Found(len(wanted), len(wanted & told), sum((Path(file).parent, fact) not in true for file, fact in told))


def _words(cell: Cell | None) -> str:
    return cell.value if isinstance(cell, Literal) else str(cell)


def built(folder: Path, out: str, *options: str) -> Cost:
    """Build the documents of a folder into another beside it; return what that took."""
    return cost([ICEORG, "build", "documents", "--no-curation", "--out", out, *options], folder)


@contextmanager
def one_core() -> Iterator[None]:
    """Run what is started meanwhile on one core."""
    all_of_them = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(all_of_them)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, all_of_them)


def contents(result: Path) -> dict[str, bytes]:
    """Return the files of a result."""
    return {path.name: path.read_bytes() for path in result.iterdir()}


def measured(count: int, first: float) -> float:
    """Build so many documents and print what came of it; return CPU seconds of a document."""
    with tempfile.TemporaryDirectory(prefix="iceorg-bench-") as name:
        folder, planted = Path(name), list(pages(count))
        write(folder / "documents", planted)
        once = built(folder, "out", "--jobs", "1")
        each = once.cpu_s / count
        found = compared(planted, folder / "out")
        print(
            f"{count:>9}{found.planted:9}{found.found / found.planted:9.2%}{found.invented:10}{once.cpu_s:9.1f}"
            f"{1000 * each:9.1f}{each / (first or each):8.2f}{once.memory_mb:8.0f}{1024 * once.memory_mb / count:9.0f}",
            flush=True,
        )
    return each


def changed(count: int) -> bool:
    """Print what two processes gain and what a change costs; return whether the bytes are those of a build from nothing."""
    with tempfile.TemporaryDirectory(prefix="iceorg-bench-") as name:
        folder, planted = Path(name), list(pages(count))
        write(folder / "documents", planted)
        with one_core():
            single = built(folder, "out", "--jobs", "1", "--fresh")
        alone = built(folder, "out", "--jobs", "1", "--fresh")
        both = built(folder, "out", "--jobs", "2", "--fresh")
        print(
            f"two processes on two cores are done {single.wall_s / both.wall_s:.2f} times as soon as one core, "
            f"and {alone.wall_s / both.wall_s:.2f} times as soon as one reading process and its helper"
        )
        page = folder / "documents" / planted[count // 2].name
        page.write_text(page.read_text("utf-8").replace("is part of", "belongs to") + "\nIt has moved.\n", "utf-8")
        again = built(folder, "out", "--jobs", "1")
        print(
            f"after a change of 1 document of {count}, a build takes {again.cpu_s / alone.cpu_s:.1%} of the first one"
        )
        built(folder, "fresh", "--jobs", "2")
        same = contents(folder / "out") == contents(folder / "fresh")
        print(
            "and leaves the same bytes as one from nothing" if same else "and leaves OTHER BYTES than one from nothing"
        )
    return same


def main(sizes: list[int]) -> int:
    """Print a table of all sizes, and what a change of the largest costs."""
    heads = ("documents", "planted", "found", "invented", "CPU s", "ms/doc", "growth", "MB", "kB/doc")
    print(
        f"{heads[0]:>9}{heads[1]:>9}{heads[2]:>9}{heads[3]:>10}{heads[4]:>9}{heads[5]:>9}{heads[6]:>8}{heads[7]:>8}{heads[8]:>9}"
    )
    first = 0.0
    for size in sizes:
        each = measured(size, first)
        first = first or each
    return 0 if changed(max(sizes)) else 1


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="iceorg-bench-") as state:
        os.environ["XDG_STATE_HOME"] = state  # what is kept of former builds is nobody else's
        sys.exit(main([int(size) for size in sys.argv[1:]] or list(SIZES)))
