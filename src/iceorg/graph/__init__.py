"""Claims become triples: the facts, why each is believed, and the documents they were read from."""

from iceorg.graph.build import to_ntriples, to_triples
from iceorg.graph.difference import Change, Written, difference, lines_about, place_of_line
from iceorg.graph.ntriples import dump_nquads, dump_ntriples, line_of, quoted
from iceorg.graph.renewal import Renewal, is_plain, renewal, renewed

__all__ = [
    "Change",
    "Renewal",
    "Written",
    "difference",
    "dump_nquads",
    "dump_ntriples",
    "is_plain",
    "line_of",
    "lines_about",
    "place_of_line",
    "quoted",
    "renewal",
    "renewed",
    "to_ntriples",
    "to_triples",
]
