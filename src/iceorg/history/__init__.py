"""Time and disagreement: what was seen by a day, what differs between two, where documents disagree or agree."""

from iceorg.history.candidates import SAME, SUCCESSOR, Candidate, candidates
from iceorg.history.changes import Change, Kind, changes, changes_of_results
from iceorg.history.conflicts import Conflict, Side, Sort, agreements, bare, conflicts, differences, fullness
from iceorg.history.events import event_triples
from iceorg.history.findings import Findings, findings
from iceorg.history.glimpses import Glimpse, Laid, find_glimpses, read_glimpses
from iceorg.history.narrowed import graph_as_of
from iceorg.history.record import SELECTORS, Observation, Record, Words, read_record, without_selectors
from iceorg.history.slots import answers
from iceorg.history.standing import Ending, Lane, Standing, Undated, as_of, endings, is_told, last_day, replacements
from iceorg.history.tables import (
    candidate_data,
    candidate_rows,
    change_data,
    change_rows,
    conflict_data,
    conflict_rows,
    standing_data,
    standing_rows,
)

__all__ = [
    "SAME",
    "SELECTORS",
    "SUCCESSOR",
    "Candidate",
    "Change",
    "Conflict",
    "Ending",
    "Findings",
    "Glimpse",
    "Kind",
    "Laid",
    "Lane",
    "Observation",
    "Record",
    "Side",
    "Sort",
    "Standing",
    "Undated",
    "Words",
    "agreements",
    "answers",
    "as_of",
    "bare",
    "candidate_data",
    "candidate_rows",
    "candidates",
    "change_data",
    "change_rows",
    "changes",
    "changes_of_results",
    "conflict_data",
    "conflict_rows",
    "conflicts",
    "differences",
    "endings",
    "event_triples",
    "find_glimpses",
    "findings",
    "fullness",
    "graph_as_of",
    "is_told",
    "last_day",
    "read_glimpses",
    "read_record",
    "replacements",
    "standing_data",
    "standing_rows",
    "without_selectors",
]
