"""Many documents: what is planted in them is found, and no build can be told from one that knew of none before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import iceorg
from bench.bench_many import compared
from bench.documents import Page, pages, write
from iceorg.check import promises, shapes
from iceorg.errors import ModelError, Problem, Severity
from iceorg.export import exported
from iceorg.pipeline import renewed, stages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from iceorg.check.parts import Parts
    from iceorg.store import Store

COUNT: Final = 24
"""More than so few that nothing is kept of them."""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home of its own for what is kept, no graph so small that it is checked at once, and no change so large that all is written anew."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    for module in (promises, shapes):
        monkeypatch.setattr(module, "AT_ONCE", 1)
    monkeypatch.setattr(renewed, "LITTLE", 1)


def built(folder: Path, name: str = "out") -> dict[str, bytes]:
    """Build the documents of a folder beside it; return the result."""
    out = iceorg.build([folder / "documents"], folder / name, jobs=1).out
    return {path.name: path.read_bytes() for path in out.iterdir()}


def test_what_is_planted_is_found_and_nothing_else(tmp_path: Path) -> None:
    """In every page of three agencies."""
    planted = list(pages(30))
    write(tmp_path / "documents", planted)
    iceorg.build([tmp_path / "documents"], tmp_path / "out", jobs=1)
    found = compared(planted, tmp_path / "out")
    assert found.planted == 156
    assert found.found >= 154
    assert found.invented == 0


def test_the_same_documents_for_the_same_seed() -> None:
    """Fewer are the first ones of more; another seed has other facts in the same places."""
    assert list(pages(30)) == list(pages(300))[:30]
    other = list(pages(30, seed=1))
    assert [page.name for page in other][:6] == [page.name for page in pages(6)]
    assert other != list(pages(30))


CHANGES = st.lists(
    st.tuples(st.sampled_from(("change", "add", "remove", "rename")), st.integers(0, COUNT - 1)), min_size=1, max_size=4
)


@given(CHANGES)
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_build_after_changes_leaves_what_one_from_nothing_leaves(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[str, int]]
) -> None:
    """To the byte, whatever was changed, added, removed and renamed."""
    folder = tmp_path_factory.mktemp("many")
    planted = list(pages(COUNT + 4))
    write(folder / "documents", planted[:COUNT])
    built(folder)
    for number, (kind, at) in enumerate(changes):
        _apply(folder / "documents", kind, planted[at], planted[COUNT + number])
    assert built(folder) == built(folder, "fresh")


def _apply(folder: Path, kind: str, page: Page, new: Page) -> None:
    path = folder / page.name
    if kind == "add":
        write(folder, [new])
    elif path.exists():  # else a former change took it away
        if kind == "change":
            path.write_text(page.text.replace("is part of", "reports to"), "utf-8")
        elif kind == "remove":
            path.unlink()
        else:
            path.rename(path.with_name(f"renamed-{path.name}"))


def test_shapes_are_checked_in_two_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is more than one, with the same bytes; what is found wrong in either ends the build."""
    found: list[Problem] = []
    looked: list[int] = []

    def noted(graph: bytes, folder: Path, parts: Parts) -> tuple[Problem, ...]:
        looked.append(len(parts.documents))
        return (*shapes.check_shapes_beside(graph, folder, parts), *found)

    monkeypatch.setattr(stages, "check_shapes_beside", noted)
    monkeypatch.setattr(stages, "has_cores", lambda: True)
    write(tmp_path / "documents", list(pages(COUNT)))
    first = built(tmp_path)
    assert looked == []
    out = iceorg.build([tmp_path / "documents"], tmp_path / "two", jobs=2).out
    assert {path.name: path.read_bytes() for path in out.iterdir()} == first
    assert looked == [COUNT]
    found.append(Problem(Severity.ERROR, "NameShape", "a", "has no name"))
    with pytest.raises(ModelError, match="has no name"):
        iceorg.build([tmp_path / "documents"], tmp_path / "two", jobs=2, fresh=True)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == first


def test_what_is_alike_is_taken_over_from_the_former_result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """But not from files that somebody changed since: they are written anew."""
    written: list[list[str]] = []

    def noted(store: Store, forms: Iterable[str]) -> Iterator[bytes]:
        written.append([*forms])
        return exported(store, written[-1])

    monkeypatch.setattr(stages, "exported", noted)
    write(tmp_path / "documents", list(pages(COUNT)))
    built(tmp_path)
    change, damage = next(iter(pages(COUNT))).name, tmp_path / "out" / "graph.ttl"
    for text in ("One.", "Two."):
        (tmp_path / "documents" / change).write_text(f"The Office of {text}", "utf-8")
        again = built(tmp_path)
        assert again == built(tmp_path, f"fresh-{text}")
        damage.write_bytes(damage.read_bytes() + b"\n")
    assert [forms for forms in written if len(forms) < 2] == [[], ["turtle"]]
