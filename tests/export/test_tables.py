"""CSV: what a spreadsheet and the csv module read, and cells that no spreadsheet runs."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import pytest

from builders import lake_resolution
from iceorg.export import export_graph
from iceorg.export.tables import COLUMNS, guarded
from iceorg.graph import dump_ntriples, to_triples
from iceorg.model import Literal
from iceorg.store import OxigraphStore
from iceorg.vocab import ID_BASE, Iri, org, rdf, skos

FORMULA = '=HYPERLINK("https://example.org","look")'
EVIL = Iri(f"{ID_BASE}evil")
GRAPH = dump_ntriples(
    [*to_triples(lake_resolution()), (EVIL, rdf.TYPE, org.Post), (EVIL, skos.PREF_LABEL, Literal(FORMULA))]
)


def folder(form: str = "csv") -> dict[str, str]:
    """Return the files of the export."""
    store, stream = OxigraphStore(), io.BytesIO()
    store.load(GRAPH)
    export_graph(store, form, stream)
    with zipfile.ZipFile(stream) as zipped:
        return {name: zipped.read(name).decode() for name in zipped.namelist()}


def table(name: str, form: str = "csv") -> list[dict[str, str]]:
    """Return the rows of a table."""
    return list(csv.DictReader(io.StringIO(folder(form)[f"{name}.csv"], newline="")))


def test_there_are_four_tables_and_their_description() -> None:
    """The description names each table's columns in their order, as CSVW wants it."""
    told = json.loads(folder()["csv-metadata.json"])
    columns = {one["url"]: [column["name"] for column in one["tableSchema"]["columns"]] for one in told["tables"]}
    assert told["@context"][0] == "http://www.w3.org/ns/csvw"
    assert columns == {f"{name}.csv": list(named) for name, named in COLUMNS.items()}
    assert {name: list(table(name)[0]) for name in COLUMNS} == {name: list(named) for name, named in COLUMNS.items()}


def test_a_fact_has_names_beside_iris() -> None:
    """And how it is known."""
    (row,) = (r for r in table("facts") if r["property"] == "org:holds")
    assert (row["subject_name"], row["object_name"], row["statuses"]) == ("Bo Reed", "Chief Surveyor", "Stated")
    assert int(row["claims"]) >= 1


def test_a_claim_has_its_words_and_their_place() -> None:
    """A line of a text with line feeds is read back whole."""
    quotes = {row["quote"] for row in table("claims")}
    said = {row["object"] for row in table("claims") if row["property"] == "iceorg:mission"}
    assert all(len(row["quote"]) == int(row["end"]) - int(row["start"]) for row in table("claims"))
    assert "May 2, 2019" in quotes
    assert "know every depth — 🌊 from shore\nto shore" in said


def test_documents_have_digests() -> None:
    """Of 64 digits."""
    assert [len(row["sha256"]) for row in table("documents")] == [64, 64]


def test_a_formula_is_guarded_unless_the_bare_form_is_asked_for() -> None:
    """Programs want the text as it is."""
    names = [{row["name"] for row in table("things", form)} for form in ("csv", "csv-bare")]
    assert [FORMULA in found for found in names] == [False, True]
    assert f"'{FORMULA}" in names[0]


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1"])
def test_every_beginning_of_a_formula_is_guarded(cell: str) -> None:
    """Spaces before it do not hide it."""
    assert guarded(cell) == f"'{cell}"
