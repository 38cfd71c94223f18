"""`make train`: fit the learned parts anew and write them into the package, the same bytes every time.

Both fields and the first scores are fitted on all documents but those of one fold, and read that fold;
so the second scores, and what each score is worth, come from documents that were not trained on.
Then all of it is fitted once more on all documents.
"""

from __future__ import annotations

import json
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

import pycrfsuite

from iceorg.extract.learned.model import ANY, FIRST, SECOND, WORTH
from iceorg.extract.learned.pairs import LEGAL
from iceorg.extract.learned.second import Scores
from iceorg.extract.learned.tagger import AGAIN, MODEL, Fields, Sights, Tag, first_look, tag_page
from iceorg.extract.learned.trees import Trees, dump_trees
from iceorg.extract.learned.weights import dump_weights, probability
from iceorg.training.annotated import Answers, Example, example, pairs_in
from iceorg.training.fit import (
    FOLDS,
    Glance,
    Look,
    Looks,
    Row,
    Sample,
    fit_again,
    fit_first,
    fit_glance,
    fit_trees,
    fit_weights,
    glances,
    held_once,
    is_legal,
    logits,
    rows,
    sample,
    thrifty,
    weight_of,
    with_false_names,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from concurrent.futures import Executor

    from iceorg.extract.learned.again import Labels

ROOT: Final = Path(__file__).resolve().parents[3]
FOLDERS: Final = (
    (ROOT / "tests/corpus/gold", ROOT / "tests/corpus/documents"),
    (ROOT / "tests/corpus/written/gold", ROOT / "tests/corpus/written/documents"),
    (ROOT / "tests/eval/gold", ROOT / "data/documents"),
)
"""Where annotation and documents lie."""
KEPT_BACK: Final = ("t3", *(f"p2{digit}" for digit in range(1, 10)), "p30")
"""What the names of documents begin with that no model may be trained on: they are the checks."""

_NAMED: Final = 0.65
"""How sure the tagger must be of a name that nothing is said of."""
_STRENGTH: Final = 0.3
_LEAST: Final = 2
_PARTS: Final = 5
"""In how many parts the documents are for measuring what the second scores are worth."""
_LEAST_STEPS: Final = 4
"""Smaller first weights are left out: a fifth of them carries all that is found."""

Tags = list[list[Tag]]
Models = dict[str, dict[str, float]]


def _others(examples: Sequence[Example], fold: int) -> list[Example]:
    return [one for one in examples if one.fold(FOLDS) != fold]


def _in_fold(examples: Sequence[Example], fold: int) -> list[Example]:
    return [one for one in examples if one.fold(FOLDS) == fold]


def _first_of(task: tuple[Sequence[Example], int, Path]) -> dict[str, list[Labels]]:
    """Fit the first field on all documents but those of a fold; return what it takes the words of these for."""
    examples, fold, path = task
    fit_first(_others(examples, fold), path)
    first = _opened(path)
    return {one.gold.document: first_look(one.page, Sights(one.page), first) for one in _in_fold(examples, fold)}


def _again_of(task: tuple[Sequence[Example], Looks, int, Path, Path]) -> dict[str, Tags]:
    """Fit the second field on all documents but those of a fold; return the names that the two find in these."""
    examples, looks, fold, first, path = task
    fit_again(_others(examples, fold), looks, path)
    fields = Fields(_opened(first), _opened(path))
    return {one.gold.document: tag_page(one.page, fields) for one in _in_fold(examples, fold)}


def _opened(path: Path) -> pycrfsuite.Tagger:
    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    return tagger


def fit_names(examples: Sequence[Example], workers: Executor, out: Path) -> dict[str, Tags]:
    """Fit both fields and write them; return the names in each document, as fields find them that have not seen it.

    Args:
        examples: Annotated documents.
        workers: What runs the fits.
        out: The folder that the fields are written to.
    """
    with TemporaryDirectory() as scratch:
        firsts = [Path(scratch) / f"first-{fold}" for fold in range(FOLDS)]
        looks: dict[str, list[Labels]] = {}
        for found in workers.map(_first_of, [(examples, fold, path) for fold, path in enumerate(firsts)]):
            looks |= found
        whole = [
            workers.submit(fit_first, examples, out / MODEL),
            workers.submit(fit_again, examples, looks, out / AGAIN),
        ]
        tasks = [(examples, looks, fold, first, Path(scratch) / f"again-{fold}") for fold, first in enumerate(firsts)]
        tags = {document: names for found in workers.map(_again_of, tasks) for document, names in found.items()}
        for one in whole:
            one.result()
    return tags


def _union(one: Example, tags: Tags) -> Tags:
    return [with_false_names(right, found) for right, found in zip(one.tags, tags, strict=True)]


def _glances(task: tuple[Example, Tags]) -> list[Row]:
    one, tags = task
    return glances(one, _union(one, tags), Answers.of(one.gold))


def _samples(task: tuple[Example, Tags, Glance]) -> tuple[Sample, Sample]:
    """Return the pairs of a document among the names found, and among those annotated and the false ones."""
    one, tags, glancing = task
    answers = Answers.of(one.gold)
    return sample(one, tags, answers, glancing), sample(one, _union(one, tags), answers, glancing)


def _first(task: tuple[Sequence[Sample], str]) -> dict[str, float]:
    samples, name = task
    return fit_weights(rows(samples, name), _STRENGTH, _LEAST)


def second_rows(one: Sample, first: Mapping[str, Mapping[str, float]]) -> dict[str, list[Look]]:
    """Return numbers and answers of the pairs of a document that are looked at twice, by relation."""
    scores = Scores(one.scene, one.pairs, logits(one, first))
    found: dict[str, list[Look]] = {name: [] for name in LEGAL}
    for pair, (wanted, fair) in zip(one.pairs, one.answers, strict=True):
        for name in LEGAL:
            if is_legal(name, pair) and name not in fair and scores.hopeful(name, pair):
                found[name].append((scores.numbers(name, pair), name in wanted))
    return found


def _worth(scored: Sequence[tuple[float, bool]]) -> dict[str, Any]:
    """Return how often pairs of each tenth of the probability are right, as if there had been one more of each answer."""
    right = []
    for tenth in range(10):
        answers = [answer for p, answer in scored if min(int(p * 10), 9) == tenth]
        right.append(round((sum(answers) + 1) / (len(answers) + 2), 3))
    return {"right": right, "support": len(scored)}


def train(out: Path, folders: Sequence[tuple[Path, Path]] = FOLDERS) -> None:
    """Fit the learned parts on annotated documents and write them.

    Args:
        out: The folder that they are written to.
        folders: Pairs of a folder of annotation and one of documents.
    """
    pairs = pairs_in(folders, KEPT_BACK)
    with ProcessPoolExecutor(2) as workers:
        examples = list(workers.map(example, pairs, chunksize=8))
        _say(f"{len(examples)} documents")
        tags = fit_names(examples, workers, out)
        _say("names")
        named = [(one, tags[one.gold.document]) for one in examples]
        glanced = workers.map(_glances, named, chunksize=8)
        glancing = fit_glance([(held_once(seen), answer) for its in glanced for seen, answer in its])
        sampled = workers.map(_samples, [(*task, glancing) for task in named], chunksize=8)
        both = [(thrifty(found), thrifty(annotated)) for found, annotated in sampled]
        _say(f"{sum(len(one.pairs) for one, _ in both)} pairs of names found")
        seen, right = [one for one, _ in both], [one for _, one in both]
        fold_of = [one.fold(FOLDS) for one in examples]
        first: dict[int, Models] = {}
        for fold in (*range(FOLDS), FOLDS):
            chosen = [
                its
                for its, one, at in zip(right, examples, fold_of, strict=True)
                if at != fold
                for _ in range(weight_of(one))
            ]
            # Threads do: the fit itself holds no lock of the interpreter.
            with ThreadPoolExecutor(2) as threads:
                first[fold] = dict(zip(LEGAL, threads.map(_first, ((chosen, name) for name in LEGAL)), strict=True))
        _say("first scores")
        again = [second_rows(one, first[fold]) for one, fold in zip(seen, fold_of, strict=True)]
        part_of = [one.fold(_PARTS) for one in examples]
        weights = [weight_of(one) for one in examples]
        tasks = [([looks[name] for looks in again], weights, part_of) for name in LEGAL]
        second = dict(zip(LEGAL, map(_second, tasks), strict=True))
    (out / FIRST).write_bytes(dump_weights({ANY: glancing.weights, **first[FOLDS]}, _LEAST_STEPS))
    (out / SECOND).write_bytes(dump_trees({name: trees for name, (trees, _) in second.items()}))
    content = {
        "documents": {gold.document: document.sha256 for gold, document in pairs},
        "unseen": {},
        "models": {name: sha256((out / name).read_bytes()).hexdigest() for name in (MODEL, AGAIN, FIRST, SECOND)},
        "named": _NAMED,
        "least": glancing.least,
        "relations": {name: _worth(scored) for name, (_, scored) in second.items()},
    }
    (out / WORTH).write_text(json.dumps(content, indent=1) + "\n", "utf-8")


def _second(
    task: tuple[Sequence[Sequence[Look]], Sequence[int], Sequence[int]],
) -> tuple[Trees, list[tuple[float, bool]]]:
    """Return the trees of a relation, and probability and answer of each pair, as trees have it that did not see it."""
    looks, weights, part_of = task
    counted = [(its, at) for its, weight, at in zip(looks, weights, part_of, strict=True) for _ in range(weight)]
    scored: list[tuple[float, bool]] = []
    for part in range(_PARTS):
        trees = fit_trees([look for its, at in counted if at != part for look in its])
        for its, at in zip(looks, part_of, strict=True):
            if at == part:
                scored += [(probability(trees.score(numbers)), answer) for numbers, answer in its]
    return fit_trees([look for its, _ in counted for look in its]), scored


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    train(ROOT / "src/iceorg/extract/learned")
