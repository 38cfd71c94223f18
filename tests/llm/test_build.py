"""A build with a language model, from the command line: kept, rebuilt without a network, and without its key anywhere."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from iceorg.check import check_graph
from iceorg.cli.main import main
from iceorg.documents import read_documents
from iceorg.llm.prompt import prompt
from llm.loopback import Manner, ModelServer, serving
from llm.pages import PAGE, TRUE, fact, reply_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from click.testing import Result

ICEORG = Path(sys.executable).with_name("iceorg")
KEY = "sk-a-secret-that-nobody-may-see"
PLANNED = fact("partOf", "lamp", "gauge", "Would the Lamp Office become part of the Gauge Office")


@pytest.fixture
def server() -> Iterator[ModelServer]:
    """A server that reads every page alike."""
    with serving(Manner({("", ""): reply_of(*TRUE, PLANNED)})) as one:
        yield one


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two pages, the current one."""
    (tmp_path / "in").mkdir()
    for name in ("one", "two"):
        (tmp_path / "in" / f"{name}.txt").write_text(f"{PAGE}\nThis is page {name}.\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ICEORG_MODEL", "tide-7b")
    monkeypatch.setenv("ICEORG_MODEL_KEY", KEY)
    return tmp_path


def build(*arguments: str, reader: str = "model", url: str = "") -> Result:
    """Run the command."""
    address = ["--model-url", url] if url else []
    return CliRunner().invoke(main, ["build", "in", "--reader", reader, *address, *arguments])


def content(path: Path) -> dict[str, bytes]:
    """Return all files of a folder."""
    return {file.relative_to(path).as_posix(): file.read_bytes() for file in sorted(path.rglob("*")) if file.is_file()}


def asked_about(path: Path) -> list[dict[str, Any]]:
    """Return what the report says of asking."""
    report = json.loads((path / "report.json").read_text())
    return [document for reader in report["readers"] for document in reader["asked"]]


def rows(graph: Path, query: str) -> list[list[str]]:
    """Return what a graph answers."""
    store = ox.Store()
    store.bulk_load(path=graph, format=ox.RdfFormat.N_TRIPLES)
    return [[term.value for term in solution] for solution in store.query(query)]  # type: ignore[union-attr]


@pytest.mark.parametrize("reader", ["model", "both"])
def test_a_rebuild_needs_no_network_and_gives_the_same_bytes(
    server: ModelServer, folder: Path, monkeypatch: pytest.MonkeyPatch, reader: str
) -> None:
    """The kept replies are all it takes."""
    assert build("--out", "first", reader=reader, url=server.url).exit_code == 0
    monkeypatch.setattr(socket, "socket", None)
    monkeypatch.delenv("ICEORG_MODEL_KEY")
    result = build("--out", "second", "--offline", reader=reader)
    assert result.exit_code == 0, result.output
    assert content(folder / "second") == content(folder / "first")
    assert len(server.asked) == 2


def test_a_run_that_is_killed_goes_on_where_it_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No page whose reply was kept is asked about again, and the result is that of a run that was never killed."""
    for number in range(6):
        (folder / "in" / f"more-{number}.txt").write_text(f"{PAGE}\nThis is page {number}.\n")
    with serving(Manner({("", ""): reply_of(*TRUE, PLANNED)}, waits_s=0.05)) as slow:
        command = [str(ICEORG), *f"build in --reader model --model-url {slow.url}".split()]
        running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        kept = wait_for_replies(folder / "model-replies", 3)
        running.kill()
        running.wait()
    assert not (folder / "build").exists()
    with serving(Manner({("", ""): reply_of(*TRUE, PLANNED)})) as server:
        assert build(url=server.url).exit_code == 0
        assert len(server.asked) <= 8 - kept
        assert build("--out", "whole", "--model-replies", "others", url=server.url).exit_code == 0
    assert content(folder / "build") == content(folder / "whole")


def wait_for_replies(replies: Path, most: int) -> int:
    """Wait until so many replies are kept; return how many are."""
    deadline = time.monotonic() + 60
    while (kept := len(list(replies.rglob("*.json")))) < most:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return kept


def test_every_quote_of_the_graph_stands_in_its_document(server: ModelServer, folder: Path) -> None:
    """And every fact has its claim, and every shape holds: the promises of the first reader."""
    assert build(url=server.url).exit_code == 0
    texts = {document.sha256: document.text for document in read_documents([folder / "in"]).documents}
    assert check_graph((folder / "build" / "graph.nt").read_bytes(), texts) == ()
    assert CliRunner().invoke(main, ["check", "build", "--documents", "in"]).exit_code == 0


def test_claims_in_the_graph_have_model_and_prompt(server: ModelServer, folder: Path) -> None:
    """The model is an agent with its name, and the prompt's digest is in every claim."""
    build(url=server.url)
    query = """
        PREFIX iceorg: <https://w3id.org/iceorg/ontology#> PREFIX prov: <http://www.w3.org/ns/prov#>
        SELECT ?name ?prompt (COUNT(?claim) AS ?claims) WHERE {
            ?claim prov:wasAttributedTo ?agent ; iceorg:prompt ?prompt ; iceorg:rule ?rule .
            ?agent a prov:SoftwareAgent ; <http://www.w3.org/2000/01/rdf-schema#label> ?name
            FILTER STRSTARTS(?rule, "X-MODEL:tide-7b:") } GROUP BY ?name ?prompt"""
    (row,) = rows(folder / "build" / "graph.nt", query)
    assert row[:2] == ["tide-7b", prompt().sha256]
    assert int(row[2]) > 50


