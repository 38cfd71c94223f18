"""Pages that state nothing of an organisation in English: no false facts."""

from __future__ import annotations

import pytest

from builders import document
from iceorg.documents import lay_out
from iceorg.extract import read_layout
from iceorg.model import Claim, Key, Kind

PAGES = {
    "German": "Der alte Leuchtturm steht seit hundert Jahren am Rand der Bucht. Die Fischer grüßen ihn, wenn sie am Abend heimkehren, und die Kinder spielen im Sand.\n",
    "Spanish": "El faro viejo vigila la bahía desde hace cien años. Los pescadores lo saludan cuando vuelven por la tarde, y los niños juegan en la arena.\n",
    "Latin": "Pharus vetus sinum centum annos custodit. Piscatores vespere redeuntes eum salutant, et pueri in harena ludunt.\n",
    "Japanese": "古い灯台は百年のあいだ入り江を見守ってきた。漁師たちは夕方に帰るとき灯台に手を振り、子どもたちは砂浜で遊ぶ。\n",
    "a recipe": "Pancakes\n\n2 eggs\n250 g flour\nMix the eggs with the flour, add milk, and leave the batter for an hour. Fry on both sides.\n",
    "a poem": "The tide went out, the tide came in,\nAnd nobody kept the score;\nThe gulls went by on a silver wind\nAnd cried along the shore.\n",
    "source code": "def add(left, right):\n    total = left + right\n    return total\n\nfor i in range(10):\n    print(add(i, 2))\n",
    "numbers": "1,2.5,30\n4,5.5,60\n7,8.5,90\n",
}


def facts(text: str, *, learned: bool) -> list[Claim]:
    """Return what a page claims as fact of anything but itself."""
    claims = read_layout(lay_out(document(text)), learned=learned).claims
    return [
        c for c in claims if c.status.asserted and not (isinstance(c.subject, Key) and c.subject.kind is Kind.DOCUMENT)
    ]


@pytest.mark.parametrize("name", sorted(PAGES))
@pytest.mark.parametrize("learned", [False, True], ids=["rules", "learned"])
def test_nothing_is_said_of_an_organisation(name: str, learned: bool) -> None:  # noqa: FBT001
    """Fifty times over, a page that states no such fact has no asserted claim but about itself."""
    assert facts(PAGES[name] * 50, learned=learned) == []


def test_one_sentence_among_them_is_found() -> None:
    """A fact that stands in the midst of such a page is claimed: the pages are read, not passed over."""
    assert facts(PAGES["a poem"] + "\nThe Office of Tides is part of the Bureau of Skies.\n", learned=False)
