"""Where a graph is kept and asked: one small interface, pyoxigraph behind it."""

from iceorg.store.base import Answer, Store, Value
from iceorg.store.oxigraph import OxigraphStore, read_triples
from iceorg.store.result import open_result

__all__ = ["Answer", "OxigraphStore", "Store", "Value", "open_result", "read_triples"]
