"""A folder of hostile documents: every file ends as read or refused with a reason, and nothing gets out, in or on.

After the 76 cases of the study on hardening, section 3. Two end otherwise than it expects: aliases in front matter are
harmless here, since no YAML is ever loaded, and so the page is read; a file of a million lines is refused for their number.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from typing import TYPE_CHECKING

import pyoxigraph
import pytest

import iceorg
from hostile_documents import CANARY, GOOD, READ, SAME, make_hostile_folder
from iceorg.documents import lay_out, read_documents
from iceorg.extract import read_layout
from iceorg.model import Literal

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

_ROUND = re.compile(r"^<([^>]*)>")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the hostile documents lie and were built."""
    folder = tmp_path_factory.mktemp("hostile")
    fates = make_hostile_folder(folder / "documents")
    (folder / "fates.json").write_text(json.dumps(fates), "utf-8")
    iceorg.build([folder / "documents"], out=folder / "result")
    return folder


@pytest.fixture(scope="module")
def report(home: Path) -> dict[str, Any]:
    """What the build says of them."""
    told: dict[str, Any] = json.loads((home / "result/report.json").read_bytes())
    return told


def test_every_file_ends_as_expected(home: Path, report: dict[str, Any]) -> None:
    """As read, or as refused by one reason; none is passed over."""
    ends = {name: READ for document in report["documents"] for name in document["names"]}
    ends |= {refusal["name"]: refusal["code"] for refusal in report["refused"]}
    assert ends == json.loads((home / "fates.json").read_bytes())


def test_every_refusal_says_what_to_do(report: dict[str, Any]) -> None:
    """In a sentence, with the offset of the byte where one byte is at fault."""
    assert all(refusal["message"] and refusal["hint"] for refusal in report["refused"])
    assert all(
        (refusal["offset"] is not None) == (refusal["code"] in ("binary", "not-utf-8")) for refusal in report["refused"]
    )


@pytest.mark.parametrize("name", SAME)
def test_one_page_saved_in_other_ways_states_the_same(tmp_path: Path, name: str) -> None:
    """Under another encoding, other line ends, with signs that nobody sees."""
    facts = []
    for content in (GOOD.encode(), SAME[name]):
        (tmp_path / "page.txt").write_bytes(content)
        (document,) = read_documents([tmp_path / "page.txt"]).documents
        claims = read_layout(lay_out(document)).claims
        told = [(claim.subject, claim.predicate, claim.object) for claim in claims if "page" not in claim.id]
        facts.append([fact.replace(document.id, "this page") for fact in _named(told)])
    assert facts[0] == facts[1] != []


def _named(facts: list[tuple[Any, ...]]) -> list[str]:
    """Return facts but those of the document itself, which has another digest."""
    return sorted(str(fact) for fact in facts if "DOCUMENT" not in str(fact[0]) and "document" not in str(fact[0]))


def test_accents_written_apart_are_the_same_name(report: dict[str, Any], home: Path) -> None:
    """Both spellings of one name give one thing."""
    asked = iceorg.open_graph(home / "result").query('SELECT ?t { ?t skos:prefLabel "Bureau of \xc9tudes" }')
    assert len(list(asked)) == 1


def test_what_looks_other_than_it_is_is_told_of(report: dict[str, Any]) -> None:
    """Signs that turn the direction of writing, and a name of two alphabets."""
    told = {(problem["where"], problem["code"]) for problem in report["problems"]}
    assert {("bidi.txt", "turned-writing"), ("homoglyph.txt", "mixed-alphabets")} <= told


def test_nothing_outside_was_opened_or_made(home: Path) -> None:
    """No file that links lead to, no command in a text, no path in a name."""
    ours = {".result.iceorg-readings", "documents", "fates.json", "outside.txt", "result"}
    assert {path.name for path in home.iterdir()} == ours
    outputs = {path.name: path.read_bytes() for path in (home / "result").iterdir()}
    assert not [name for name, content in outputs.items() if CANARY.encode() in content]


def test_every_thing_has_an_address_that_holds(home: Path) -> None:
    """Valid, under our base, none of it from a text that tried to write triples."""
    graph = (home / "result/graph.nt").read_text("utf-8")
    subjects = {match[1] for line in graph.splitlines() if (match := _ROUND.match(line))}
    assert all(str(pyoxigraph.NamedNode(subject).value) == subject for subject in subjects)
    assert all(re.fullmatch(r"https?://[\w./:#~%-]+", subject) for subject in subjects)
    assert not [
        triple
        for triple in pyoxigraph.parse(graph, pyoxigraph.RdfFormat.N_TRIPLES)
        if "urn:evil" in str(triple.predicate)
    ]


def test_no_escape_reaches_a_terminal_or_a_name(home: Path) -> None:
    """Controls stay in the quoted source only."""
    rows = iceorg.open_graph(home / "result").query("SELECT ?name { ?t skos:prefLabel|skos:altLabel ?name }")
    names = {name.value for (name,) in rows if isinstance(name, Literal)}
    assert "Office of Records" in names
    assert not [name for name in names if re.search(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]", name)]


def test_contacts_are_in_no_output(home: Path) -> None:
    """What a private person is reached or known by is masked in every file: nothing of it is exported."""
    outputs = b"".join(path.read_bytes() for path in (home / "result").iterdir())
    told = (b"000 0000000", b"ana@example.org", b"Invented Lane", b"1970-01-01", b"000-00-0000")
    assert [one for one in told if one in outputs] == []


def test_tables_for_spreadsheets_hold_no_formula(home: Path) -> None:
    """Cells that a spreadsheet would run are guarded."""
    with zipfile.ZipFile(io.BytesIO(iceorg.open_graph(home / "result").export("csv"))) as tables:
        texts = [tables.read(name).decode() for name in tables.namelist() if name.endswith(".csv")]
    cells = {cell for text in texts for row in csv.reader(io.StringIO(text)) for cell in row}
    assert "" in cells
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "@", "-")]
