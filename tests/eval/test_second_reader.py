"""What a real language model's recorded replies come to: found, right, proved; and what is planted in them: nothing of it enters.

Figures only: what the pages of the last check say, and where a reply is wrong, is looked at by nobody.
"""

from __future__ import annotations

import tomllib
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from eval.building import HERE, NAMES
from eval.recorded import MODEL, drafts, judged, pages, reading, recorded, with_table
from iceorg.check import check_graph
from iceorg.evaluate import figures
from iceorg.graph import dump_ntriples, to_triples
from iceorg.llm.answer import read_answer
from iceorg.llm.measured import measured
from iceorg.llm.prompt import prompt
from iceorg.llm.proof import prove
from iceorg.resolve import resolve
from spec.facts.patterns import FactGraph, Pattern

if TYPE_CHECKING:
    from iceorg.evaluate import Figures
    from iceorg.llm.answer import ProposedFact, ProposedThing
    from iceorg.llm.proof import Proof

LAST_CHECK = 10
ABSENT = tomllib.loads((HERE / "absent.toml").read_text(encoding="utf-8"))
DIRECTED = {
    "partOf",
    "reportsTo",
    "programPartOf",
    "succeeds",
    "heads",
    "holdsPost",
    "postIn",
    "administers",
    "locatedIn",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of replies, filled by a server on this machine."""
    return tmp_path_factory.mktemp("replies")


@pytest.fixture(scope="module")
def found(folder: Path) -> dict[bool, Figures]:
    """The figures of the relations, of the model alone and beside the rules."""
    return {beside: figures(judged(folder, beside=beside), "relation") for beside in (False, True)}


def test_what_was_recorded_is_what_is_asked_today() -> None:
    """Every reply has its request, and that begins with the prompt of today and names the page."""
    prompts = recorded("prompt")
    assert set(recorded("reply")) == set(prompts)
    assert {Path(name).stem for name in NAMES} < set(prompts)
    assert len([name for name in recorded("reply") if name.startswith(("p2", "p3"))]) == LAST_CHECK
    for name, document in pages().items():
        assert prompts[name].startswith(f"{prompt().system}\nDocument {document.id}, part 1 of 1.\n")


@pytest.mark.parametrize("beside", [False, True])
def test_unread_pages_are_found_and_right(found: dict[bool, Figures], *, beside: bool) -> None:
    """The model alone, and both readers together, reach an F1 of 0.85 on the relations of the last check."""
    assert found[beside].gold == 302
    assert found[beside].f1 >= 0.85, found[beside]


def test_both_readers_are_right_no_less_often(found: dict[bool, Figures]) -> None:
    """Beside the rules, the model's precision is kept."""
    assert found[True].precision >= found[False].precision


def test_the_measured_figures_are_those_of_today(found: dict[bool, Figures]) -> None:
    """What `measured.toml` tells of this model is what is measured; claims have it as their confidence."""
    (told,) = (one for one in measured() if (one.model, one.prompt) == (MODEL, prompt().sha256))
    assert (told.precision, told.recall) == (round(found[False].precision, 3), round(found[False].recall, 3))


def test_the_readme_tells_the_figures_of_today(folder: Path, root: Path) -> None:
    """What README.md says of the readers is what is measured."""
    page = (root / "README.md").read_text("utf-8")
    assert with_table(page, folder) == page


@pytest.mark.parametrize("beside", [False, True])
def test_every_claim_is_proved(folder: Path, *, beside: bool) -> None:
    """Each graph of all pages keeps the promises: every quote stands in its document, every fact has its claim."""
    readings = [reading(name, folder, beside=beside) for name in pages()]
    graph = dump_ntriples(to_triples(resolve(readings)))
    assert check_graph(graph, {document.sha256: document.text for document in pages().values()}) == ()
    assert sum(one.asked.proved for one in readings if one.asked) > 450


# ------------------------------------------------------------------ planted


def asserted(proof: Proof) -> int:
    """Return how many facts would be asserted."""
    return sum(not fact.doubts for fact in proof.facts)


def planted(name: str, *facts: ProposedFact) -> Proof:
    """Return what of some facts is proved in a page, with the things that its own reply names."""
    answer = read_answer(recorded("reply")[name])
    return prove(drafts(name), replace(answer, facts=facts))


def proposed(name: str) -> tuple[ProposedFact, ...]:
    """Return what the reply about a page proposes."""
    return read_answer(recorded("reply")[name]).facts


@pytest.mark.parametrize("name", recorded("reply"))
def test_quotes_that_differ_by_a_word_prove_nothing(name: str) -> None:
    """A word more, a word less, another word in the middle."""
    forged = []
    for fact in proposed(name):
        words = fact.quote.split()
        middle = len(words) // 2
        forged += [
            replace(fact, quote=" ".join([*words[:middle], "indeed", *words[middle:]])),
            replace(fact, quote=" ".join([*words[:middle], "nowhere", *words[middle + 1 :]])),
        ]
    assert len(forged) > 10
    assert planted(name, *forged).facts == ()


@pytest.mark.parametrize("name", recorded("reply"))
def test_swapped_ends_are_never_asserted(name: str) -> None:
    """Of every fact that is asserted the converse is not, though its quote is true."""
    true = [fact for fact in proposed(name) if fact.relation in DIRECTED and asserted(planted(name, fact))]
    swapped = [replace(one, subject=one.object, object=one.subject, ends=one.ends[::-1]) for one in true]
    assert len(swapped) >= 4
    assert asserted(planted(name, *swapped)) == 0


@pytest.mark.parametrize("name", recorded("reply"))
def test_the_reply_about_another_page_asserts_nothing(name: str) -> None:
    """Its quotes, facts and names are of another document, whatever is true in the world."""
    others = [other for other in recorded("reply") if other[:2] != name[:2] or other[:3] != name[:3]]
    assert len(others) > 3
    assert [other for other in others if asserted(prove(drafts(name), read_answer(recorded("reply")[other])))] == []


@pytest.mark.parametrize("name", recorded("reply"))
def test_wrong_types_are_never_asserted(name: str) -> None:
    """Every thing turned into a person: persons hold posts and head bodies, and neither is left."""
    answer = read_answer(recorded("reply")[name])
    people = tuple(replace(thing, type="Person") for thing in answer.things)
    assert prove(drafts(name), replace(answer, things=people)).facts == ()


@pytest.mark.parametrize(("other", "relation"), [("Unit", "partOf"), ("Agency", "partOf"), ("Place", "locatedIn")])
def test_people_that_the_page_names_are_never_asserted_as_anything_else(other: str, relation: str) -> None:
    """Each turned into a body or a place, and said to be where the body is that its own fact quotes."""
    total = 0
    for name in recorded("reply"):
        things, forged = retyped_people(name, other, relation)
        total += len(forged)
        answer = replace(read_answer(recorded("reply")[name]), things=things, facts=forged)
        assert asserted(prove(drafts(name), answer)) == 0, name
    assert total > 40


def test_a_body_given_the_name_of_another_is_asserted_nothing_of_the_others() -> None:
    """Every fact about a body said of another body that a reply calls by its name as well: nothing of it enters."""
    total = 0
    for name in recorded("reply"):
        answer = read_answer(recorded("reply")[name])
        bodies = [thing for thing in answer.things if thing.type == "Unit"]
        for thief, owner in pairwise(bodies):
            things = tuple(
                replace(thing, names=(*thing.names, owner.names[0])) if thing is thief else thing
                for thing in answer.things
            )
            forged = tuple(
                replace(fact, subject=thief.id)
                for fact in answer.facts
                if fact.subject == owner.id and thief.id != fact.object and thief.names[0] not in fact.quote
            )
            total += len(forged)
            found = prove(drafts(name), replace(answer, things=things, facts=forged)).facts
            assert [one for one in found if owner.names[0] in {spelt for spelt, _ in one.subject.names}] == []
    assert total > 100


def retyped_people(name: str, other: str, relation: str) -> tuple[tuple[ProposedThing, ...], tuple[ProposedFact, ...]]:
    """Return the things of a reply with its people made something else, and its facts about them made a relation."""
    answer = read_answer(recorded("reply")[name])
    known = drafts(name).register.find
    people = {thing.id for thing in answer.things if thing.type == "Person" and known(thing.names[0])}
    bodies = [thing for thing in answer.things if thing.type in {"Agency", "Unit"}]
    forged = tuple(
        replace(fact, relation=relation, subject=body.id, object=fact.subject, ends=(fact.quote, fact.ends[0]))
        for fact in answer.facts
        for body in bodies
        if fact.subject in people and body.names[0] in fact.quote
    )
    return tuple(replace(thing, type=other) if thing.id in people else thing for thing in answer.things), forged


# ------------------------------------------------------------------ the five bundled documents


@pytest.mark.parametrize("beside", [False, True])
@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_found_that_must_be_absent(folder: Path, name: str, *, beside: bool) -> None:
    """Navigation, reviews, phone numbers and tempting readings leave no trace, whoever reads."""
    graph = FactGraph(dump_ntriples(to_triples(resolve([reading(Path(name).stem, folder, beside=beside)]))))
    held = [text for entry in ABSENT[name] for text in entry["never"] if graph.solutions(Pattern.read(text), name)]
    assert held == []
