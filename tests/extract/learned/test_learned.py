"""What the learned parts read of a page, on pages that nobody has trained on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import document
from iceorg.documents import lay_out
from iceorg.documents.masking import MASK
from iceorg.extract import read_layout
from iceorg.extract.learned.drafting import RULES
from iceorg.extract.learned.features import Page
from iceorg.extract.learned.guards import is_guarded
from iceorg.extract.learned.joining import read_joins
from iceorg.extract.learned.model import shipped_model
from iceorg.extract.learned.pairs import LEGAL, candidates, features
from iceorg.extract.learned.scoring import score
from iceorg.extract.learned.tagger import Tag, shipped, tag_page, tags_of, without_honours
from iceorg.extract.learned.things import scene_of
from iceorg.extract.learned.trees import LEAF, Node, Trees, dump_trees, load_trees
from iceorg.extract.learned.weights import STEP, digests, dump_weights, load_weights
from iceorg.extract.reader import read_by_rules
from iceorg.model import Key, Kind, Reading, Status
from iceorg.training.fit import fit_trees, labels_of
from iceorg.vocab import org

ROSTER = """THE KELP BOARD
Who we are

The Kelp Board is an agency of the Ministry of Shores. Its seat is Tolben Quay.

Harvest Division ........ Maren Isbister, Director
Permits Division ........ Olu Adebayo, Director

