"""The index of a large graph is kept on disk, and trusted only where it is whole and that of the graph."""

from __future__ import annotations

import os
import shutil
import time
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from bench.large import large_graph
from iceorg.cli.main import main
from iceorg.errors import StoreError
from iceorg.query import ask_guarded, ask_question_guarded, run_question
from iceorg.query.rows import text_of
from iceorg.query.solve import solve
from iceorg.store import Indexes, kept, open_result
from store.test_result import GRAPH, write_result

if TYPE_CHECKING:
    from pathlib import Path

    from iceorg.store import Store

EVERYTHING = "SELECT ?s ?p ?o { ?s ?p ?o }"
OTHER = b'<https://example.org/a> <https://example.org/b> "e" .\n'


@pytest.fixture
def indexes(tmp_path: Path) -> Indexes:
    """An empty place for them, and every graph counts as large."""
    return Indexes.of(tmp_path / "state", least=1)


@pytest.fixture
def result(tmp_path: Path) -> Path:
    """A result of two triples."""
    return write_result(tmp_path / "build")


def _only_store(indexes: Indexes) -> Path:
    (found,) = indexes.folder.glob("*/store")
    return found


def _asked(store: Store, text: str = EVERYTHING) -> list[str]:
    return sorted(text_of(value) for value in solve(store, text).column("o"))


def _values(folder: Path, indexes: Indexes) -> list[str]:
    return _asked(open_result(folder, indexes))


def test_a_kept_index_answers_as_memory_does(tmp_path: Path, indexes: Indexes) -> None:
    """All rows, in a sealed process too, and by what was opened before the process was parted."""
    folder = write_result(tmp_path / "build", large_graph(3_000))
    open_result(folder, indexes)
    store, plain = open_result(folder, indexes), open_result(folder)
    asked = {"thing": "OU3"}
    assert run_question(store, "state-facts", asked) == run_question(plain, "state-facts", asked)
    for _ in range(2):
        assert ask_question_guarded(store, "state-facts", asked) == run_question(plain, "state-facts", asked)
    assert ask_guarded(store, EVERYTHING).rows


def test_an_index_is_made_once(result: Path, indexes: Indexes) -> None:
    """The second opening finds that of the first."""
    assert _values(result, indexes) == ["c", "d"]
    made = _only_store(indexes).stat().st_ino
    assert _values(result, indexes) == ["c", "d"]
    assert _only_store(indexes).stat().st_ino == made


def test_only_this_person_can_look_into_an_index(result: Path, indexes: Indexes) -> None:
    """The words of documents lie in it."""
    open_result(result, indexes)
    assert indexes.folder.stat().st_mode & 0o077 == 0
    assert _only_store(indexes).parent.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("least", [3, 100])
def test_a_small_graph_has_no_index(result: Path, tmp_path: Path, least: int) -> None:
    """It is read sooner than one is opened."""
    indexes = Indexes.of(tmp_path / "state", least)
    assert _values(result, indexes) == ["c", "d"]
    assert not indexes.folder.exists()


def test_a_graph_built_anew_is_the_one_that_is_asked(result: Path, indexes: Indexes) -> None:
    """The former index is that of another graph."""
    assert _values(result, indexes) == ["c", "d"]
    write_result(result, OTHER)
    assert _values(result, indexes) == ["e"]
    assert len(list(indexes.folder.iterdir())) == 1


def test_a_graph_that_the_build_did_not_write_is_refused(result: Path, indexes: Indexes) -> None:
    """As it is without an index."""
    open_result(result, indexes)
    (result / "graph.nt").write_bytes(GRAPH.replace(b"c", b"x"))
    with pytest.raises(StoreError, match="not as the build wrote it"):
        open_result(result, indexes)


def test_any_cut_file_of_an_index_is_noticed(result: Path, indexes: Indexes) -> None:
    """A store whose list of files is cut opens as an empty one, and would answer that nothing is stated."""
    open_result(result, indexes)
    names = [file.name for file in _only_store(indexes).iterdir() if file.stat().st_size]
    for name in names:
        file = _only_store(indexes) / name
        if file.exists():
            file.write_bytes(file.read_bytes()[:-1] if name != "CURRENT" else b"MANIFEST-999999\n")
        assert _values(result, indexes) == ["c", "d"]
    assert any(name.startswith("MANIFEST") for name in names)


def test_an_emptied_index_is_noticed(result: Path, indexes: Indexes) -> None:
    """So is one that another program has put there."""
    open_result(result, indexes)
    store = _only_store(indexes)
    shutil.rmtree(store)
    ox.Store(str(store)).flush()
    assert _values(result, indexes) == ["c", "d"]


def test_an_index_that_vanishes_is_done_without(result: Path, indexes: Indexes) -> None:
    """A build removes it while somebody asks."""
    open_result(result, indexes)
    store = open_result(result, indexes)
    indexes.forget(result / "graph.nt")
    assert _asked(store) == ["c", "d"]


def test_where_no_index_can_be_made_the_graph_is_asked_in_memory(result: Path, tmp_path: Path) -> None:
    """A home may be read-only, or full."""
    (tmp_path / "state").write_text("a file, where a folder is wanted")
    assert _values(result, Indexes.of(tmp_path / "state", 1)) == ["c", "d"]


