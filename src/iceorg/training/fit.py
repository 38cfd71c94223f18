"""Fitting: the tagger, the first and the second scores of relations. Every step is deterministic."""

from __future__ import annotations

import math
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pycrfsuite
from scipy.sparse import csr_matrix
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from iceorg.extract.learned.pairs import LEGAL, Pair, Scene, candidates, features, glance
from iceorg.extract.learned.tagger import Sights, second_sights
from iceorg.extract.learned.things import Things, note_ruled, scene_of
from iceorg.extract.learned.trees import LEAF, Node, Trees

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from iceorg.extract.learned.again import Labels
    from iceorg.extract.learned.tagger import Tag
    from iceorg.training.annotated import Answers, Example

FOLDS: Final = 2
ROUNDS: Final = 100
"""How many steps the tagger's fit takes at most."""


def labels_of(tags: Iterable[Tag], size: int) -> list[str]:
    """Return the labels of a line: `B-` begins a name, `I-` goes on, `O` is outside."""
    labels = ["O"] * size
    for tag in tags:
        labels[tag.first] = f"B-{tag.kind}"
        labels[tag.first + 1 : tag.last + 1] = [f"I-{tag.kind}"] * (tag.last - tag.first)
    return labels


Looks = Mapping[str, "Sequence[Labels]"]
"""What a first look took each word of each line for, by document."""


def fit_first(examples: Sequence[Example], path: Path) -> None:
    """Fit the field that looks at each line by itself, and write it."""
    _fit_field(examples, lambda one: map(Sights(one.page).of_line, range(len(one.page.lines))), path)


def fit_again(examples: Sequence[Example], looks: Looks, path: Path) -> None:
    """Fit the field that looks again, and write it.

    Args:
        examples: Annotated documents.
        looks: What a first field that was not trained on them took their words for.
        path: Where it is written to.
    """
    _fit_field(examples, lambda one: second_sights(Sights(one.page), looks[one.gold.document]), path)


def _fit_field(examples: Sequence[Example], seen: Callable[[Example], Iterable[list[list[str]]]], path: Path) -> None:
    trainer = pycrfsuite.Trainer(verbose=False)
    for example in examples:
        for line, tags, its in zip(example.page.lines, example.tags, seen(example), strict=True):
            items, labels = pycrfsuite.ItemSequence(its), labels_of(tags, len(line.words))
            for _ in range(weight_of(example)):
                trainer.append(items, labels)
    trainer.set_params({"c1": 1.2, "c2": 0.5, "max_iterations": ROUNDS, "feature.minfreq": 3})
    trainer.train(str(path))


def weight_of(example: Example) -> int:
    """Return how many times a document counts in every fit: those that the package brings are asked about most."""
    return BUNDLED if example.bundled else 1


BUNDLED: Final = 8


Row = tuple["Sequence[str]", bool]
"""The features of a pair, and the right answer."""


@dataclass(frozen=True, slots=True)
class Sample:
    """The pairs of one document, their features, and the right answers.

    Args:
        scene: The document with mentions.
        things: What they name.
        pairs: The pairs of things.
        features: The features of each pair.
        answers: The relations of each pair, and those that may but need not be said.
    """

    scene: Scene
    things: Things
    pairs: Sequence[Pair]
    features: Sequence[Sequence[str]]
    answers: Sequence[tuple[frozenset[str], frozenset[str]]]


def looked_at(example: Example, tags: Sequence[Sequence[Tag]]) -> tuple[Scene, Things, list[Pair]]:
    """Return a document with given names, what they name, and all its pairs."""
    scene, things = scene_of(example.page, tags)
    note_ruled(scene, things, example.ruled)
    return scene, things, candidates(scene)


def glances(example: Example, tags: Sequence[Sequence[Tag]], answers: Answers) -> list[Row]:
    """Return, of every pair of a document, what a glance shows, and whether any relation joins it."""
    scene, things, pairs = looked_at(example, tags)
    names = things.names
    return [(held_once(glance(scene, p)), bool(answers.of_pair(names[p.subject], names[p.object])[0])) for p in pairs]


@dataclass(frozen=True, slots=True)
class Glance:
    """What tells pairs worth a look: the weights of what a glance shows, and the score that it takes."""

    weights: Mapping[str, float]
    least: float

    def score(self, seen: Iterable[str]) -> float:
        """Return the score of a pair."""
        return sum(self.weights.get(feature, 0.0) for feature in seen)


