"""Claims become triples: the facts, why each is believed, and the documents they were read from."""

from iceorg.graph.build import to_ntriples, to_triples
from iceorg.graph.ntriples import dump_nquads, dump_ntriples, line_of, quoted

__all__ = ["dump_nquads", "dump_ntriples", "line_of", "quoted", "to_ntriples", "to_triples"]