def test_an_index_of_more_files_than_are_opened_with_it_is_not_used(
    result: Path, indexes: Indexes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sealed process may open no further file: such a graph is asked in memory, whether the index was there or is to be made."""
    open_result(result, indexes)
    files = len(list(_only_store(indexes).glob("*.sst")))
    assert files
    monkeypatch.setattr("iceorg.store.kept._OPENED_AHEAD", files - 1)
    assert _asked(open_result(result, indexes)) == _asked(open_result(result))
    assert indexes.make(result / "graph.nt", GRAPH, "") is None


def test_many_files_are_made_few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A graph of some millions of triples is loaded in portions, and its index can be opened whole even so."""
    monkeypatch.setattr("iceorg.store.kept._OPENED_AHEAD", 6)
    store = ox.Store(str(tmp_path / "store"))
    for portion in range(3):
        lines = (f"<http://e.org/{portion}-{one}> <http://e.org/p> <http://e.org/{one}> .\n" for one in range(50))
        store.bulk_load("".join(lines).encode(), ox.RdfFormat.N_TRIPLES)
    store.flush()
    before = len(list((tmp_path / "store").glob("*.sst")))
    kept._gather(store, tmp_path / "store")
    assert len(store) == 150
    del store
    assert len(list((tmp_path / "store").glob("*.sst"))) <= 6 < before


def test_a_graph_with_an_index_is_written_out_as_it_was_built(result: Path, indexes: Indexes) -> None:
    """Its bytes are read when they are wanted."""
    open_result(result, indexes)
    store = open_result(result, indexes)
    assert (store.count(), store.dump(), len(list(store.triples()))) == (2, GRAPH, 2)


def test_a_graph_with_an_index_takes_more_triples(result: Path, indexes: Indexes) -> None:
    """In memory: what is on disk stays as it is."""
    store = open_result(result, indexes)
    store.load(OTHER)
    assert (_asked(store), store.count()) == (["c", "d", "e"], 3)
    assert _values(result, indexes) == ["c", "d"]


def test_what_is_known_from_elsewhere_is_asked_in_memory(result: Path, indexes: Indexes) -> None:
    """Such a result has more than one graph."""
    store = open_result(result, indexes)
    store.load_outside(b'<urn:x:a> <urn:x:b> "f" <urn:x:g> .\n')
    assert _asked(store, "SELECT ?o { GRAPH ?g { ?s ?p ?o } }") == ["f"]
    assert _asked(store) == ["c", "d"]


def test_the_index_of_a_result_that_is_gone_goes_too(result: Path, tmp_path: Path, indexes: Indexes) -> None:
    """When the next one is made."""
    open_result(result, indexes)
    shutil.rmtree(result)
    open_result(write_result(tmp_path / "next"), indexes)
    assert len(list(indexes.folder.iterdir())) == 1


def test_what_a_killed_process_has_left_is_removed(result: Path, indexes: Indexes) -> None:
    """After an hour: until then it may be at work."""
    for name, age_s in (("new-old", 4000), ("new-young", 10)):
        (indexes.folder / name).mkdir(parents=True)
        os.utime(indexes.folder / name, (time.time() - age_s,) * 2)
    open_result(result, indexes)
    assert sorted(each.name for each in indexes.folder.glob("new-*")) == ["new-young"]


def test_a_command_asks_a_large_graph_by_its_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second time, with the answer of the first."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("iceorg.cli.query.FOR_ONE_QUESTION", 1)
    folder = write_result(tmp_path / "build", large_graph(10_000))
    command = ["query", "-n", "name-whole", "--param", "part=OU37", "--graph", str(folder), "--format", "csv"]
    first, second = (CliRunner().invoke(main, command) for _ in range(2))
    assert first.output == second.output
    assert "id/unit-00037,https://w3id.org/iceorg/id/unit-00007," in second.output
    assert len(list((tmp_path / "home" / "iceorg" / "indexes").iterdir())) == 1


def test_two_processes_open_an_index_each_by_itself(result: Path, indexes: Indexes) -> None:
    """What one has opened is of no use to one that parts from it."""
    open_result(result, indexes)
    store = open_result(result, indexes)
    assert _asked(store) == ["c", "d"]
    ours, theirs = os.pipe()
    if not os.fork():
        os.closerange(3, theirs)
        os.write(theirs, " ".join(_asked(store)).encode())
        os._exit(0)
    os.close(theirs)
    with os.fdopen(ours) as told:
        assert told.read() == "c d"
    os.wait()


def test_a_build_leaves_no_index_of_the_former_graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The words of a document that was taken out are in none."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "home"))
    page, out = tmp_path / "page.txt", tmp_path / "out"
    page.write_text("The Office of Tides (OT) is part of the Harbour Agency.")
    assert CliRunner().invoke(main, ["build", str(page), "--out", str(out)]).exit_code == 0
    indexes = Indexes.of(tmp_path / "home" / "iceorg", 1)
    open_result(out, indexes)
    assert len(list(indexes.folder.iterdir())) == 1
    assert CliRunner().invoke(main, ["build", str(page), "--out", str(out)]).exit_code == 0
    assert list(indexes.folder.iterdir()) == []
