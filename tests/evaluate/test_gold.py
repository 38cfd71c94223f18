"""Gold is read, or refused in words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from iceorg.errors import SourceError
from iceorg.evaluate import gold_files, read_gold

if TYPE_CHECKING:
    from pathlib import Path

SEA = {"id": "sea", "type": "Agency", "name": "Sea Agency", "aliases": ["SEA"]}
REEFS = {"id": "reefs", "type": "Unit", "name": "Reef Office", "aliases": [], "optional": True}
PART = {"type": "partOf", "subject": "reefs", "object": "sea", "evidence": "part of the Sea Agency"}


def gold(**parts: Any) -> dict[str, Any]:
    """Return a gold's JSON form."""
    return {"document": "page.txt", "entities": [SEA, REEFS], "relations": [PART], **parts}


def test_everything_is_read(tmp_path: Path) -> None:
    """Entities, relations, traps and names only mentioned come out as they were written."""
    trap = {"type": "heads", "subject_text": "Ada", "object_text": "Sea Agency", "reason": "has left"}
    (tmp_path / "page.json").write_text(json.dumps(gold(negatives=[trap], mentioned_only=["Port Tern"])))
    read = read_gold(tmp_path / "page.json")
    assert [(one.names, one.optional) for one in read.entities] == [
        (("Sea Agency", "SEA"), False),
        (("Reef Office",), True),
    ]
    assert [(one.type, one.evidence) for one in read.relations] == [("partOf", "part of the Sea Agency")]
    assert (read.traps[0].reason, read.mentioned_only) == ("has left", ("Port Tern",))


def test_wanted_counts_before_acceptable(tmp_path: Path) -> None:
    """A relation that is both wanted and acceptable is wanted."""
    (tmp_path / "page.json").write_text(json.dumps(gold(acceptable=[PART])))
    assert [one.optional for one in read_gold(tmp_path / "page.json").relations] == [False]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "is no JSON"),
        ("[]", "the gold is no JSON object"),
        ("{}", "there are no entities"),
        (json.dumps(gold(relations=7)), "relations is no list of objects"),
        (json.dumps(gold(entities=[{"id": "a"}])), "entity a has no name"),
        (
            json.dumps(gold(entities=[{**SEA, "type": "Ship"}])),
            "entity sea is of the type 'Ship'; known are Agency, Unit",
        ),
        (json.dumps(gold(entities=[SEA])), "a relation of type partOf joins 'reefs', which no entity has for its id"),
        (json.dumps(gold(mentioned_only=[7])), "mentioned_only is no list of texts or objects"),
    ],
)
def test_bad_gold_is_refused_in_words(tmp_path: Path, text: str, words: str) -> None:
    """The message names the file and what is wrong with it, and the hint says where the form is described."""
    (tmp_path / "page.json").write_text(text)
    with pytest.raises(SourceError, match=r"GUIDE\.md") as caught:
        read_gold(tmp_path / "page.json")
    assert words in str(caught.value)
    assert str(tmp_path / "page.json") in str(caught.value)


def test_folder_without_gold(tmp_path: Path) -> None:
    """A folder that holds no gold, or that is not there, is refused."""
    with pytest.raises(SourceError, match="no gold is in this folder"):
        gold_files(tmp_path)
    with pytest.raises(SourceError, match="there is no such file or folder"):
        gold_files(tmp_path / "nowhere")
    (tmp_path / "page.json").mkdir()
    with pytest.raises(SourceError, match="cannot be read"):
        read_gold(tmp_path / "page.json")
