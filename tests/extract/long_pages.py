"""A page of a million characters that states nothing: `python long_pages.py KIND` reads it and prints what it claims."""

from __future__ import annotations

import json
import sys
from random import Random

from builders import document
from iceorg.documents import lay_out
from iceorg.extract import read_layout
from iceorg.model import Key, Kind

SIZE = 1_000_000
_STEMS = ("lor", "ips", "dol", "sit", "ame", "cons", "adip", "eli", "tempor", "lab", "magn", "ali", "veni", "nostr")
_ENDINGS = ("em", "um", "or", "et", "is", "a", "unt", "at")


def _sentence(random: Random) -> str:
    words = [random.choice(_STEMS) + random.choice(_ENDINGS) for _ in range(random.randint(5, 14))]
    return " ".join(words).capitalize() + "."


def page(kind: str) -> str:
    """Return one word, one line of words, one line of sentences, or paragraphs."""
    random = Random(1)  # noqa: S311 - the same page each time is what is wanted
    if kind == "a word":
        return "a" * SIZE
    sentences = [_sentence(random) for _ in range(SIZE // 60)]
    if kind == "a line of words":
        return " ".join(sentences).replace(".", "").lower()
    if kind == "a line of sentences":
        return " ".join(sentences)
    return "\n\n".join(" ".join(sentences[start : start + 6]) for start in range(0, len(sentences), 6))


def main(kind: str) -> None:
    """Print how long the page is, which facts are asserted of anything but itself, and which notes there are."""
    text = page(kind)
    found = read_layout(lay_out(document(text)))
    said = [c for c in found.claims if not (isinstance(c.subject, Key) and c.subject.kind is Kind.DOCUMENT)]
    facts = [c.passages[0].quote for c in said if c.status.asserted]
    print(json.dumps([len(text), facts, sorted({problem.code for problem in found.problems})]))  # noqa: T201 - its answer


if __name__ == "__main__":
    main(sys.argv[1])
