"""How to cite a claim: the document and the exact place in it, in plain words, as BibTeX and as CSL-JSON.

What is cited is the document, not the graph: the graph only says where in it to look. A date is given only if it
is known, and says which of the document's dates it is.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from iceorg.pages.sources import Source

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ENDS: Final = (".", "!", "?", ".”", '."', ".’", ".'")
_SPECIAL = re.compile(r"[\\{}$&#%_~^]")
_IN_TEX: Final = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


@dataclass(frozen=True, slots=True)
class Cited:
    """A place in a document.

    Args:
        source: The document.
        start: Offset of its first character in the document's text.
        end: Offset after its last character.
        quote: The exact words.
    """

    source: Source
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation in the three forms that people paste.

    Args:
        plain: For a footnote.
        bibtex: For LaTeX: an entry for each document.
        csl: For Zotero and other reference managers: CSL-JSON, an item for each document.
    """

    plain: str
    bibtex: str
    csl: str


def cite(key: str, places: Sequence[Cited]) -> Citation:
    """Return the citation of what a claim rests on.

    Args:
        key: What names the claim, such as `claim-009f2c73ce55b285b5b0`.
        places: The passages that it rests on.
    """
    numbered = [(f"{key}-{number}" if len(places) > 1 else key, place) for number, place in enumerate(places, 1)]
    items = [_item(name, place) for name, place in numbered]
    return Citation(
        plain="\n".join(_plain(place) for place in places),
        bibtex="\n\n".join(_entry(name, place) for name, place in numbered),
        csl=json.dumps(items, ensure_ascii=False, indent=2),
    )


def _plain(place: Cited) -> str:
    source = place.source
    parts = [
        f"{source.publisher or 'Publisher not stated'}, “{source.title}”",
        source.stated or "undated",
        source.republished and f"republished on {source.republished}",
        source.captured and f"captured on {source.captured}",
        source.url,
        f"file {source.file} (SHA-256 {source.sha256}), characters {place.start}–{place.end}",
    ]
    quote = _on_one_line(place.quote)
    return f"{', '.join(filter(None, parts))}: “{quote}”{'' if quote.endswith(_ENDS) else '.'}"


def _entry(key: str, place: Cited) -> str:
    source = place.source
    year, _, rest = source.stated.partition("-")
    fields = {
        "title": f"{{{_tex(source.title)}}}",
        "author": f"{{{_tex(source.publisher)}}}" if source.publisher else "",
        "year": year,
        "month": _MONTHS[int(rest[:2]) - 1] if rest else "",
        "url": source.url,
        "note": _tex(
            f"File {source.file}, characters {place.start}–{place.end}: “{_on_one_line(place.quote)}”. "
            f"SHA-256 {source.sha256}"
        ),
    }
    lines = [
        f"  {name} = {value}" if name == "month" else f"  {name} = {{{value}}}"
        for name, value in fields.items()
        if value
    ]
    return f"@misc{{{key},\n" + ",\n".join(lines) + "\n}"


def _item(key: str, place: Cited) -> dict[str, Any]:
    source = place.source
    item = {
        "id": key,
        "type": "webpage" if source.url else "document",
        "title": source.title,
        "author": [{"literal": source.publisher}] if source.publisher else None,
        "issued": _date(source.stated),
        "accessed": _date(source.captured),
        "URL": source.url,
        "locator": f"{place.start}–{place.end}",
        "note": f"File {source.file}; SHA-256 {source.sha256}; characters {place.start}–{place.end}",
        "abstract": place.quote,
    }
    return {name: value for name, value in item.items() if value}


def _date(day: str) -> dict[str, list[list[int]]] | None:
    """Return a date as CSL-JSON has it.

    >>> _date("2016-03-10"), _date("2008"), _date("")
    ({'date-parts': [[2016, 3, 10]]}, {'date-parts': [[2008]]}, None)
    """
    return {"date-parts": [[int(part) for part in day.split("-")]]} if day else None


def _tex(text: str) -> str:
    r"""Return text that TeX sets as it stands.

    >>> print(_tex("50 % of R&D_{x}"))
    50 \% of R\&D\_\{x\}
    """
    return _SPECIAL.sub(lambda found: _IN_TEX.get(found[0], f"\\{found[0]}"), text)


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
