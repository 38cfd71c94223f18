"""How often each rule is right on pages that no rule was made from: `python -m iceorg.training.rules`.

Measured on the documents that were written to learn from, with the rules alone. The figures go into
`rules.json` beside the learned parts: they are the confidence of the rules' claims, and they say which
rules the learned scores have to second.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

from iceorg.documents import lay_out
from iceorg.evaluate import judge
from iceorg.extract import read_layout
from iceorg.resolve import resolve
from iceorg.training.annotated import pairs_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from iceorg.evaluate import Gold
    from iceorg.model import Document

ROOT: Final = Path(__file__).resolve().parents[3]
UNREAD: Final = ((ROOT / "tests/corpus/written/gold", ROOT / "tests/corpus/written/documents"),)
"""Where annotation and documents lie that no rule was made from."""


def measured_rules(pairs: Iterable[tuple[Gold, Document]]) -> dict[str, list[int]]:
    """Return for each rule how many of the relations that it read are right, and how many it read."""
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for gold, document in pairs:
        alone = resolve([read_layout(lay_out(document), learned=False)])
        for offered in judge(gold, alone).offered:
            if offered.what == "relation" and offered.status.asserted:
                for rule in offered.rules:
                    found[rule][0] += offered.right
                    found[rule][1] += 1
    return dict(sorted(found.items()))


def written(figures: dict[str, list[int]]) -> str:
    """Return the figures as `rules.json` has them."""
    lines = (f"  {json.dumps(rule)}: {json.dumps(figure)}" for rule, figure in figures.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    target = ROOT / "src/iceorg/extract/learned/rules.json"
    target.write_text(written(measured_rules(pairs_in(UNREAD))), "utf-8")
