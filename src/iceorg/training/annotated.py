"""Annotated documents, and what their annotation says of the words and pairs that a reader sees."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from iceorg.documents import lay_out, read_documents
from iceorg.evaluate import gold_files, read_gold, spelt
from iceorg.extract.learned.features import Page
from iceorg.extract.learned.pairs import GROUP, LEGAL, ORG, PERSON, PLACE, POST, PROGRAM
from iceorg.extract.learned.tagger import Tag
from iceorg.extract.learned.things import ruled_by
from iceorg.extract.reader import read_by_rules
from iceorg.extract.words import split_words
from iceorg.settings import data_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from iceorg.evaluate import Entity, Gold
    from iceorg.extract.learned.features import Line
    from iceorg.extract.learned.things import Ruled
    from iceorg.model import Document

_KINDS: Final = {
    "Agency": ORG,
    "Unit": ORG,
    "Post": POST,
    "Person": PERSON,
    "Program": PROGRAM,
    "Partner": GROUP,
    "Place": PLACE,
}


@dataclass(frozen=True, slots=True)
class Example:
    """One annotated document as the learned parts see it.

    Args:
        gold: Its annotation.
        page: The document.
        ruled: What rules read in it.
        tags: The annotated names of each line.
        bundled: Whether the package brings the document.
    """

    gold: Gold
    page: Page
    ruled: Ruled
    tags: tuple[tuple[Tag, ...], ...]
    bundled: bool = False

    def fold(self, folds: int) -> int:
        """Return the fold that a document is in: by its name, so that adding documents moves no other."""
        return int(hashlib.md5(self.gold.document.encode(), usedforsecurity=False).hexdigest(), 16) % folds


def pairs_in(folders: Sequence[tuple[Path, Path]], skipped: Sequence[str] = ()) -> list[tuple[Gold, Document]]:
    """Return gold and document of every annotated document of some folders, sorted by name.

    Args:
        folders: Pairs of a folder of annotation and one of documents.
        skipped: What the names of documents begin with that are not taken.
    """
    found: list[tuple[Gold, Document]] = []
    for annotation, folder in folders:
        documents = {Path(one.name).name: one for one in read_documents([folder]).documents}
        for file in gold_files(annotation):
            if not file.name.startswith(tuple(skipped)):
                gold = read_gold(file)
                found.append((gold, documents[gold.document]))
    return sorted(found, key=lambda pair: pair[0].document)


def example(pair: tuple[Gold, Document]) -> Example:
    """Return an annotated document as the learned parts see it."""
    gold, document = pair
    layout = lay_out(document)
    register, ledger = read_by_rules(layout)
    page = Page(layout, register)
    names = _names(gold)
    tags = tuple(tuple(_tags(line, names)) for line in page.lines)
    return Example(gold, page, ruled_by(ledger), tags, gold.document in bundled())


@lru_cache(maxsize=1)
def bundled() -> frozenset[str]:
    """Return the names of the documents that the package brings."""
    return frozenset(file.name for file in (data_folder() / "documents").iterdir())


def _names(gold: Gold) -> dict[str, dict[tuple[str, ...], list[Entity]]]:
    found: dict[str, dict[tuple[str, ...], list[Entity]]] = defaultdict(dict)
    for entity in gold.entities:
        for name in entity.names:
            if texts := tuple(word.text for word in split_words(name)):
                found[texts[0]].setdefault(texts, []).append(entity)
    return found


def _tags(line: Line, names: Mapping[str, Mapping[tuple[str, ...], list[Entity]]]) -> Iterable[Tag]:
    """Yield the annotated names of a line, the longest first where several begin at one word."""
    texts, i = tuple(word.text for word in line.words), 0
    while i < len(texts):
        known = names.get(texts[i], {})
        best = max((t for t in known if texts[i : i + len(t)] == t), key=len, default=())
        if best:
            last = i + len(best) - 1
            capital = line.words[i].capital and (line.words[last].capital or i == last)
            yield Tag(i, last, _kind(known[best], capital=capital))
        i += max(len(best), 1)


def _kind(entities: Sequence[Entity], *, capital: bool) -> str:
    """Return the kind of a name: a partner with a name of its own looks like every other body."""
    types = [entity.type for entity in entities]
    kind = max(sorted(set(types)), key=types.count)
    return ORG if kind == "Partner" and capital else _KINDS[kind]


@dataclass(frozen=True, slots=True)
class Answers:
    """What the annotation says of two things, by the names that they bear."""

    by_name: Mapping[str, frozenset[str]]
    wanted: frozenset[tuple[str, str, str]]
    fair: frozenset[tuple[str, str, str]]

    @classmethod
    def of(cls, gold: Gold) -> Answers:
        """Return the answers of an annotation."""
        by_name: dict[str, set[str]] = defaultdict(set)
        for entity in gold.entities:
            for name in entity.names:
                by_name[spelt(name)].add(entity.id)
        wanted: set[tuple[str, str, str]] = set()
        fair: set[tuple[str, str, str]] = set()
        for relation in gold.relations:
            ends = [(relation.subject, relation.object)]
            if relation.type == "partnersWith":
                ends.append((relation.object, relation.subject))
            (fair if relation.optional else wanted).update((relation.type, *pair) for pair in ends)
        return cls({name: frozenset(ids) for name, ids in by_name.items()}, frozenset(wanted), frozenset(fair))

    def ids(self, names: Iterable[str]) -> frozenset[str]:
        """Return the annotated entities that bear one of the names."""
        return frozenset().union(*(self.by_name.get(spelt(name), frozenset()) for name in names))

    def of_pair(self, subject: Iterable[str], object_: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
        """Return the relations that join two things, and those that may but need not."""
        ends = [(a, b) for a in self.ids(subject) for b in self.ids(object_)]
        wanted = {name for name in LEGAL if any((name, a, b) in self.wanted for a, b in ends)}
        fair = {name for name in LEGAL if any((name, a, b) in self.fair for a, b in ends)}
        return frozenset(wanted), frozenset(fair - wanted)