def test_the_key_is_nowhere(server: ModelServer, folder: Path) -> None:
    """In no output, no kept reply, no message; and the server was shown it."""
    result = build(url=server.url)
    server.manner = Manner(refuses=401, says=f"{KEY} is no key")
    refused = build("--model", "other", url=server.url)
    assert set(server.shown) == {f"Bearer {KEY}"}
    assert refused.exit_code == 2
    assert KEY.encode() not in b"".join(content(folder).values())
    assert KEY not in result.output + refused.output + repr(refused.exception)


def test_a_key_in_a_file_is_refused(folder: Path) -> None:
    """It belongs into the environment."""
    (folder / "iceorg.toml").write_text(f'model_key = "{KEY}"\n')
    result = build("--offline")
    assert (result.exit_code, "ICEORG_MODEL_KEY" in result.stderr, KEY in result.output) == (2, True, False)


def test_the_report_tells_what_asking_came_to(server: ModelServer, folder: Path) -> None:
    """For each document: requests, tokens, facts proposed, proved, doubted, left out; for each reader its share."""
    build(reader="both", url=server.url)
    for told in asked_about(folder / "build"):
        assert (told["requests"], told["proposed"], told["proved"], told["doubted"]) == (
            1,
            len(TRUE) + 1,
            len(TRUE) + 1,
            1,
        )
        assert told["tokens_in"] > 3_000
    readers = json.loads((folder / "build" / "report.json").read_text())["readers"]
    assert [one["reader"] for one in readers] == ["rules", "tide-7b"]
    assert all(0 < one["shared"] <= one["facts"] for one in readers)
    assert "facts proposed" in (folder / "build" / "report.html").read_text()


def test_accepting_none_leaves_all_for_review(server: ModelServer, folder: Path) -> None:
    """No claim of the model is asserted, and nothing it found is a fact."""
    build("--model-accept", "none", url=server.url)
    (reader,) = (r for r in json.loads((folder / "build" / "report.json").read_text())["readers"] if r["asked"])
    assert (reader["facts"], list(reader["by_status"])) == (0, ["Suggested"])


HOSTILE = {
    "prose": "I am sorry, but I cannot do that.",
    "cut off": reply_of(*TRUE)[:-30],
    "a page": "<html><script>alert(1)</script></html>",
    "giant": "[" * 1_000_001,
    "nothing": "",
}


@pytest.mark.parametrize("reply", HOSTILE.values(), ids=HOSTILE)
def test_a_reply_that_is_none_is_a_line_in_the_report(folder: Path, reply: str) -> None:
    """The build ends well, with a warning for each page and not one fact of the model."""
    with serving(Manner({("", ""): reply})) as server:
        result = build(url=server.url)
    assert result.exit_code == 0
    report = json.loads((folder / "build" / "report.json").read_text())
    codes = Counter(problem["code"] for problem in report["problems"])
    assert codes["reply-not-read"] == 2
    assert "X-MODEL" not in (folder / "build" / "graph.nt").read_text()
    assert "warning: " in result.stderr


