"""The picture in the README: the chart as it is now."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from page.test_chart_take import SVG, taken

if TYPE_CHECKING:
    from pathlib import Path

    from page.conftest import Open

pytestmark = pytest.mark.browser


def texts(file: Path) -> list[str]:
    """Return what is written in a picture, in its order."""
    return ["".join(text.itertext()) for text in ET.parse(file).getroot().iter(f"{SVG}text")]  # noqa: S314 - our own file


def test_the_picture_is_the_chart_of_the_five_documents(visit: Open, built: Path, root: Path, tmp_path: Path) -> None:
    """Taken along from the page as it opens at a desk; if the chart has changed, take it anew."""
    page = (built / "chart.html").read_text(encoding="utf-8")
    assert texts(root / ".github" / "chart.svg") == texts(taken(visit(page), "svg", tmp_path))
    assert ".github/chart.svg" in (root / "README.md").read_text(encoding="utf-8")
