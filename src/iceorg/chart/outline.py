"""The chart as nested lists with its sentences: what is on the page without script."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from iceorg.chart import words
from iceorg.chart.tree import grow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from iceorg.chart.evidence import Evidence
    from iceorg.chart.tree import Branch
    from iceorg.chart.view import Fact, Line, Node, View


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a thing, with the words that say so.

    Args:
        words: What is said.
        quotes: The words of the strongest claim.
        source: The number of the document and how the words say so.
    """

    words: str
    quotes: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the outline. Items follow each other as they are read.

    Args:
        node: The thing.
        said: Its lines upwards, first the one it hangs on; then its facts.
        opens: Whether a list of its own begins after it.
        closes: How many lists end after it.
    """

    node: Node
    said: tuple[Said, ...]
    opens: bool
    closes: int


def outline(view: View) -> Iterator[Item]:
    """Yield the items of the outline; one list, in which lists open and close."""
    forest = grow(view)
    telling = _Telling(view)
    seconds: dict[str, list[Line]] = defaultdict(list)
    for line in forest.seconds:
        seconds[line.lower].append(line)
    walk = [step for tree in (*forest.trees, *forest.singles) for step in _deep(tree)]
    depths = [depth for depth, _ in walk] + [0]
    for place, (depth, branch) in enumerate(walk):
        first = [telling.line(branch.line, words.ABOVE)] if branch.line else []
        lines = (*first, *(telling.line(line) for line in seconds[branch.node.id]))
        facts = (telling.fact(fact) for fact in branch.node.facts if not fact.naming)
        yield Item(branch.node, (*lines, *facts), bool(branch.children), max(0, depth - depths[place + 1]))


def documents_html(view: View) -> Iterator[str]:
    """Yield the documents as items of a list, by whose numbers the outline names them."""
    for document in view.documents:
        yield f"<li>{escape(document.title)}, {escape(words.date_in_words(document.date) or words.UNDATED)}\n"


def outline_html(items: Iterable[Item]) -> Iterator[str]:
    """Yield the outline as mark-up; all text of documents is escaped.

    Written here rather than in the template: for each of many thousand things a template takes four times as long.
    The ends of items and paragraphs are left out, as HTML lets them be.
    """
    for item in items:
        node = item.node
        acronym = f" ({escape(node.acronym)})" if node.acronym else ""
        yield f'<li id="n-{escape(node.id)}"><b>{escape(node.label)}</b>{acronym}, {escape(words.KINDS[node.kind])}'
        for said in item.said:
            quotes = "".join(f" <q>{escape(quote)}</q>" for quote in said.quotes)
            yield f"<p>{escape(said.words)}{quotes} <small>{escape(said.source)}</small>"
        yield f"{'<ul>' if item.opens else ''}{'</ul>' * item.closes}\n"


class _Telling:
    """Lines and facts in words."""

    def __init__(self, view: View) -> None:
        self._names: Mapping[str, str] = {node.id: node.label for node in view.nodes}
        self._documents = {document.iri: f"[{place}]" for place, document in enumerate(view.documents, 1)}

    def line(self, line: Line, upper: str = "") -> Said:
        """Return a line in words: with the name of its upper end, or with another word for it."""
        note = f" ({line.note})" if line.note else ""
        return self._said(f"{words.LINES[line.kind][1]} {upper or self._names[line.upper]}{note}", line.evidence)

    def fact(self, fact: Fact) -> Said:
        return self._said(f"{fact.name}: {fact.value}", fact.evidence)

    def _said(self, told: str, evidence: tuple[Evidence, ...]) -> Said:
        if not evidence:
            return Said(told, (), words.PAGE["no_evidence"])
        claim = evidence[0]
        sources = dict.fromkeys(self._documents.get(quote.document, "") for quote in claim.quotes)
        standing = words.STATUSES[claim.status]
        return Said(told, tuple(quote.words for quote in claim.quotes), " ".join(filter(None, [*sources, standing])))


def _deep(tree: Branch) -> Iterator[tuple[int, Branch]]:
    """Yield every branch with its depth, from the top down."""
    waiting = [(0, tree)]
    while waiting:
        depth, branch = waiting.pop()
        yield depth, branch
        waiting.extend((depth + 1, child) for child in reversed(branch.children))
