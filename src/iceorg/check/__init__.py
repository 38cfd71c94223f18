"""The promises kept: every quote stands in its document, every fact has its claim, the shapes hold.

>>> from iceorg.check import check_graph
>>> [problem.code for problem in check_graph(b"<x:a> <x:b> <x:c> .", texts={})]
['fact-without-claim', 'undeclared-term']
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from iceorg.check.domain import check_domain
from iceorg.check.parts import made_with
from iceorg.check.promises import check_graph_since, since
from iceorg.check.shapes import check_shapes, check_shapes_beside, check_shapes_since

if TYPE_CHECKING:
    from collections.abc import Mapping

    from iceorg.errors import Problem

__all__ = [
    "check_domain",
    "check_graph",
    "check_graph_since",
    "check_shapes",
    "check_shapes_beside",
    "check_shapes_since",
    "made_with",
    "since",
]


def check_graph(ntriples: bytes, texts: Mapping[str, str]) -> tuple[Problem, ...]:
    """Return what is wrong with a graph, sorted; nothing, if it keeps its promises.

    Args:
        ntriples: The graph.
        texts: The decoded texts of documents, by the SHA-256 of their bytes. Passages of a document
            that is not among them are counted in a warning.

    Raises:
        StoreError: The bytes are not N-Triples.
    """
    return check_graph_since(ntriples, texts, since(ntriples, texts))