def test_strict_takes_a_missing_reply_for_a_problem(server: ModelServer) -> None:
    """Since what the model would have found is not there."""
    assert build("--strict", "--max-requests", "1", url=server.url).exit_code == 1
    assert build("--strict", "--offline").exit_code == 1
    assert build("--strict", url=server.url).exit_code == 0


@pytest.mark.parametrize(("url", "code", "word"), [("ftp://x", 2, "address"), ("http://127.0.0.1:9/v1", 3, "reached")])
def test_a_server_that_is_none_is_told_without_a_traceback(folder: Path, url: str, code: int, word: str) -> None:
    """And nothing is built."""
    result = build(url=url)
    assert (result.exit_code, word in result.stderr) == (code, True)
    assert not (folder / "build").exists()


def test_without_a_model_it_is_told_how_to_name_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """By option or variable."""
    monkeypatch.delenv("ICEORG_MODEL")
    assert "--model or ICEORG_MODEL" in build().stderr


def test_what_asking_takes_is_told_before_and_after(server: ModelServer) -> None:
    """Without a terminal as well; where no request is allowed it is told and nobody is asked."""
    before = build("--max-requests", "0", url=server.url).stderr.splitlines()[0]
    assert re.fullmatch(r"2 of 2 parts have no reply yet: about .* tokens .*; --max-requests lets none .*", before)
    assert server.asked == []
    told = build(url=server.url).stderr.splitlines()
    assert before.startswith(told[0])
    assert re.fullmatch(r"Asking the model: 2 of 2 parts, [\d,]+ \+ [\d,]+ tokens", told[1])
    assert "parts" not in build("--offline").stderr


def test_a_run_that_is_interrupted_says_that_it_can_go_on(folder: Path) -> None:
    """With 130, in words, and without the pages that were not asked about."""
    with serving(Manner({("", ""): reply_of(*TRUE)}, waits_s=0.2)) as slow:
        command = [str(ICEORG), *f"build in --reader model --model-url {slow.url} --jobs 2".split()]
        for number in range(9):
            (folder / "in" / f"more-{number}.txt").write_text(f"{PAGE}\nThis is page {number}.\n")
        running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        wait_for_replies(folder / "model-replies", 1)
        running.send_signal(signal.SIGINT)
        told = running.communicate(timeout=30)[1]
    assert running.returncode == 130
    assert told.splitlines()[-1] == "What came is kept, and the same command goes on from there"
    assert not (folder / "build").exists()


def test_options_of_a_model_without_a_reader_are_told_to_be_in_vain(server: ModelServer) -> None:
    """Else a person believes that the model has read the pages."""
    arguments = ["build", "in", "--model", "tide-7b", "--model-url", server.url]
    assert "--model, --model-url counts only with --reader" in CliRunner().invoke(main, arguments).stderr
    assert server.asked == []
    assert "counts only" not in CliRunner().invoke(main, ["build", "in"]).stderr


def test_evaluate_keeps_to_the_requests_that_are_allowed(server: ModelServer, folder: Path) -> None:
    """Over all documents, and warns of those that are scored without the model."""
    (folder / "gold").mkdir()
    for name in ("one", "two"):
        gold = {"document": f"{name}.txt", "entities": [], "relations": []}
        (folder / "gold" / f"{name}.json").write_text(json.dumps(gold))
    arguments = ["evaluate", "gold", "in", "--reader", "model", "--max-requests", "1", "--model-url", server.url]
    result = CliRunner().invoke(main, arguments)
    assert (result.exit_code, len(server.asked)) == (0, 1)
    assert "warning: two.txt: the model has not read it: --max-requests was reached" in result.stderr


def test_evaluate_measures_each_reader(server: ModelServer, folder: Path) -> None:
    """With the rules, the model, and both."""
    (folder / "gold").mkdir()
    entities = [
        {"id": "g", "type": "Unit", "name": "Gauge Office", "aliases": []},
        {"id": "d", "type": "Post", "name": "Deputy Director", "aliases": []},
    ]
    relation = {
        "type": "reportsTo",
        "subject": "g",
        "object": "d",
        "evidence": "The Gauge Office reports to the Deputy Director.",
    }
    gold = {"document": "one.txt", "entities": entities, "relations": [relation]}
    (folder / "gold" / "one.json").write_text(json.dumps(gold))
    for reader in ("rules", "model", "both"):
        arguments = ["evaluate", "gold", "in", "--reader", reader, "--json", "--model-url", server.url]
        figures = json.loads(CliRunner().invoke(main, arguments).stdout)
        assert figures["relations"]["recall"] == 1.0
        rules = figures["by_rule"]["relations"]
        assert any(rule.startswith("X-MODEL") for rule in rules) is (reader != "rules")


