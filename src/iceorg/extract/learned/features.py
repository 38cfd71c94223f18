"""What the learned tagger sees of a word: the word itself, its neighbours, its line, and the page around it.

A feature is a short text such as `w=office` (the word here is "office") or `-1k=post` (the one before is a head of posts). The same function
makes them for training and for reading.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from iceorg.extract.acronyms import find_definitions
from iceorg.extract.lexicon import lexicon
from iceorg.extract.sentences import readable_sentences
from iceorg.extract.words import Word, fold, split_words
from iceorg.model import BlockKind, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from iceorg.extract.register import Register
    from iceorg.model import Block, Layout, Sentence

_JOINING = frozenset({"of", "for", "and", "&", "on", "the", "'s"})


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence in words, with what its layout says of all of them.

    Args:
        sentence: Where it stands.
        words: Its words and signs.
        around: Features that all its words share.
    """

    sentence: Sentence
    words: tuple[Word, ...]
    around: tuple[str, ...]


@dataclass(slots=True)
class Page:
    """A document as the tagger sees it.

    Args:
        layout: The document.
        register: The names that rules find in it.
        lines: Its readable sentences.
        small: The words that stand somewhere in small letters.
        runs: How often each run of capital words stands in the page.
        short: The acronyms that the page defines.
        headed: The words of its headings.
    """

    layout: Layout
    register: Register
    lines: list[Line] = field(default_factory=list)
    small: set[str] = field(default_factory=set)
    runs: Counter[str] = field(default_factory=Counter)
    short: set[str] = field(default_factory=set)
    headed: set[str] = field(default_factory=set)
    _names: dict[str, dict[tuple[str, ...], str]] | None = None
    _lengths: dict[str, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Look at every sentence once."""
        for sentence in readable_sentences(self.layout):
            words = split_words(self.layout.view, sentence.start, sentence.end)
            self.lines.append(Line(sentence, words, tuple(_around(self.layout, sentence, words))))
            self._note(sentence, words)

    def known_at(self, words: Sequence[Word], at: int) -> tuple[int, str]:
        """Return how many words from here are the longest name that the register has, and its kind; 0 if none."""
        if self._names is None:
            self._names = {}
            for entry in self.register.entries:
                for name in (*entry.names, *entry.acronyms):
                    texts = tuple(word.text for word in split_words(name))
                    if texts:
                        self._names.setdefault(texts[0], {})[texts] = _kind_word(entry.kind)
            self._lengths = {
                first: sorted({len(texts) for texts in named}, reverse=True) for first, named in self._names.items()
            }
        first = words[at].text
        for length in self._lengths.get(first, ()):
            kind = self._names[first].get(tuple(w.text for w in words[at : at + length]))
            if kind is not None:
                return length, kind
        return 0, "-"

    def _note(self, sentence: Sentence, words: tuple[Word, ...]) -> None:
        for word in words:
            if word.text.islower():
                self.small.add(word.text)
        for first, last in capital_runs(words):
            self.runs[" ".join(word.text for word in words[first : last + 1])] += 1
        for definition in find_definitions(words):
            self.short.update(w.text for w in words if w.start == definition.short_start)
        if self.layout.blocks[sentence.block].kind is BlockKind.HEADING:
            self.headed.update(word.text for word in words)


def capital_runs(words: Sequence[Word]) -> list[tuple[int, int]]:
    """Return first and last index of every run of capital words, over the small words that join them.

    >>> capital_runs(split_words("the Office of Ports and its Head, Ada Ochs"))
    [(1, 3), (6, 6), (8, 9)]
    """
    runs: list[tuple[int, int]] = []
    i = 0
    while i < len(words):
        if not words[i].capital:
            i += 1
            continue
        last = i
        while True:
            step = 1
            while step <= 3 and last + step < len(words) and words[last + step].folded in _JOINING:
                step += 1
            if last + step < len(words) and step <= 3 and words[last + step].capital:
                last += step
            else:
                break
        runs.append((i, last))
        i = last + 1
    return runs


# ------------------------------------------------------------------ of a line


def _around(layout: Layout, sentence: Sentence, words: tuple[Word, ...]) -> list[str]:
    block = layout.blocks[sentence.block]
    found = [f"kind={block.kind}", f"long={_size(len(words))}"]
    found += [f"kindlong={block.kind}{_size(len(words))}"]
    if block.kind is BlockKind.HEADING:
        found.append(f"level={min(block.level, 4)}")
    if words and all(w.capital or w.sign or w.folded in _JOINING for w in words):
        found.append("titled")
    if words and words[-1].text in (".", ":", "?", "!"):
        found.append(f"ends={words[-1].text}")
    found += _above(layout, sentence.block)
    if block.cells:
        found += _cell(layout, block, sentence)
    return found


def _size(count: int) -> str:
    return str(count) if count < 5 else "5-8" if count < 9 else "9-20" if count < 21 else "21+"


def _above(layout: Layout, index: int) -> list[str]:
    """Return the words of the heading or lead-in that a block stands under."""
    parent = layout.blocks[index].parent
    if parent is None:
        return ["above=none"]
    above = layout.blocks[parent]
    words = split_words(layout.view, max(above.start, above.end - 80), above.end)
    found = [f"above={above.kind}"]
    found += [f"a={word.folded}" for word in words[-7:] if not word.sign]
    found += [f"alast={word.folded}" for word in words[-1:]]
    return found


def cell_of(block: Block, sentence: Sentence) -> int:
    """Return the index of the cell of a row that a sentence stands in; 0 of a block without cells."""
    return next((i for i, cell in enumerate(block.cells) if cell.start <= sentence.start < cell.end), 0)


def _cell(layout: Layout, block: Block, sentence: Sentence) -> list[str]:
    at = cell_of(block, sentence)
    found = [
        f"cell={min(at, 4)}",
        f"cells={min(len(block.cells), 6)}",
        f"cellof={min(at, 4)}/{min(len(block.cells), 6)}",
    ]
    if block.header is not None:
        header = layout.blocks[block.header].cells
        if at < len(header):
            found += [f"col={w.folded}" for w in split_words(layout.view, header[at].start, header[at].end)[:4]]
    elif len(block.cells) > 1 and at:
        key = block.cells[0]
        found += [f"key={w.folded}" for w in split_words(layout.view, key.start, key.end)[:4]]
    return found


# ------------------------------------------------------------------ of a word


@lru_cache(maxsize=1)
def word_classes() -> dict[str, tuple[str, str]]:
    """Return the coarse and the fine class of every word that has them: words used alike share them."""
    text = files("iceorg.extract.learned").joinpath("classes.txt").read_text("utf-8")
    pairs: dict[tuple[str, ...], tuple[str, str]] = {}  # one object for all words that share their classes
    return {
        word: pairs.setdefault((coarse, fine), (coarse, fine))
        for word, coarse, fine in (line.split() for line in text.splitlines()[1:])
    }


@lru_cache(maxsize=1 << 14)
def classes_of(lower: str) -> tuple[str, str]:
    """Return the coarse and the fine class of a word in small letters; "?" where it has none.

    >>> classes_of("commissioner") == classes_of("superintendent"), classes_of("xyzzyq")
    (True, ('?', '?'))
    """
    known = word_classes()
    found = known.get(lower) or known.get(lower.rstrip("s"))
    if found is None and "-" in lower:
        found = known.get(lower.rpartition("-")[2])
    return found or ("?", "?")


@lru_cache(maxsize=1 << 14)
def word_features(text: str) -> tuple[str, str, str, str, str, str]:
    """Return a word in small letters, its shape, its class, its endings and its beginning.

    >>> word_features("Offices")
    ('offices', 'Xx', 'unit', 's=es', 's=ces', 'p=off')
    """
    lower = fold(text)
    return lower, _shape(text), _class(lower), f"s={lower[-2:]}", f"s={lower[-3:]}", f"p={lower[:3]}"


@lru_cache(maxsize=1 << 15)
def _beside(text: str, mark: str) -> tuple[str, ...]:
    """Return the features that a word gives to one that stands `mark` words before or after it."""
    lower, shape, kind, *_ = word_features(text)
    coarse, fine = classes_of(lower)
    found = (f"{mark}w={lower}", f"{mark}sh={shape}", f"{mark}k={kind}")
    return (*found, f"{mark}c=?") if fine == "?" else (*found, f"{mark}c8={coarse}", f"{mark}c6={fine}")


def _shape(text: str) -> str:
    """Return how a word is written: `Xx` with a capital, `XX` in capitals, `x` small, `d4` of four digits."""
    if text.isdigit():
        return f"d{min(len(text), 5)}"
    if not text[0].isalnum():
        return fold(text)[:1]
    if any(c.isdigit() for c in text):
        return "xd"
    if not text[0].isupper():
        return "x-" if "-" in text else "x"
    if text[1:] in ("", "."):
        return f"X{text[1:]}"
    return "XX" if text.isupper() else "Xx" if text[1:].islower() else "XxX"


def _class(lower: str) -> str:
    words = lexicon()
    bare = lower.rstrip(".")
    if (kind := words.heads.get(lower)) is not None:
        return kind.value
    for name, known in (
        ("rank", words.ranks),
        ("mod", words.post_modifiers),
        ("group", words.groups),
        ("law", words.laws),
        ("acting", words.standing_in),
        ("page", words.page_nouns),
        ("lead", words.leads),
    ):
        if bare in known:
            return name
    return "-"


def sequence(page: Page, line: Line) -> list[list[str]]:
    """Return the features of every word of a line."""
    words = line.words
    own = [word_features(word.text) for word in words]
    runs = _run_features(page, words)
    ruled = _ruled(page, words)
    size = len(words)
    edge = ("^", "^", "^", "", "", "")
    found: list[list[str]] = []
    for i, word in enumerate(words):
        lower, shape, kind, two, three, begin = own[i]
        p1 = own[i - 1] if i else edge
        p2 = own[i - 2] if i > 1 else edge
        n1 = own[i + 1] if i + 1 < size else edge
        features = [
            "b",
            two,
            three,
            begin,
            *_beside(word.text, ""),
            *(_beside(words[i - 1].text, "-1") if i else ("-1w=^",)),
            *(_beside(words[i - 2].text, "-2") if i > 1 else ("-2w=^",)),
            *(_beside(words[i + 1].text, "+1") if i + 1 < size else ("+1w=^",)),
            *(_beside(words[i + 2].text, "+2") if i + 2 < size else ("+2w=^",)),
            f"ww={p1[0]}|{lower}",
            f"w+={lower}|{n1[0]}",
            f"sss={p1[1]}|{shape}|{n1[1]}",
            f"kk={p1[2]}|{kind}|{n1[2]}",
            f"k2={p2[2]}|{p1[2]}|{kind}",
            f"around={p1[0]}|{n1[0]}",
            f"cc={classes_of(p1[0])[0]}|{classes_of(lower)[0]}",
            "r=" + ruled[i],
        ]
        features += runs[i]
        if i == 0:
            features.append("first")
        if i == size - 1:
            features.append("last")
        if word.text in page.short:
            features.append("defined")
        if word.capital:
            if lower in page.small:
                features.append("alsosmall")
            if word.text in page.headed:
                features.append("headed")
        features += line.around
        found.append(features)
    return found


def _run_features(page: Page, words: Sequence[Word]) -> list[list[str]]:
    """Return what the run of capitals says that a word is in: its head words, its length, what stands beside it."""
    found: list[list[str]] = [[] for _ in words]
    for first, last in capital_runs(words):
        run = words[first : last + 1]
        classes = [word_features(w.text)[2] for w in run]
        told = sorted({c for c in classes if c != "-"})
        before = words[first - 1].folded if first else "^"
        after = words[last + 1].folded if last + 1 < len(words) else "$"
        count = page.runs[" ".join(w.text for w in run)]
        shared = [
            f"rl={classes[-1]}",
            f"rf={classes[0]}",
            f"rs={'+'.join(told)}",
            f"rn={min(len(run), 7)}",
            f"rb={before}",
            f"ra={after}",
            f"rba={before}|{after}",
            f"rc={min(count, 4)}",
            f"rlw={run[-1].folded}",
            f"rfw={run[0].folded}",
            f"rlc={classes_of(run[-1].folded)[1]}",
            f"rfc={classes_of(run[0].folded)[1]}",
        ]
        if first == 0 and last == len(words) - 1:
            shared.append("whole")
        elif first == 0:
            shared.append("opens")
        for i in range(first, last + 1):
            found[i] += shared
            found[i].append(f"ri={min(i - first, 3)}/{min(last - i, 3)}")
    return found


def _ruled(page: Page, words: Sequence[Word]) -> list[str]:
    """Return for every word the kind of the longest name of the register that it is in, and whether it begins it."""
    labels = ["-"] * len(words)
    i = 0
    while i < len(words):
        length, kind = page.known_at(words, i)
        if length:
            labels[i] = f"B{kind}"
            labels[i + 1 : i + length] = [f"I{kind}"] * (length - 1)
        i += max(length, 1)
    return labels


def _kind_word(kind: Kind | None) -> str:
    return kind.value if kind is not None else "?"
