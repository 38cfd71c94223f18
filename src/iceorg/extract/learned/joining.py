"""What the learned parts read in a page: names, and which of them are joined.

A relation whose score has been right often enough is a fact (Stated where both names stand in one
sentence, Layout where the page's layout joins them), one that has been right now and then is
Suggested. Each claim has the measured share of right ones for its confidence, and its rule is
`M-` with the relation's name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from iceorg.extract.learned.doubts import second_rules
from iceorg.extract.learned.drafting import Drafting
from iceorg.extract.learned.features import Page
from iceorg.extract.learned.guards import is_cut, is_guarded
from iceorg.extract.learned.model import shipped_model
from iceorg.extract.learned.scoring import Join, Opinion, score
from iceorg.extract.learned.tagger import shipped, tag_page
from iceorg.extract.learned.things import note_ruled, ruled_by, scene_of

if TYPE_CHECKING:
    from iceorg.extract.drafts import Ledger
    from iceorg.extract.learned.pairs import Scene
    from iceorg.extract.register import Register
    from iceorg.model import Layout


def read_joins(layout: Layout, register: Register, ledger: Ledger) -> Opinion:
    """Draft what the learned parts read.

    Args:
        layout: The document.
        register: Its names; those that only the tagger knows are added.
        ledger: Where the drafts go; what rules read is in it already, and is not drafted again.

    Returns:
        What they think of all pairs, for who wants to ask them about what another reader found.
    """
    page = Page(layout, register)
    scene, things = scene_of(page, tag_page(page, shipped()))
    ruled = ruled_by(ledger)
    note_ruled(scene, things, ruled)
    model = shipped_model()
    joins = list(score(scene, model))
    second_rules(ledger, things, joins, model.records)
    chosen = [
        join
        for join in joins
        if join.probability >= model.worth[join.name].suggested
        and not is_guarded(scene, *join.pair.near[0][1:])
        and not _is_ruled(scene, join)
        and not any(is_cut(scene, spot) for spot in join.pair.near[0][1:])
    ]
    Drafting(scene, things, register, ledger, model, chosen).draft()
    return Opinion(tuple(joins), things)


def _is_ruled(scene: Scene, join: Join) -> bool:
    """Return whether rules read it already, or that it holds the other way round."""
    ends = join.pair.subject, join.pair.object
    return any(join.name in scene.ruled.get(pair, ()) for pair in (ends, ends[::-1]))
