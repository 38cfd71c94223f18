"""What a file may come to, as a person sets it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from iceorg.cli.main import main
from iceorg.documents import Limits
from iceorg.errors import SettingsError
from iceorg.settings import load_settings, read_limits

if TYPE_CHECKING:
    from pathlib import Path

PAGE = "The Office of Tides reports to the Director of Waters.\n"


@pytest.mark.parametrize(("limit", "code"), [(len(PAGE), 0), (len(PAGE) - 1, 3)])
def test_a_document_as_large_as_its_limit_is_read(tmp_path: Path, limit: int, code: int) -> None:
    """And one that is a byte larger is refused, with the limit that was set."""
    (tmp_path / "page.txt").write_text(PAGE)
    line = ["build", str(tmp_path / "page.txt"), "--out", str(tmp_path / "out"), "--limit", f"document={limit}"]
    done = CliRunner().invoke(main, line)
    assert done.exit_code == code
    assert (f"is larger than {limit} bytes" in done.stderr) == bool(code)


def test_limits_come_from_a_file_a_variable_and_flags(tmp_path: Path) -> None:
    """As every setting does; what is not named stays as it is."""
    (tmp_path / "iceorg.toml").write_text("[limits]\nlines = 7\n")
    assert load_settings(environment={}, folder=tmp_path).limits == Limits(lines=7)
    there = load_settings(environment={"ICEORG_LIMITS": "pages=3,ratio=9"}, folder=tmp_path).limits
    assert there == Limits(pages=3, ratio=9)
    flags = {"limits": read_limits(["pages=4"])}
    assert load_settings(flags, environment={}, folder=tmp_path).limits == Limits(pages=4)


@pytest.mark.parametrize(
    ("told", "said"),
    [("line=5", "no limit is called 'line', but one 'lines'"), ("lines=0", "from 1 on"), ("lines", "from 1 on")],
)
def test_a_limit_that_cannot_be_meant_is_refused(told: str, said: str) -> None:
    """With the name that was likely meant."""
    with pytest.raises(SettingsError, match=said):
        read_limits([told])
