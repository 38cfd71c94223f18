"""Where a graph is kept and asked: one small interface, pyoxigraph or a SPARQL endpoint behind it."""

from typing import TYPE_CHECKING, Final

from iceorg.lazy import load_when_used
from iceorg.store.base import Answer, Store
from iceorg.store.functions import FUNCTIONS
from iceorg.store.hierarchy import Hierarchy, hierarchy
from iceorg.store.oxigraph import OxigraphStore, is_canonical, read_triples
from iceorg.store.result import REPORT, kept_contacts, open_result, read_output, read_result, text_digests
from iceorg.store.written import read_written

if TYPE_CHECKING:
    from iceorg.store.access import Access
    from iceorg.store.cited import read_cited
    from iceorg.store.intact import find_damage, sealed
    from iceorg.store.kept import FOR_ANY, FOR_ONE_QUESTION, Indexes
    from iceorg.store.remote import RemoteStore

_HOMES: Final = {
    "Access": "access",
    "FOR_ANY": "kept",
    "FOR_ONE_QUESTION": "kept",
    "Indexes": "kept",
    "RemoteStore": "remote",
    "find_damage": "intact",
    "read_cited": "cited",
    "sealed": "intact",
}
"""The module of each name that a graph on this machine needs not: loaded when it is first used."""

__all__ = [
    "FOR_ANY",
    "FOR_ONE_QUESTION",
    "FUNCTIONS",
    "REPORT",
    "Access",
    "Answer",
    "Hierarchy",
    "Indexes",
    "OxigraphStore",
    "RemoteStore",
    "Store",
    "find_damage",
    "hierarchy",
    "is_canonical",
    "kept_contacts",
    "open_result",
    "read_cited",
    "read_output",
    "read_result",
    "read_triples",
    "read_written",
    "sealed",
    "text_digests",
]

__getattr__ = load_when_used(__name__, _HOMES)
