"""What a language model costs beside the rules: `python -m bench.bench_readers`.

Prints, for a page of about 3 kB, the requests and tokens that a model takes, and how many times faster the rules read it than a model that
writes its answer at a given pace. No model is asked: the answer is one that was recorded, and the paces are those of local and of rented models.
Reading the reply (search, proof, claims) is timed as well: it is the same whether the reply was just written or kept.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from iceorg.documents import lay_out, read_documents
from iceorg.extract import read_layout
from iceorg.llm import Reply, read_replies
from iceorg.llm.prompt import prompt, user_message
from iceorg.llm.replies import about
from iceorg.llm.windows import windows
from iceorg.model import Agent

if TYPE_CHECKING:
    from collections.abc import Callable

TESTS = Path(__file__).parents[1]
PAGE = "p14-aphis-annual-review"
"""A page of 2.7 kB."""
PACES = {"a small model on a laptop": 10, "a model on one card": 50, "a rented model": 100}
"""Tokens that a model writes in a second."""
TIMES = 20


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time that some work takes, the least of several runs."""
    work()
    taken = []
    for _ in range(TIMES):
        before = time.process_time()
        work()
        taken.append(time.process_time() - before)
    return min(taken)


def main() -> None:
    """Measure and print."""
    (document,) = read_documents([TESTS / "corpus" / "documents" / f"{PAGE}.txt"]).documents
    layout = lay_out(document)
    parts = windows(layout)
    text = (TESTS / "llm" / "recorded" / f"{PAGE}.reply.txt").read_text("utf-8")
    asked = sum(about(prompt().system + user_message(document, part)) for part in parts)
    answered = about(text)
    agent = Agent("recorded", prompt().sha256)
    rules = seconds(lambda: read_layout(layout, learned=False))
    learned = seconds(lambda: read_layout(layout))
    proof = seconds(lambda: read_replies(layout, [Reply(text)], agent))
    print(
        f"page of {len(document.text)} letters: {len(parts)} request, about {asked} tokens asked and {answered} answered"
    )
    print(
        f"rules {rules * 1000:.1f} ms; rules and learned parts {learned * 1000:.1f} ms; a reply read and proved {proof * 1000:.1f} ms"
    )
    for who, pace in PACES.items():
        model = answered / pace
        print(
            f"{who:28}{pace:5} tokens/s{model:8.1f} s: rules alone {model / rules:8.0f} times faster, with learned parts {model / learned:8.0f}"
        )


if __name__ == "__main__":
    main()
