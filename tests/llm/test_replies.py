"""The folder of replies."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from iceorg.errors import StoreError
from iceorg.llm.replies import Replies, Reply, Request

if TYPE_CHECKING:
    from pathlib import Path

REQUEST = Request("a1" * 32, 1, 2, "b2" * 32, "tide-7b (local)", {"temperature": 0, "format": "schema"}, "Page: …")
REPLY = Reply('{"things": "“é”"}', 1_200, 30)
OTHERS: dict[str, Any] = {
    "document": "c3" * 32,
    "part": 2,
    "parts": 3,
    "prompt": "d4" * 32,
    "model": "tide-8b",
    "parameters": {"temperature": 1, "format": "schema"},
}


def test_a_reply_is_found_again(tmp_path: Path) -> None:
    """As it came, and by what it answers; how the page was laid out does not matter."""
    kept = Replies(tmp_path).keep(REQUEST, REPLY)
    found = Replies(tmp_path).find(replace(REQUEST, message="Page: other"))
    assert found == REPLY
    assert found.kept == kept.kept == next(tmp_path.rglob("*.json")).relative_to(tmp_path).as_posix()


@pytest.mark.parametrize(("name", "value"), OTHERS.items())
def test_another_request_has_another_reply(tmp_path: Path, name: str, value: Any) -> None:
    """Another document, part, prompt, model or parameter is asked anew."""
    Replies(tmp_path).keep(REQUEST, REPLY)
    assert Replies(tmp_path).find(replace(REQUEST, **{name: value})) is None


def test_the_same_reply_is_the_same_bytes(tmp_path: Path) -> None:
    """A folder of replies can be committed: nothing of the day or the machine is in it."""
    for folder in ("one", "two"):
        Replies(tmp_path / folder).keep(REQUEST, REPLY)
    (one,), (two,) = ([*(tmp_path / name).rglob("*.json")] for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()
    assert one.relative_to(tmp_path / "one").as_posix().startswith("tide-7b-local/a1a1a1a1a1a1a1a1-1-of-2-")


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": 1}', "[" * 100_000])
def test_a_damaged_file_is_told(tmp_path: Path, content: str) -> None:
    """It is never taken for no reply, nor for another."""
    Replies(tmp_path).keep(REQUEST, REPLY)
    (file,) = tmp_path.rglob("*.json")
    file.write_text(content)
    with pytest.raises(StoreError, match="remove it"):
        Replies(tmp_path).find(REQUEST)


def test_the_reply_to_another_request_is_not_taken(tmp_path: Path) -> None:
    """A file that was renamed by hand does not become the reply to what its name says."""
    Replies(tmp_path).keep(REQUEST, REPLY)
    (file,) = tmp_path.rglob("*.json")
    file.write_text(json.dumps(json.loads(file.read_text()) | {"document": "e5" * 32}))
    with pytest.raises(StoreError, match="another request"):
        Replies(tmp_path).find(REQUEST)


@pytest.mark.parametrize("wrong", [{"reply": 7}, {"tokens_in": "many"}, {"fault": None}])
def test_a_file_of_another_form_is_told(tmp_path: Path, wrong: dict[str, Any]) -> None:
    """Its entries are of their kinds."""
    Replies(tmp_path).keep(REQUEST, REPLY)
    (file,) = tmp_path.rglob("*.json")
    file.write_text(json.dumps(json.loads(file.read_text()) | wrong))
    with pytest.raises(StoreError, match="no reply that can be read"):
        Replies(tmp_path).find(REQUEST)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """With what to do."""
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="--model-replies"):
        Replies(tmp_path / "file").keep(REQUEST, REPLY)
