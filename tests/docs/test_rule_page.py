"""The page on how to add a rule: its example is a rule that loads, and does what the page says."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Final

import pytest

from iceorg.extract import rulebook

ROOT: Final = Path(__file__).parents[2]
PAGE: Final = (ROOT / "src/iceorg/extract/rules/README.md").read_text("utf-8")
ASK: Final = """
import sys; sys.path[:0] = [{source!r}, {tests!r}]
from iceorg.extract import rulebook
from builders import document
from extract.conftest import labels, spoken
from iceorg.documents import lay_out
from iceorg.extract import read_layout
rule = rulebook()["S-NESTED"]
for text in [*[one.text for one in rule.examples], "--", *rule.counter]:
    found = read_layout(lay_out(document(text)), learned=False)
    told = [spoken(claim, labels(found)) for claim in found.claims if claim.rule == rule.id]
    print(text if text == "--" else told)
"""


def example() -> str:
    """Return the rule that the page writes."""
    rules: list[str] = re.findall(r"^```toml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    assert len(rules) == 1
    return rules[0]


@pytest.fixture
def told(tmp_path: Path) -> str:
    """What a package says of the example's texts once the rule was added to its file, as the page says."""
    shutil.copytree(ROOT / "src/iceorg", tmp_path / "iceorg", ignore=shutil.ignore_patterns("__pycache__"))
    file = tmp_path / "iceorg/extract/rules/10-structure.toml"
    file.write_text(file.read_text("utf-8") + "\n" + example(), "utf-8")
    script = ASK.format(source=str(tmp_path), tests=str(ROOT / "tests"))
    return subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout


def test_the_example_is_read_once_it_is_added(told: str) -> None:
    """The rule of the page, added to a file, claims what its example says, and nothing of its counter-examples."""
    assert told.splitlines() == ["['Gauge Division | org:subOrganizationOf | Weights Office']", "--", "[]", "[]"]


def test_the_example_is_new() -> None:
    """The rule of the page is none that is there already."""
    (rule,) = tomllib.loads(example())["rule"]
    assert rule["id"] not in rulebook()


def test_the_page_names_what_is_there() -> None:
    """Every file of rules that the page names is there, and each of those there is named."""
    files = {path.stem for path in (ROOT / "src/iceorg/extract/rules").glob("*.toml")}
    assert set(re.findall(r"`(\d\d-\w+)`", PAGE)) == files
    assert len(files) == 8


@pytest.mark.parametrize("page", ["ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_newcomers_are_sent_to_it(page: str) -> None:
    """Who reads how the house is built, or how to contribute, is led to the page."""
    assert "src/iceorg/extract/rules/README.md" in (ROOT / page).read_text("utf-8")
