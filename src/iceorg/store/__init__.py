"""Where a graph is kept and asked: one small interface, pyoxigraph or a SPARQL endpoint behind it."""

from iceorg.store.access import Access
from iceorg.store.base import Answer, Store
from iceorg.store.oxigraph import OxigraphStore, read_triples
from iceorg.store.remote import RemoteStore
from iceorg.store.result import open_result

__all__ = ["Access", "Answer", "OxigraphStore", "RemoteStore", "Store", "open_result", "read_triples"]
