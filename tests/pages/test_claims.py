"""What the page of a claim tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from iceorg.documents import read_documents
from iceorg.pages import read_site
from iceorg.pages.claims import is_claim, read_claim
from iceorg.pages.render import claim_page
from iceorg.query import why
from iceorg.store import open_result
from iceorg.vocab import Iri, iceorg

if TYPE_CHECKING:
    from pathlib import Path

    from iceorg.pages import Site


@pytest.fixture(scope="module")
def site(built: Path, root: Path) -> Site:
    """The five documents with their texts."""
    documents = read_documents([root / "data" / "documents"]).documents
    return read_site(open_result(built), {document.sha256: document.text for document in documents})


def test_a_claim_shows_its_words_in_their_surroundings(site: Site) -> None:
    """The words are the document's own, and so is what stands around them."""
    (reason, *_) = why(site.store, "ICE", "part of")
    told = read_claim(site, Iri(reason.claim))
    quoted = told.quotes[0]
    text = next(text for document, text in site.texts.items() if document == quoted.place.source.iri)
    around = quoted.before.removeprefix("… ") + quoted.place.quote + quoted.after.removesuffix(" …")
    assert around in text
    assert (told.subject.text, told.predicate.text) == ("U.S. Immigration and Customs Enforcement", "part of")
    assert told.asserted


def test_a_layout_claim_shows_both_of_its_passages(site: Site) -> None:
    """The line, and the sentence that gives the list its meaning."""
    (reason, *_) = why(site.store, "Federal Protective Service", "reports to")
    told = read_claim(site, Iri(reason.claim))
    assert told.status == "Layout"
    assert len(told.quotes) > 1
    assert told.citation.plain.count("SHA-256") == len(told.quotes)


def test_what_another_document_says_too_is_named(site: Site) -> None:
    """With its status and date, and where its page is."""
    claims = [Iri(reason.claim) for reason in why(site.store, "ICE", "part of")]
    for claim in claims:
        assert {other.iri for other in read_claim(site, claim).others} == set(claims) - {claim}


def test_a_suggestion_says_that_it_is_no_fact(site: Site) -> None:
    """On top of its page."""
    claim = next(claim for claim, _, _ in site.store.triples(predicate=iceorg.STATUS, object=iceorg.Suggested))
    told = read_claim(site, claim)
    assert not told.asserted
    assert '<p class="note">It may be so.' in claim_page(site.places, told)


def test_what_is_no_claim_is_told_from_one(site: Site) -> None:
    """A thing has a page of another kind."""
    assert not is_claim(site, site.iri("agency-immigration-and-customs-enforcement"))


def test_without_its_text_a_claim_still_shows_its_words(built: Path) -> None:
    """Only what stands around them is missing."""
    site = read_site(open_result(built), {})
    (reason, *_) = why(site.store, "ICE", "part of")
    (quoted, *_) = read_claim(site, Iri(reason.claim)).quotes
    assert quoted.place.quote
    assert (quoted.before, quoted.after) == ("", "")