def fit_glance(data: Sequence[Row]) -> Glance:
    """Fit what tells pairs worth a look, so that all but one in two hundred of those that are joined are kept."""
    weights = fit_weights(data, 1.0, 3)
    unset = Glance(weights, 0.0)
    joined = sorted(unset.score(seen) for seen, answer in data if answer)
    return Glance(weights, round(joined[len(joined) // 200], 2))


def sample(example: Example, tags: Sequence[Sequence[Tag]], answers: Answers, glancing: Glance) -> Sample:
    """Return the pairs of a document with given names that are worth a look."""
    scene, things, every = looked_at(example, tags)
    pairs = [pair for pair in every if glancing.score(glance(scene, pair)) >= glancing.least]
    named = things.names
    told = [answers.of_pair(named[pair.subject], named[pair.object]) for pair in pairs]
    return Sample(scene, things, pairs, [held_once(sorted(features(scene, pair))) for pair in pairs], told)


def held_once(seen: Iterable[str]) -> list[str]:
    """Return features, each text held once however many pairs show it: millions of pairs would fill the memory."""
    return [sys.intern(feature) for feature in seen]


def thrifty(sample: Sample) -> Sample:
    """Return a sample that came from another process with its features shared with those of all others."""
    return replace(sample, features=[held_once(seen) for seen in sample.features])


def with_false_names(right: Sequence[Tag], found: Sequence[Tag]) -> list[Tag]:
    """Return the annotated names of a line, and those found that touch none of them."""
    false = [tag for tag in found if not any(tag.first <= r.last and r.first <= tag.last for r in right)]
    return sorted([*right, *false])


def rows(samples: Sequence[Sample], name: str) -> list[Row]:
    """Return features and answer of every pair that a relation can join, those with two right answers left out."""
    return [
        (seen, name in wanted)
        for sample in samples
        for pair, seen, (wanted, fair) in zip(sample.pairs, sample.features, sample.answers, strict=True)
        if is_legal(name, pair) and name not in fair
    ]


def is_legal(name: str, pair: Pair) -> bool:
    """Return whether a relation can join things of the kinds of a pair."""
    return (pair.near[0][1].kind, pair.near[0][2].kind) in LEGAL[name]


def fit_weights(data: Sequence[Row], strength: float, least: int) -> dict[str, float]:
    """Fit a logistic regression; return the weight of every feature that stands in enough rows.

    Args:
        data: Features and answers.
        strength: Inverse of the penalty on large weights.
        least: In how many rows a feature must stand.
    """
    yes = sum(answer for _, answer in data)
    if yes in (0, len(data)):
        return {"b": math.log((yes + 1) / (len(data) - yes + 1))}
    counts = Counter(feature for seen, _ in data for feature in seen)
    index = {f: i for i, f in enumerate(sorted(f for f, n in counts.items() if n >= least))}
    columns: list[int] = []
    starts = [0]
    for seen, _ in data:
        columns += sorted(index[f] for f in seen if f in index)
        starts.append(len(columns))
    matrix = csr_matrix((np.ones(len(columns)), columns, starts), shape=(len(data), len(index)))
    model = LogisticRegression(C=strength, solver="liblinear", tol=1e-3, random_state=0)
    model.fit(matrix, np.array([answer for _, answer in data]))
    bias = float(model.intercept_[0])
    weights = {feature: float(model.coef_[0][i]) for feature, i in index.items()}
    weights["b"] = weights.get("b", 0.0) + bias
    return weights


Look = tuple["Sequence[float]", bool]
"""The numbers of a pair that is looked at twice, and the right answer."""

_ROUNDS: Final = 120
_LEAVES: Final = 15


def fit_trees(data: Sequence[Look]) -> Trees:
    """Fit boosted trees; small and many, each on half of the numbers, so that none rules alone.

    Args:
        data: Numbers and answers.
    """
    model = HistGradientBoostingClassifier(
        learning_rate=0.06,
        max_iter=_ROUNDS,
        max_leaf_nodes=_LEAVES,
        min_samples_leaf=20,
        l2_regularization=5.0,
        max_bins=64,
        max_features=0.5,
        early_stopping=False,
        random_state=0,
    )
    yes = sum(answer for _, answer in data)
    if yes in (0, len(data)):
        return Trees.of(math.log((yes + 1) / (len(data) - yes + 1)), [])
    model.fit(np.array([numbers for numbers, _ in data], dtype=np.float32), np.array([answer for _, answer in data]))
    nodes = [node for (tree,) in model._predictors for node in _nodes(tree.nodes, 0)]  # noqa: SLF001 - there is no other way to them
    return Trees.of(float(model._baseline_prediction[0, 0]), nodes)  # noqa: SLF001


def _nodes(tree: np.ndarray[Any, Any], at: int) -> list[Node]:
    """Return the nodes of a tree from one on: itself, what is below its bound, what is above."""
    node = tree[at]
    if node["is_leaf"]:
        return [Node(LEAF, float(node["value"]))]
    below, above = _nodes(tree, int(node["left"])), _nodes(tree, int(node["right"]))
    return [Node(int(node["feature_idx"]), float(node["num_threshold"]), len(below) + 1), *below, *above]


def logits(sample: Sample, models: Mapping[str, Mapping[str, float]]) -> dict[str, dict[tuple[int, int], float]]:
    """Return the logit of every pair for every relation that can join it."""
    found: dict[str, dict[tuple[int, int], float]] = {name: {} for name in models}
    for pair, seen in zip(sample.pairs, sample.features, strict=True):
        for name, weights in models.items():
            if is_legal(name, pair):
                found[name][pair.subject, pair.object] = sum(weights.get(f, 0.0) for f in seen)
    return found
