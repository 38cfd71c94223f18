"""The page's script: modules joined into one."""

from __future__ import annotations

import re

import pytest

from iceorg.chart.script import START, join, joined_script, joined_style, page_script, page_style, start_script
from iceorg.errors import ExportError


def test_a_module_comes_after_those_that_it_imports() -> None:
    """Each once, without the words that only modules understand."""
    modules = {
        "main.js": 'import { a } from "./a.js";\nimport { b } from "./b.js";\na(b);\n',
        "a.js": 'import {\n  b,\n} from "./b.js";\nexport function a() {\n  return b;\n}\n',
        "b.js": "export const b = 1;\n",
        "unused.js": "export const c = 2;\n",
    }
    body = ["const b = 1;", "function a() {", "  return b;", "}", "a(b);"]
    assert join(modules, "main.js").splitlines() == ["(() => {", '"use strict";', *body, "})();"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('import { x } from "./nowhere.js";\n', "there is no module nowhere.js"),
        ('import { b as c } from "./b.js";\n', "cannot be joined"),
        ('import * as all from "./b.js";\n', "cannot be joined"),
        ("export default function () {}\n", "cannot be joined"),
        ("export { b };\n", "cannot be joined"),
        ('import { b } from "./b.js";\nconst b = 2;\n', "b in b.js and main.js"),
        ('import { b } from "./b.js";\nconst { a, of: b } = {};\n', "b in b.js and main.js"),
        ('import { b } from "./b.js";\nasync function b() {}\n', "b in b.js and main.js"),
    ],
)
def test_what_would_not_be_the_same_when_joined_is_refused(text: str, fault: str) -> None:
    """With the module that it is in."""
    with pytest.raises(ExportError, match=fault):
        join({"main.js": text, "b.js": "export const b = 1;\n"}, "main.js")


def test_the_page_script_is_whole() -> None:
    """All in one function, so that nothing of it is seen from outside."""
    script = joined_script()
    assert script.startswith('(() => {\n"use strict";\n')
    assert script.endswith("})();\n")


@pytest.mark.parametrize("text", [start_script(), page_style()], ids=["script", "style"])
def test_what_the_page_carries_cannot_end_its_element(text: str) -> None:
    """Neither in its long form nor in its short one."""
    assert not re.findall(r"</(?:script|style)|<!--", text)


def test_the_short_forms_are_fresh() -> None:
    """They were made of the modules as they stand: `python -m iceorg.chart.shorten` makes them anew."""
    assert len(start_script()) < 0.6 * len(joined_script(START))
    assert len(page_script()) < 0.6 * len(joined_script())
    assert len(page_style()) < len(joined_style())
