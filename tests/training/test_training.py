"""Training: from annotated documents to the files that the package ships, the same bytes every time."""

from __future__ import annotations

import json
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from iceorg.evaluate import read_gold
from iceorg.extract.learned.model import WORTH
from iceorg.training.__main__ import FOLDERS, KEPT_BACK, train
from iceorg.training.annotated import Answers, example, pairs_in

if TYPE_CHECKING:
    from pathlib import Path

SHIPPED = files("iceorg.extract.learned")


def test_the_shipped_parts_come_from_the_documents_of_this_checkout() -> None:
    """No document has changed since the models were fitted, and none is left out: every digest is that of today's file."""
    told = json.loads(SHIPPED.joinpath(WORTH).read_text("utf-8"))
    assert told["documents"] == {gold.document: document.sha256 for gold, document in pairs_in(FOLDERS, KEPT_BACK)}
    for name, digest in told["models"].items():
        assert sha256(SHIPPED.joinpath(name).read_bytes()).hexdigest() == digest


def test_what_a_model_has_not_seen_is_listed() -> None:
    """A model that was not fitted on every document names those that it does not know, and no others."""
    told = json.loads(SHIPPED.joinpath(WORTH).read_text("utf-8"))
    assert told["unseen"].keys() <= told["models"].keys()
    for unseen in told["unseen"].values():
        assert set(unseen) < set(told["documents"])


def test_no_document_of_the_checks_was_trained_on() -> None:
    """The first and the last check stay unread."""
    told = json.loads(SHIPPED.joinpath(WORTH).read_text("utf-8"))
    checks = [f"t3{n:02}" for n in range(1, 26)] + [f"p{n}" for n in range(21, 31)]
    assert not [name for name in told["documents"] if name.startswith(tuple(checks))]


def test_the_models_are_a_few_megabytes() -> None:
    """What every user downloads stays small."""
    told = json.loads(SHIPPED.joinpath(WORTH).read_text("utf-8"))
    assert sum(len(SHIPPED.joinpath(name).read_bytes()) for name in told["models"]) < 8_500_000


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """A folder with twelve annotated documents."""
    folder = tmp_path_factory.mktemp("few")
    for part in ("documents", "gold"):
        (folder / part).mkdir()
    for gold in sorted((root / "tests/corpus/gold").glob("t10*.json"))[:9]:
        name = json.loads(gold.read_text("utf-8"))["document"]
        (folder / "gold" / gold.name).write_bytes(gold.read_bytes())
        (folder / "documents" / name).write_bytes((root / "tests/corpus/documents" / name).read_bytes())
    return folder


def test_training_twice_gives_the_same_bytes(few: Path, tmp_path: Path) -> None:
    """No clock, no chance and no order of work is in a model."""
    outs = [tmp_path / "one", tmp_path / "two"]
    for out in outs:
        out.mkdir()
        train(out, [(few / "gold", few / "documents")])
    first, second = ({file.name: file.read_bytes() for file in sorted(out.iterdir())} for out in outs)
    assert first == second
    assert len(first) == 5


def test_annotated_names_are_found_in_the_text(root: Path) -> None:
    """Nearly every entity of a document has a tag in one of its lines."""
    pair = next(p for p in pairs_in(FOLDERS[:1], KEPT_BACK) if p[0].document.startswith("t101"))
    seen = example(pair)
    tagged = {
        " ".join(word.text for word in line.words[tag.first : tag.last + 1])
        for line, tags in zip(seen.page.lines, seen.tags, strict=True)
        for tag in tags
    }
    assert {"Firearms Division", "Chief of Staff", "FLETC"} <= tagged


def test_answers_tell_right_from_fair(root: Path) -> None:
    """What the annotation wants is right; what is acceptable is neither right nor wrong."""
    gold = read_gold(next((root / "tests/corpus/gold").glob("t101*.json")))
    answers = Answers.of(gold)
    wanted, fair = answers.of_pair(["Firearms Division"], ["Core Training Operations Directorate"])
    assert "partOf" in wanted
    assert not wanted & fair
