"""CSV for spreadsheets: things, facts, claims and documents, and the CSVW description of their columns, in one zip file.

A spreadsheet runs a cell that begins with `=` as a formula. Such cells get an apostrophe in front, unless the
bare form is asked for, which programs want.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from functools import partial
from typing import IO, TYPE_CHECKING, Any

from iceorg.export.base import Exporter
from iceorg.export.network import claims_by_fact, kind_of, local_name, name_of, texts
from iceorg.export.quads import statements, things
from iceorg.model import Literal
from iceorg.vocab import Iri, dcterms, foaf, iceorg, oa, prov, rdf, shorten, skos

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iceorg.export.arrange import Arranged, Said
    from iceorg.model import Triple

Row = tuple[str, ...]
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_FIRST_DAY_OF_ZIP = (1980, 1, 1, 0, 0, 0)
_BETWEEN = "|"
COLUMNS: dict[str, dict[str, str]] = {
    "things": {
        "iri": "What stands for the thing in the graph.",
        "kind": "What it is: agency, unit, post, person, program, group, place ...",
        "name": "Its preferred name.",
        "other_names": "Its other names, a bar between them.",
    },
    "facts": {
        "subject": "The thing that the fact is about.",
        "subject_name": "Its name.",
        "property": "The property, with its prefix.",
        "object": "The other thing, or the value.",
        "object_name": "The other thing's name; for a value, the value.",
        "statuses": "How the fact is known, a bar between several.",
        "claims": "How many claims there are for it.",
    },
    "claims": {
        "claim": "The claim.",
        "subject": "The thing that it is about.",
        "property": "The property, with its prefix.",
        "object": "The other thing, or the value.",
        "status": "Stated, Layout, Inferred, Curated; Suggested and Rejected are no facts.",
        "rule": "The rule that made it.",
        "confidence": "How sure it is, from 0 to 1; empty if no share was measured.",
        "observed_on": "The date that the document states; empty if it states none.",
        "document": "The document.",
        "start": "Where the words begin, in characters.",
        "end": "Where they end.",
        "quote": "The exact words. A claim that rests on two passages has two rows.",
    },
    "documents": {
        "iri": "What stands for the document in the graph.",
        "title": "Its title.",
        "file_name": "The file that it was read from.",
        "publisher": "Who published it, if stated.",
        "stated_date": "The date that stands in the text, if one does.",
        "sha256": "The digest of its bytes.",
    },
}


def tables(graph: Arranged) -> dict[str, list[Row]]:
    """Return the rows of each table, sorted; the columns are those of `COLUMNS`."""
    rows = {"things": _things(graph), "facts": _facts(graph), "claims": _claims(graph), "documents": _documents(graph)}
    return {name: sorted(found) for name, found in rows.items()}


def write_csv(graph: Arranged, stream: IO[bytes], *, guard: bool = True) -> None:
    """Write the tables and their description into a zip file.

    Args:
        graph: The graph.
        stream: Where to write.
        guard: Whether a cell that a spreadsheet would run gets an apostrophe in front.
    """
    files = {f"{name}.csv": _csv(name, rows, guard=guard) for name, rows in tables(graph).items()}
    files["csv-metadata.json"] = json.dumps(_description(), indent=1, ensure_ascii=False) + "\n"
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, text in sorted(files.items()):
            entry = new_entry(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            folder.writestr(entry, text.encode())


def new_entry(name: str) -> zipfile.ZipInfo:
    """Return the entry of a file in a zip file, without the time at which it was written."""
    entry = zipfile.ZipInfo(name, _FIRST_DAY_OF_ZIP)
    entry.external_attr = 0o644 << 16
    return entry


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet runs.

    >>> guarded("=1+1"), guarded("Office of Rescue")
    ("'=1+1", 'Office of Rescue')
    """
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell


def _csv(name: str, rows: list[Row], *, guard: bool) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS[name])
    writer.writerows([guarded(cell) for cell in row] if guard else row for row in rows)
    return text.getvalue()


def _description() -> dict[str, Any]:
    """Return the CSVW metadata: each table with its columns."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "tables": [
            {
                "url": f"{name}.csv",
                "tableSchema": {
                    "columns": [
                        {"name": column, "titles": column, "dc:description": said, "datatype": "string"}
                        for column, said in columns.items()
                    ]
                },
            }
            for name, columns in COLUMNS.items()
        ],
    }


def _things(graph: Arranged) -> Iterator[Row]:
    for iri, about in graph.said.items():
        kind = kind_of(about)
        if kind and foaf.Document not in about.get(rdf.TYPE, ()):
            yield iri, kind, name_of(iri, about), _BETWEEN.join(sorted(texts(about, skos.ALT_LABEL)))


def _facts(graph: Arranged) -> Iterator[Row]:
    for fact, claims in claims_by_fact(graph.said).items():
        subject, predicate, what = fact
        statuses = {local_name(status) for claim in claims for status in things(graph.said[claim], iceorg.STATUS)}
        name, shown = (name_of(iri, graph.said.get(iri, {})) for iri in (subject, Iri(_text(what))))
        shown = what.value if isinstance(what, Literal) else shown
        yield subject, name, shorten(predicate), _text(what), shown, _BETWEEN.join(sorted(statuses)), str(len(claims))


def _claims(graph: Arranged) -> Iterator[Row]:
    for claim, about in graph.said.items():
        if iceorg.Claim in about.get(rdf.TYPE, ()):
            for fact in statements(about):
                for passage in sorted(things(about, prov.WAS_DERIVED_FROM)) or [Iri("")]:
                    yield _claim(claim, fact, about, graph.said.get(passage, {}))


def _claim(claim: Iri, fact: Triple, about: Said, passage: Said) -> Row:
    subject, predicate, what = fact
    known = [_first(about, one) for one in (iceorg.RULE, iceorg.CONFIDENCE, iceorg.OBSERVED_ON)]
    place = [_first(passage, one) for one in (oa.HAS_SOURCE, iceorg.START, iceorg.END, iceorg.QUOTE)]
    status = local_name(Iri(_first(about, iceorg.STATUS)))
    return (claim, subject, shorten(predicate), _text(what), status, *known, *place)


def _documents(graph: Arranged) -> Iterator[Row]:
    asked = (dcterms.TITLE, iceorg.FILE_NAME, iceorg.PUBLISHER, iceorg.STATED_DATE, iceorg.SHA256)
    for iri, about in graph.said.items():
        if foaf.Document in about.get(rdf.TYPE, ()):
            yield (iri, *(_first(about, one) for one in asked))


def _first(about: Said, predicate: Iri) -> str:
    return next((_text(term) for term in about.get(predicate, ())), "")


def _text(term: Iri | Literal) -> str:
    return term.value if isinstance(term, Literal) else term


_LOST = "the datatypes of values, and what is said of passages and models beside the columns"
CSV = Exporter("csv", ".csv.zip", "application/zip", write_csv, _LOST)
CSV_BARE = Exporter("csv-bare", ".csv.zip", "application/zip", partial(write_csv, guard=False), _LOST)
