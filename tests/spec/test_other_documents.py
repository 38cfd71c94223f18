"""The catalogue serves any organisation: pages about others are asked the same questions, unchanged.

Sixteen pages of the practice corpus, about as many organisations of four countries, make one graph. What to ask about
comes from the graph itself.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from eval.building import graph_of
from iceorg.query import ParameterKind, catalogue, labels, run_query, run_question, understand
from iceorg.query.rows import text_of
from iceorg.store import OxigraphStore

if TYPE_CHECKING:
    from iceorg.query import Question, Rows
    from iceorg.store import Store

CORPUS = Path(__file__).parents[1] / "corpus" / "documents"
PAGES = (
    "p01-ice-offices-by-official.txt",
    "p02-ero-field-offices.txt",
    "p06-border-patrol-sectors.md",
    "p07-cisa-leadership.html",
    "p08-coast-guard-profile.txt",
    "p10-ojp-organization.txt",
    "p12-consular-affairs-chart.txt",
    "p13-irs-ci-new-chief.txt",
    "p15-home-office-who-we-are.txt",
    "p16-cbsa-corporate-profile.txt",
    "p17-calverra-state-police-reorganisation.txt",
    "p18-orrin-county-sheriff-command-staff.txt",
    "p19-tallis-attorney-general-programs.txt",
    "t105-bls-frequently-asked.txt",
    "t108-national-archives-article.txt",
    "t110-federal-courts-support.html",
)
ABOUT = {
    "acronym": "?thing iceorg:acronym ?value",
    "body": "?thing iceorg:administers|org:subOrganizationOf|^org:organization|schema:location|iceorg:partnersWith ?value",
    "part": "?thing org:subOrganizationOf ?value",
    "post": "?someone org:reportsTo ?thing",
    "program": "?thing dcterms:isPartOf|^iceorg:administers ?value",
    "superior": "?someone org:reportsTo ?thing",
    "thing": "?thing iceorg:established|iceorg:mission|iceorg:legalBasis|iceorg:statedCount|dcterms:replaces ?value",
    "who": "?thing org:reportsTo ?value",
    "whole": "?part org:subOrganizationOf ?thing",
}
"""Of what things a parameter may be, as the graph tells."""
TEXTS = {"words": "the", "earlier": "2022", "later": "2023", "written": "10/02/2023"}
MOST_TRIED = 60


@pytest.fixture(scope="module")
def others() -> Store:
    """The graph of the sixteen pages."""
    store = OxigraphStore()
    store.load(graph_of(*(CORPUS / page for page in PAGES)))
    return store


def _asked(store: Store, question: Question) -> Rows:
    """Return the first answer with rows that the question has about what the graph knows, or an empty one."""
    open_ones = [p for p in question.parameters if p.required and p.name not in TEXTS]
    fixed = {p.name: TEXTS[p.name] for p in question.parameters if p.required and p.name in TEXTS}
    tried = [fixed]
    for parameter in open_ones:
        values = run_query(store, f"SELECT DISTINCT ?thing ?value {{ {ABOUT[parameter.name]} }} ORDER BY ?thing ?value")
        column = "value" if parameter.kind is ParameterKind.TEXT else "thing"
        some = list(dict.fromkeys(map(text_of, values.column(column))))
        tried = [given | {parameter.name: value} for given in tried for value in some[:MOST_TRIED]]
    answers = (run_question(store, question.name, given) for given in tried)
    return next((rows for rows in answers if rows), run_question(store, question.name, tried[0]))


UNSAID = {"list-agreements", "list-disagreements", "read-date", "state-law"}
"""What these pages leave open: each is about another organisation, so that hardly two of them agree or differ."""


@pytest.mark.parametrize("question", catalogue(), ids=lambda q: q.name)
def test_a_question_is_answered_about_other_organisations(others: Store, question: Question) -> None:
    """With rows where the pages have an answer, and in words where they have none."""
    answer = _asked(others, question)
    assert bool(answer) == (question.name not in UNSAID)
    assert bool(answer) != answer.note.startswith("Not stated: ")


@pytest.mark.parametrize("question", [q for q in catalogue() if q.cites], ids=lambda q: q.name)
def test_what_is_quoted_stands_in_the_page(others: Store, question: Question) -> None:
    """At the offset that the row gives."""
    answer = _asked(others, question).select(("document", "quote", "start"))
    cited = [row for row in answer if row[0] is not None]
    files = labels(others, {text_of(document) for document, _, _ in cited})
    assert bool(cited) == (question.name not in UNSAID)
    for document, quote, start in cited:
        read = _text(files[text_of(document)])
        assert read.startswith(text_of(quote), int(text_of(start)))


def _text(file: str) -> str:
    from iceorg.documents import read_documents

    (document,) = read_documents([CORPUS / file]).documents
    return document.text


def test_plain_words_find_names_of_other_organisations(others: Store) -> None:
    """Nothing of the five documents is known beforehand."""
    (meant,) = understand(others, "What is the Canada Border Services Agency part of?")
    assert meant.question.name == "name-whole"