def test_what_is_masked_is_not_sent(server: ModelServer, folder: Path) -> None:
    """Ways to reach somebody, and names that people decided to suppress, stay on this machine."""
    (folder / "in" / "one.txt").write_text(f"{PAGE}\nWrite to ada.ochs@tide.example or call 202-555-0143.\n")
    suppress = '[[suppress]]\nperson = "Ada Ochs"\nauthor = "Ann Lee"\ndate = 2026-11-25\nreason = "She asked."\n'
    (folder / "decisions.toml").write_text(suppress)
    assert build("--curation", "decisions.toml", url=server.url).exit_code == 0
    sent = json.dumps(server.asked)
    assert [word for word in ("Ochs", "tide.example", "555-0143") if word in sent] == []
    assert "Bo Reed" in sent


def by_hand(*arguments: str) -> Result:
    """Run the commands for requests that are answered by hand."""
    from iceorg.llm.by_hand import main as commands

    return CliRunner().invoke(commands, arguments)


def test_requests_answered_by_hand(folder: Path) -> None:
    """Written as files, answered elsewhere, taken into the folder of replies, and built from."""
    assert by_hand("write", "ask", "in").exit_code == 0
    assert prompt().system in (folder / "ask" / "one.prompt.txt").read_text()
    (folder / "ask" / "one.reply.txt").write_text(reply_of(*TRUE), "utf-8-sig")
    taken = by_hand("take", "ask", "in", "--model", "tide-7b")
    assert (taken.exit_code, "two.reply.txt: is not there yet" in taken.output) == (1, True)
    build("--offline", "--model-replies", "model-replies")
    assert [told["proved"] for told in asked_about(folder / "build")] == [len(TRUE), 0]


def test_pages_of_one_name_are_asked_about_apart(folder: Path) -> None:
    """Each has its request, though both are called about.txt, and each its reply."""
    for site in ("ports", "mines"):
        (folder / "in" / site).mkdir()
        (folder / "in" / site / "about.txt").write_text(f"{PAGE}\nAbout {site}.\n")
    by_hand("write", "ask", "in")
    requests = sorted((folder / "ask").glob("about-*.prompt.txt"))
    assert ["About ports" in file.read_text() for file in requests] != [
        "About mines" in file.read_text() for file in requests
    ]
    for file in (folder / "ask").iterdir():
        file.with_name(file.name.replace(".prompt.", ".reply.")).write_text(reply_of(*TRUE))
    assert "model-replies: 4" in by_hand("take", "ask", "in", "--model", "tide-7b").output


@pytest.mark.parametrize(("reply", "why"), [(b"{\xe9}", "not in UTF-8"), (b"Sorry.", "it is no JSON")])
def test_a_reply_by_hand_that_cannot_be_read_is_not_taken(folder: Path, reply: bytes, why: str) -> None:
    """It is told at once, while the person still has the chat open."""
    by_hand("write", "ask", "in", "--suppress", "Ada Ochs")
    assert "Ochs" not in (folder / "ask" / "one.prompt.txt").read_text()
    (folder / "ask" / "one.reply.txt").write_bytes(reply)
    taken = by_hand("take", "ask", "in", "--model", "tide-7b")
    assert (taken.exit_code, f"one.reply.txt: {why}" in taken.output or f"one.reply.txt: is {why}" in taken.output) == (
        1,
        True,
    )
    assert not (folder / "model-replies").exists()


def test_a_mistake_by_hand_is_answered_in_words() -> None:
    """A folder that is not there, a file where a folder is wanted."""
    assert "Error: nowhere: there is no such file or folder" in by_hand("write", "ask", "nowhere").output
    assert "Error: in/one.txt: File exists" in by_hand("write", "in/one.txt", "in").output
