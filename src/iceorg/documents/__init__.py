"""Documents in: bytes to text, text to blocks and sentences whose offsets never move.

`read_documents` reads files: `finding` finds them, `fetching` those that lie elsewhere, `members` opens them and what lies in them (`gzipped`, `zipped`,
`captures` of the web), `formats` knows what kinds there are and makes each a text (`decode`, `pdf`, `word`), `masking` takes
from it what is never shown (`contacts`, suppressed names), `described` adds what is known from outside (`sources`), and
`intake` joins all. What is not read is a `refusal`; `tally` counts what came of an archive, and `limits` says how much
is taken in. `lay_out` reads a text, in three steps:

1. a view and pieces: `plain` for text and Markdown (`lines`, `wrapping` joins wrapped lines, `regions`
   and `columns` find tables and their cells, `inline` and `front_matter` the marks of Markdown),
   `hypertext` for HTML (`tags` scans, `elements` knows the elements)
2. `furniture` says which pieces are not read, and by which rule
3. `outline` says what the others are and what they stand under (`headings` ranks headings), and
   `sentences` splits them

Words that these steps go by stand in phrases.toml; `shapes` and `signs` know what lines look like.
"""

from iceorg.documents.intake import Intake, read_documents
from iceorg.documents.layout import lay_out
from iceorg.documents.limits import Limits
from iceorg.documents.masking import masked, to_mask
from iceorg.documents.refusal import Refusal

__all__ = ["Intake", "Limits", "Refusal", "lay_out", "masked", "read_documents", "to_mask"]
