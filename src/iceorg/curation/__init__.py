"""What people decided: entries of curation files, checked, and applied to what documents say.

A file is reviewed as code is. Each entry says who decided, when and why; what it changes is never lost but
kept as a claim that names the decision. An entry that cannot be meant stops the build with its line and a
way to mend it; one that no longer matches anything is reported.
"""

from iceorg.curation.apply import curated
from iceorg.curation.outside import NOTHING_OUTSIDE, Beside, Outside, known_beside, outside_iri, read_outside
from iceorg.curation.read import NOTHING_DECIDED, OUTSIDE, Curation, curation_files, read_curation

__all__ = [
    "NOTHING_DECIDED",
    "NOTHING_OUTSIDE",
    "OUTSIDE",
    "Beside",
    "Curation",
    "Outside",
    "curated",
    "curation_files",
    "known_beside",
    "outside_iri",
    "read_curation",
    "read_outside",
]
