"""FollowTheMoney, Popolo and Parquet, as the programs that read them want them."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest

from builders import lake_resolution
from eval.building import five
from iceorg.errors import ExportError
from iceorg.export import export_graph
from iceorg.export.tables import COLUMNS
from iceorg.graph import dump_ntriples, to_triples
from iceorg.store import OxigraphStore

SCHEMATA: dict[str, dict[str, str]] = json.loads(Path(__file__).with_name("schemata.json").read_text("utf-8"))
"""The properties of the schemata that are used, and which of them lead to what, as followthemoney 4.11.2 has them."""


def written(form: str, graph: bytes) -> bytes:
    """Return a graph in a format."""
    store, stream = OxigraphStore(), io.BytesIO()
    store.load(graph)
    export_graph(store, form, stream)
    return stream.getvalue()


LAKE = dump_ntriples(to_triples(lake_resolution()))
GRAPHS = pytest.mark.parametrize("graph", [LAKE, five()], ids=["lake", "five"])


def entities(graph: bytes) -> dict[str, Any]:
    """Return FollowTheMoney entities by their ids."""
    lines = written("followthemoney", graph).decode().splitlines()
    found = {entity["id"]: entity for entity in map(json.loads, lines)}
    assert len(found) == len(lines)
    return found


@GRAPHS
def test_every_entity_has_only_what_its_schema_has(graph: bytes) -> None:
    """And where a property leads to an entity, that is there and of the right schema."""
    found = entities(graph)
    for entity in found.values():
        known = SCHEMATA[entity["schema"]]
        assert set(entity["properties"]) <= set(known)
        for name, values in entity["properties"].items():
            if known[name]:
                assert {found[value]["schema"] for value in values} <= set(known[name].split())


def test_a_relation_has_its_documents_and_words() -> None:
    """A reporting line is a link with its role, since the model has no word for it."""
    links = [one["properties"] for one in entities(LAKE).values() if one["schema"] == "UnknownLink"]
    reports = [one for one in links if one["role"] == ["reports to"] and one["subject"] == ["soundings"]]
    assert ["surveyor"] in [one["object"] for one in reports]
    assert all(one["proof"] and one["summary"] for one in reports)


def test_an_acting_holder_fills_the_post_in_that_capacity() -> None:
    """And a plain one without a word."""
    filled = [one["properties"] for one in entities(LAKE).values() if one["schema"] == "Occupancy"]
    told = {(one["holder"][0], one["post"][0]): one.get("description") for one in filled}
    assert told["moss", "director"] == ["acting"]
    assert told["reed", "surveyor"] is None


@GRAPHS
def test_popolo_refers_to_what_it_has(graph: bytes) -> None:
    """Every id that a record names is that of a record of the right class."""
    whole = json.loads(written("popolo", graph))
    ids = {name: {record["id"] for record in records} for name, records in whole.items()}
    homes = {
        "person_id": "persons",
        "post_id": "posts",
        "organization_id": "organizations",
        "parent_id": "organizations",
    }
    for records in whole.values():
        for record in records:
            assert all(record[key] in ids[home] for key, home in homes.items() if key in record)
    assert all(record["sources"] for record in whole["memberships"])


def test_popolo_says_who_fills_which_post_since_when() -> None:
    """With the capacity in the role, and the words as the source's note."""
    whole = json.loads(written("popolo", five()))
    (one,) = (one for one in whole["memberships"] if "strait" in one["person_id"])
    assert one["role"] == "acting Community Outreach Coordinator"
    assert one["sources"][0]["note"].startswith("community-outreach-fact-sheet.txt: The Acting ICE")


def test_a_web_address_has_its_scheme() -> None:
    """Else other programs drop it: the documents write `www.ICE.gov`."""
    addresses = [one["properties"].get("website", []) for one in entities(five()).values()]
    assert ["http://www.ICE.gov"] in addresses
    organizations = json.loads(written("popolo", five()))["organizations"]
    assert {link["url"] for one in organizations for link in one.get("links", ())} == {"http://www.ICE.gov"}


def test_parquet_has_the_columns_with_their_types() -> None:
    """Each with its description, and places as numbers."""
    with zipfile.ZipFile(io.BytesIO(written("parquet", five()))) as folder:
        assert set(folder.namelist()) == {f"{name}.parquet" for name in COLUMNS}
        claims = pyarrow.parquet.read_table(io.BytesIO(folder.read("claims.parquet")))
    assert claims.column_names == list(COLUMNS["claims"])
    assert str(claims.schema.field("start").type) == "int64"
    rows = claims.to_pylist()
    assert all(row["end"] - row["start"] == len(row["quote"]) for row in rows)


def test_an_empty_graph_is_written_in_each_form() -> None:
    """With the same columns and lists, and nothing in them."""
    assert written("followthemoney", b"") == b""
    assert not any(json.loads(written("popolo", b"")).values())
    assert written("parquet", b"")


def test_without_pyarrow_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """In one sentence."""
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(ExportError, match="needs pyarrow"):
        written("parquet", LAKE)