The Harvest Division runs the Clean Strand Campaign together with the Divers' Union.
"""


def seen(text: str) -> Page:
    """Return a text as the learned parts see it."""
    layout = lay_out(document(text))
    register, _ = read_by_rules(layout)
    return Page(layout, register)


def learned(text: str) -> Reading:
    """Return what rules and learned parts read in a text."""
    return read_layout(lay_out(document(text)))


def test_the_tagger_finds_names_it_has_never_seen() -> None:
    """Bodies, people and programs are told by their words and by what stands beside them."""
    page = seen(ROSTER)
    found = {
        (" ".join(word.text for word in line.words[one.first : one.last + 1]), one.kind)
        for line, tags in zip(page.lines, tag_page(page, shipped()), strict=True)
        for one in tags
    }
    assert {("Harvest Division", "Org"), ("Maren Isbister", "Person"), ("Ministry of Shores", "Org")} <= found


def test_every_learned_claim_says_how_sure_it_is_and_where_it_stands() -> None:
    """Rule, confidence between 0 and 1, and passages of one sentence or of two that the layout joins."""
    claims = [claim for claim in learned(ROSTER).claims if claim.rule in RULES.values()]
    assert claims
    for claim in claims:
        assert claim.confidence is not None
        assert 0 < claim.confidence < 1
        assert len(claim.passages) in {Status.STATED: (1,), Status.LAYOUT: (2,)}.get(claim.status, (1, 2))
        assert all(passage.quote in ROSTER for passage in claim.passages)


def test_what_is_seldom_right_is_only_suggested() -> None:
    """A learned fact is right more often than not; what is not that sure is no fact of the graph."""
    for name, worth in shipped_model().worth.items():
        for least in (worth.asserted(stated=True), worth.asserted(stated=False)):
            tenths = [share for tenth, share in enumerate(worth.right) if tenth / 10 >= least]
            assert not tenths or (tenths[0] > 0.5 and sum(tenths) / len(tenths) >= 0.6), name


@pytest.mark.parametrize(
    "said",
    [
        "The Gate Office is not part of the Kelp Board.",
        "A bill would make the Gate Office part of the Kelp Board.",
        "Is the Gate Office part of the Kelp Board?",
        "The Gate Office was formerly part of the Kelp Board.",
    ],
)
def test_a_denial_the_past_a_plan_and_a_question_are_no_statements(said: str) -> None:
    """However likely the names are to be joined, such a sentence joins nothing."""
    page = "The Kelp Board\n\nThe Kelp Board is an agency. " + said + "\n"
    claims = [c for c in learned(page).claims if c.rule == "M-PARTOF"]
    assert not [c for c in claims if "gate office" in str(c.subject)]


@pytest.mark.parametrize(
    ("said", "guarded"),
    [
        ("It is not new ; the Gate Office is part of the Kelp Board.", False),
        ("It may be that the Gate Office is part of the Kelp Board.", True),
        ("There is no Gate Office in the Kelp Board.", True),
    ],
)
def test_a_guard_holds_in_its_clause(said: str, guarded: bool) -> None:  # noqa: FBT001 - a case
    """A semicolon ends what "not" speaks of."""
    page = seen(said)
    words = [word.text for word in page.lines[0].words]
    tags = [
        [
            Tag(words.index("Gate"), words.index("Gate") + 1, "Org"),
            Tag(words.index("Kelp"), words.index("Kelp") + 1, "Org"),
        ]
    ]
    scene, _ = scene_of(page, tags)
    assert is_guarded(scene, *scene.spots) is guarded


def test_a_question_that_takes_a_body_for_granted_guards_nothing_below_it() -> None:
    """What stands under "How is the Board organised?" is its answer; whether there is one, another question asks."""
    for question, guarded in (("How is the Kelp Board organised?", False), ("Will the Kelp Board grow?", True)):
        page = seen(f"# {question}\n\n- Gate Office\n- Toll Office\n")
        tags = [
            [Tag(i, i + 1, "Org") for i, word in enumerate(line.words) if word.text in ("Kelp", "Gate")]
            for line in page.lines
        ]
        scene, _ = scene_of(page, tags)
        assert is_guarded(scene, *scene.spots) is guarded, question


def test_a_person_keeps_the_full_name_whatever_form_comes_last() -> None:
    """The surname alone, further down, is another name of the person, and no second person."""
    page = "The Kelp Board\n\nDirector: Maren Isbister\nClerk: Olu Adebayo\n\nQuestions go to Ms. Isbister at the Kelp Board.\n"
    ends = {end for c in learned(page).claims for end in (c.subject, c.object) if isinstance(end, Key)}
    assert {end.name for end in ends if end.kind is Kind.PERSON} == {"maren isbister", "olu adebayo"}


def test_the_same_page_gives_the_same_claims() -> None:
    """Two readings of one page differ in nothing."""
    assert learned(ROSTER).claims == learned(ROSTER).claims


def test_what_rules_read_is_not_said_twice() -> None:
    """A fact that a rule has read between two things gets no claim of the learned parts."""
    layout = lay_out(document(ROSTER))
    by_rules = {(c.subject, c.predicate, c.object) for c in read_layout(layout, learned=False).claims}
    added = [c for c in read_layout(layout).claims if c.rule in RULES.values()]
    assert added
    assert not [c for c in added if (c.subject, c.predicate, c.object) in by_rules]


@pytest.mark.parametrize("text", ["", "It rained on Tuesday.", "Le préfet dirige la préfecture.", "1 2 3\n\n4 5 6\n"])
def test_a_page_without_facts_gives_none(text: str) -> None:
    """No names, no joins; nothing breaks."""
    layout = lay_out(document(text or " "))
    register, ledger = read_by_rules(layout)
    read_joins(layout, register, ledger)
    assert not [draft for draft in ledger.drafts if draft.ground.status is not Status.SUGGESTED]


# ------------------------------------------------------------------ the parts


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 3), st.sampled_from(["Org", "Post", "Place"]))))
def test_labels_and_tags_are_two_ways_to_say_one_thing(pieces: list[tuple[int, int, str]]) -> None:
    """Names written as labels and read back are the names."""
    tags, at = [], 0
    for gap, size, kind in pieces:
        tags.append(Tag(at + gap, at + gap + size - 1, kind))
        at += gap + size
    assert tags_of(labels_of(tags, at)) == tags


@given(st.dictionaries(st.text(min_size=1), st.floats(-9, 9), max_size=30))
def test_weights_come_back_from_their_file(weights: dict[str, float]) -> None:
    """A model file holds the weights to half a step, whatever the features are called."""
    again = load_weights(dump_weights({"partOf": weights}))["partOf"]
    total = again.score(digests(weights))
    assert abs(total - sum(weights.values())) <= STEP / 2 * len(weights) + 1e-9


def test_trees_read_back_say_what_they_said_when_they_were_fitted() -> None:
    """Trees that learned to tell large numbers from small ones tell them apart after a journey through their file."""
    looks = [([float(i % 20), 0.5], i % 20 >= 10) for i in range(400)]
    again = load_trees(dump_trees({"partOf": fit_trees(looks)}))["partOf"]
    assert again.score([3.0, 0.5]) < -2
    assert again.score([16.0, 0.5]) > 2
    assert again == load_trees(dump_trees({"partOf": again}))["partOf"]


def test_where_only_one_answer_was_seen_trees_ask_nothing() -> None:
    """What was never right is unlikely whatever its numbers are."""
    assert fit_trees([([float(i)], False) for i in range(98)]).score([5.0]) < -4


def test_a_number_at_its_bound_is_not_above_it() -> None:
    """The left branch takes what is equal, as it did in the fit."""
    trees = Trees.of(0.0, [Node(0, 1.0, 2), Node(LEAF, -1.0), Node(LEAF, 2.0)])
    assert [trees.score([number]) for number in (1.0, 1.5)] == [-1.0, 2.0]


NUMBERS = st.sampled_from([-1.0, -0.5, 0.0, 0.25, 0.5, 1.0, 3.0])
LEAVES = NUMBERS.map(lambda value: [Node(LEAF, value)])
TREES = st.recursive(
    LEAVES,
    lambda part: st.tuples(st.integers(0, 2), NUMBERS, part, part).map(
        lambda told: [Node(told[0], told[1], len(told[2]) + 1), *told[2], *told[3]]
    ),
    max_leaves=20,
)


def walked(tree: list[Node], row: list[float]) -> float:
    """Return what a tree adds, as a person would find it: from its root to a leaf."""
    at = 0
    while tree[at].feature != LEAF:
        at += 1 if row[tree[at].feature] <= tree[at].bound else tree[at].right
    return tree[at].bound


@given(trees=st.lists(TREES, max_size=5), row=st.lists(NUMBERS, min_size=3, max_size=3))
def test_trees_asked_all_at_once_say_what_each_says_by_itself(trees: list[list[Node]], row: list[float]) -> None:
    """To the last bit, however deep they are and however many leaves they have."""
    whole = Trees.of(0.125, [node for tree in trees for node in tree])
    assert whole.score(row) == sum((walked(tree, row) for tree in trees), 0.125)


def test_pairs_are_of_kinds_that_a_relation_can_join() -> None:
    """Nobody holds a place, and no two pairs are alike."""
    page = seen(ROSTER)
    scene, _ = scene_of(page, tag_page(page, shipped()))
    pairs = candidates(scene)
    kinds = {(pair.near[0][1].kind, pair.near[0][2].kind) for pair in pairs}
    assert kinds
    assert kinds <= frozenset().union(*LEGAL.values())
    assert len({(pair.subject, pair.object) for pair in pairs}) == len(pairs)
    assert all(features(scene, pair) == features(scene, pair) for pair in pairs)


def test_scores_are_probabilities() -> None:
    """Each relation of each pair has one, between 0 and 1."""
    page = seen(ROSTER)
    scene, _ = scene_of(page, tag_page(page, shipped()))
    assert all(0 < join.probability < 1 for join in score(scene, shipped_model()))


def test_a_person_reports_through_a_post_or_not_at_all() -> None:
    """However a page puts it, no person stands at either end of a reporting line."""
    page = "The Kelp Board\n\nMaren Isbister, Director of Permits, reports to Olu Adebayo, the Commissioner of the Kelp Board.\n"
    ends = [end for c in learned(page).claims if c.predicate == org.REPORTS_TO for end in (c.subject, c.object)]
    assert not [end for end in ends if isinstance(end, Key) and end.kind is Kind.PERSON]


def test_a_head_word_alone_is_the_body_that_the_page_names_with_it() -> None:
    """What is said of "the Commission" is said of the Mara Basin Commission, and of no second one."""
    page = seen("The Mara Basin Commission moved. Ports Directorate is part of the Commission. Mara Ports opened.")
    tags = [[Tag(1, 3, "Org")], [Tag(0, 1, "Org"), Tag(6, 6, "Org")], [Tag(0, 1, "Org")]]
    _, things = scene_of(page, tags)
    assert things.names == [["Mara Basin Commission", "Commission"], ["Ports Directorate"], ["Mara Ports"]]


@pytest.mark.parametrize("line", ["Dr Ada Ochs OBE is the Director.", "Sir Ada Ochs, KC, is the Director."])
def test_a_person_is_named_without_address_and_honours(line: str) -> None:
    """Forms of address, honours and degrees are no part of a person's name."""
    one = seen(line).lines[0]
    last = next(i for i, word in enumerate(one.words) if word.text == "is") - 1
    bare = without_honours(Tag(0, last, "Person"), one)
    assert [word.text for word in one.words[bare.first : bare.last + 1]] == ["Ada", "Ochs"]


def test_what_is_masked_is_no_name() -> None:
    """However much the words around a number look like those around a name."""
    page = seen(f"{ROSTER}\nWhoever finds a seal calls {MASK * 7} or the Kelp Board.\n")
    words = [word.text for word in page.lines[-1].words]
    masked, kelp = words.index(MASK), words.index("Kelp")
    tags: list[list[Tag]] = [[] for _ in page.lines[1:]]
    tags.append([Tag(masked, masked + 6, "Group"), Tag(kelp, kelp + 1, "Org")])
    assert [(spot.first, spot.last) for spot in scene_of(page, tags)[0].spots] == [(kelp, kelp + 1)]
