"""The W3C's tests of query evaluation, each asked over HTTP, in JSON and in XML.

What fails is listed by id in known.toml, each with the reason; one that is listed and passes has failed too.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import rdflib

from serving import served_dataset
from w3c.answers import read_expected, read_graph, read_json, read_xml, same
from w3c.manifests import Case, evaluation_cases, file_of, to_nquads

if TYPE_CHECKING:
    from collections.abc import Iterator

    from serving import Response, Server
    from w3c.answers import Found

CASES = sorted(evaluation_cases(), key=lambda case: (case.default, case.named, case.id))
KNOWN: dict[str, str] = tomllib.loads(Path(__file__).with_name("known.toml").read_text("utf-8"))
ACCEPT = {
    "json": "application/sparql-results+json, text/turtle;q=0.5",
    "xml": "application/sparql-results+xml, application/rdf+xml;q=0.5",
}


@pytest.fixture(scope="module", autouse=True)
def _verbatim() -> Iterator[None]:
    """Read numbers as they are written, so that their spelling is compared as well."""
    before, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    yield
    rdflib.NORMALIZE_LITERALS = before


class Servers:
    """One server at a time; tests of the same data come one after the other, and share it."""

    def __init__(self) -> None:
        self._of: bytes | None = None
        self._server: Server | None = None
        self._running = iter(())

    def of(self, nquads: bytes) -> Server:
        """Return a server of a dataset."""
        if self._server is None or nquads != self._of:
            self.end()
            self._context = served_dataset(nquads)
            self._server, self._of = self._context.__enter__(), nquads
        return self._server

    def end(self) -> None:
        """End the server that runs."""
        if self._server is not None:
            self._context.__exit__(None, None, None)
            self._server = None


@pytest.fixture(scope="module")
def servers() -> Iterator[Servers]:
    """Servers, the last of which is ended."""
    running = Servers()
    yield running
    running.end()


def test_the_suite_is_whole(suite: Path) -> None:
    """It has the 225 tests that are counted on, and no failure is known of any other."""
    assert suite.is_dir()
    assert len(CASES) == 225
    assert len(KNOWN) <= 10
    assert set(KNOWN) <= {case.id for case in CASES}


@pytest.mark.usefixtures("suite")
@pytest.mark.parametrize("form", ACCEPT)
@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_query_evaluation(case: Case, form: str, servers: Servers) -> None:
    """The answer is the expected one, or the failure is known."""
    server = servers.of(to_nquads(case.default, case.named))
    query = f"BASE <{case.query}>\n{file_of(case.query).read_text('utf-8')}"
    answer = server.post(query, accept=ACCEPT[form])
    passed = answer.status == 200 and same(read_expected(case.result), read(answer), lax=case.lax)
    assert passed == (case.id not in KNOWN), answer.text[:2000]


def read(answer: Response) -> Found:
    """Return an answer in the format that it says it has."""
    if answer.media.endswith("results+json"):
        return read_json(answer.body)
    if answer.media.endswith("results+xml"):
        return read_xml(answer.body)
    return read_graph(answer.body, {"text/turtle": "turtle", "application/rdf+xml": "xml"}[answer.media], "")
