"""The queue as one page without script: questions, sentences, and the entries to copy."""

from __future__ import annotations

import base64
import hashlib
from html import escape
from importlib import resources
from typing import TYPE_CHECKING

from iceorg.review.writing import entry_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from iceorg.review.items import Item

_TITLES = {"pairs": "Perhaps one thing", "conflicts": "Answered differently", "suggestions": "Read, but not sure"}


def review_html(items: Sequence[Item], *, author: str, on: date) -> str:
    """Return the page: every question with its sentences, and for each answer the entry that says so.

    Args:
        items: The queue.
        author: Who is to sign the entries.
        on: The day that they are to bear.
    """
    style = (resources.files("iceorg.review") / "review.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    body = "".join(_sections(items, author, on)) or "<p>Nothing is left to decide.</p>"
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n'
        f"<title>For a person to decide</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n<h1>For a person to decide</h1>\n"
        "<p>Copy the entry of your answer into a file in <code>data/curation</code>, or one that <code>--curation</code> names, "
        "say why, and build again. "
        "<code>iceorg review</code> asks the same in the terminal.</p>\n"
        f"{body}</main>\n</body>\n</html>\n"
    )


def _sections(items: Sequence[Item], author: str, on: date) -> Iterator[str]:
    for sort, title in _TITLES.items():
        its = [item for item in items if item.sort == sort]
        if its:
            yield f"<section>\n<h2>{title} <small>{len(its)}</small></h2>\n"
            yield from (_item(item, author, on) for item in its)
            yield "</section>\n"


def _item(item: Item, author: str, on: date) -> str:
    notes = "".join(f"<li>{escape(note)}</li>" for note in item.notes)
    sides = "".join(
        f"<dt>{escape(answer)}</dt>" + "".join(f"<dd>{escape(sentence)}</dd>" for sentence in sentences)
        for answer, sentences in item.sides
    )
    entries = "".join(_entry(item, index, author, on) for index in range(len(item.answers)))
    return f"<article>\n<h3>{escape(item.question)}</h3>\n<ul>{notes}</ul>\n<dl>{sides}</dl>\n{entries}</article>\n"


def _entry(item: Item, index: int, author: str, on: date) -> str:
    answer = item.answers[index]
    values = {**answer.values, "source": "…"} if answer.needs_source else answer.values
    text = entry_text(answer.act, values, author=author, on=on, reason="…")
    return f"<details><summary>{escape(answer.words)}</summary><pre>{escape(text)}</pre></details>\n"
