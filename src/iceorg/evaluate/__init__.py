"""How much of what a careful reader finds is found: gold, and claims scored against it.

`gold` reads annotations, `found` says which things and relations a resolution asserts and by which
rules, `score` judges one document, `figures` adds up, `render` makes text and JSON of it.
"""

from iceorg.evaluate.figures import Figures, figures, figures_by
from iceorg.evaluate.found import spelt
from iceorg.evaluate.gold import Entity, Gold, gold_files, read_gold
from iceorg.evaluate.render import as_data, as_text
from iceorg.evaluate.score import Judged, Offered, Wanted, judge

__all__ = [
    "Entity",
    "Figures",
    "Gold",
    "Judged",
    "Offered",
    "Wanted",
    "as_data",
    "as_text",
    "figures",
    "figures_by",
    "gold_files",
    "judge",
    "read_gold",
    "spelt",
]
