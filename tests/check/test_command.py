"""`iceorg check`, as a person runs it on a result folder."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

from click.testing import CliRunner, Result

from iceorg.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from cited_graph import CitedGraph


def write_result(folder: Path, made: CitedGraph) -> None:
    """Write a graph as a build leaves it, and its document beside the folder."""
    folder.mkdir()
    (folder / "graph.nt").write_bytes(made.graph)
    digest = sha256(made.graph).hexdigest()
    promise = {"outputs": {"graph.nt": {"sha256": digest}}, "triples": made.graph.count(b"\n")}
    (folder / "manifest.json").write_text(json.dumps(promise))
    for text in made.texts.values():
        (folder.parent / "page.txt").write_text(text)


def run(folder: Path, *words: str) -> Result:
    """Run the command with the document at hand."""
    return CliRunner().invoke(main, ["check", str(folder), "--documents", str(folder.parent / "page.txt"), *words])


def test_sound_result(harbour: CitedGraph, tmp_path: Path) -> None:
    """A sound result has no findings and exit code 0."""
    write_result(tmp_path / "build", harbour)
    result = run(tmp_path / "build")
    assert (result.exit_code, result.stdout) == (0, "")
    triples = harbour.graph.count(b"\n")
    assert result.stderr == f"{tmp_path}/build: {triples} triples, no problem\n"


def test_default_folder(harbour: CitedGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a folder, `build` is checked."""
    write_result(tmp_path / "build", harbour)
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(main, ["check", "--documents", "page.txt"]).stderr.startswith("build: ")


def test_findings(harbour: CitedGraph, tmp_path: Path) -> None:
    """Findings are told by kind, with what to do, and give exit code 1."""
    write_result(tmp_path / "build", harbour.plus("id:towns iceorg:remit 'lights' ."))
    result = run(tmp_path / "build")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[:2] == [
        "error: fact-without-claim",
        "  coastal towns (id:towns): no claim says why it has iceorg:remit “lights”",
    ]
    assert lines[3] == "error: StakeholderGroupShape"
    assert lines[-1] == '    `iceorg why "coastal towns"` shows the sentences behind it'
    assert result.stderr.endswith(" triples, 2 errors and 0 warnings\n")


def test_warnings_alone(harbour: CitedGraph, tmp_path: Path) -> None:
    """A document that is not at hand is told, and is no error."""
    write_result(tmp_path / "build", harbour)
    result = CliRunner().invoke(main, ["check", str(tmp_path / "build")])
    assert result.exit_code == 0
    assert result.stdout.startswith("warning: document-not-at-hand\n  page.txt (id:page): ")
    assert "--documents" in result.stdout
    assert result.stderr.endswith(" triples, 0 errors and 1 warning\n")


def test_long_lists_are_cut(harbour: CitedGraph, tmp_path: Path) -> None:
    """Of many findings of one kind the first are told, and the rest counted."""
    surplus = "".join(f"id:post-{n} a org:Post ; skos:prefLabel 'Post {n}' .\n" for n in range(30))
    write_result(tmp_path / "build", harbour.plus(surplus))
    assert "  and 40 more; --json gives all" in run(tmp_path / "build").stdout.splitlines()


def test_json(harbour: CitedGraph, tmp_path: Path) -> None:
    """Programs get every finding as a record."""
    write_result(tmp_path / "build", harbour.minus("id:lee org:holds"))
    records = json.loads(run(tmp_path / "build", "--json").stdout)
    assert [record["code"] for record in records] == ["claim-not-asserted", "holder-disagrees"]
    assert set(records[0]) == {"severity", "code", "where", "message", "hint"}


def test_edited_graph(harbour: CitedGraph, tmp_path: Path) -> None:
    """A graph that was edited after its build is checked all the same, and that it was is a finding."""
    write_result(tmp_path / "build", harbour)
    (tmp_path / "build" / "graph.nt").write_bytes(harbour.minus("id:lee org:holds").graph)
    result = run(tmp_path / "build")
    assert result.exit_code == 1
    assert {line for line in result.stdout.splitlines() if not line.startswith(" ")} == {
        "error: not-as-built",
        "error: claim-not-asserted",
        "error: holder-disagrees",
    }


def test_no_result(tmp_path: Path) -> None:
    """Without a result there is nothing to check: exit code 3."""
    result = CliRunner().invoke(main, ["check", str(tmp_path / "nowhere")])
    assert result.exit_code == 3
    assert "there is no such folder" in result.stderr


def test_graph_that_is_none(harbour: CitedGraph, tmp_path: Path) -> None:
    """A file that is no graph cannot be checked: exit code 3."""
    write_result(tmp_path / "build", harbour)
    (tmp_path / "build" / "graph.nt").write_text("scribbled over")
    result = run(tmp_path / "build")
    assert result.exit_code == 3
    assert "the graph is not N-Triples" in result.stderr


def test_missing_document(harbour: CitedGraph, tmp_path: Path) -> None:
    """A document that does not exist is a person's mistake: exit code 3."""
    write_result(tmp_path / "build", harbour)
    result = CliRunner().invoke(main, ["check", str(tmp_path / "build"), "--documents", "nowhere.txt"])
    assert result.exit_code == 3
    assert "nowhere.txt: there is no such file or folder" in result.stderr


def test_each_thing_has_its_hint(harbour: CitedGraph, tmp_path: Path) -> None:
    """Where what to do differs from thing to thing, it follows each."""
    write_result(tmp_path / "build", harbour.plus("id:lee skos:prefLabel 'Lee' . id:berg skos:prefLabel 'Berg' ."))
    lines = run(tmp_path / "build").stdout.splitlines()
    named = lines[lines.index("error: NameShape") + 1 :]
    assert [line for line in named if "`iceorg why" in line] == named[1::2]
    assert len(named) == 4


def test_document_that_cannot_be_read(harbour: CitedGraph, tmp_path: Path) -> None:
    """A document that cannot be read is named, and the check goes on."""
    write_result(tmp_path / "build", harbour)
    (tmp_path / "empty.txt").touch()
    result = run(tmp_path / "build", "--documents", str(tmp_path / "empty.txt"))
    assert result.exit_code == 0
    assert result.stderr.startswith("empty.txt: not read: ")
