"""The clothes that one page can wear: other line breaks, line ends, quotes, mark-up and names, and the same facts in all."""

from __future__ import annotations

import html
import re
import textwrap
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from builders import document
from iceorg.documents import lay_out
from iceorg.extract.lexicon import lexicon
from iceorg.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from iceorg.evaluate import Gold
    from iceorg.model import Block, Layout

_COLUMNS: Final = re.compile(r"\S(?: {3,}|\t)\S|\|.*\||\.{4}")
_BULLET: Final = re.compile(r"\s*(?:[•*–-]|\d+[.)])\s")


def wrapped(text: str) -> str:
    r"""Return a text whose lines are at most 72 characters long; further lines of an item are indented, rows stay whole.

    >>> [len(line) for line in wrapped("- " + "word " * 20).split("\n")]
    [71, 33]
    """
    fill = textwrap.TextWrapper(72, break_long_words=False, break_on_hyphens=False)
    lines = []
    for line in text.replace("\r\n", "\n").split("\n"):
        fill.subsequent_indent = "    " if _BULLET.match(line) else ""
        lines.append(fill.fill(line) if len(line) > 72 and not _COLUMNS.search(line) else line)
    return "\n".join(lines)


def straight(text: str) -> str:
    """Return a text with straight quotes.

    >>> print(straight("the agency’s “own” words"))
    the agency's "own" words
    """
    return text.translate(str.maketrans("’‘“”", "''\"\""))


def curly(text: str) -> str:
    """Return a text with curly quotes.

    >>> curly("the agency's " + '"own" words')
    'the agency’s “own” words'
    """
    opened = re.sub(r"(?<![\w.,;:!?)\]])\"(?=\S)", "“", text)
    return re.sub(r"(?<![\w.,;:!?)\]])'(?=\w)", "‘", opened).replace('"', "”").replace("'", "’")


def windows_line_ends(text: str) -> str:
    """Return a text with the line ends of Windows."""
    return text.replace("\r\n", "\n").replace("\n", "\r\n")


def with_navigation(text: str) -> str:
    """Return a text as a page saved whole: a menu above it, a footer below it."""
    return f"{_MENU}\n\n{text}\n\n{_FOOTER}\n"


_MENU: Final = "Skip to main content\n\nHome\nAbout us\nNews\nCareers\nContact us\n\nHome > About us > Organization"
_FOOTER: Final = "Share this page\nPrint\nE-mail\n\nPrivacy policy | Accessibility | FOIA | Site map"


def as_html(text: str) -> str:
    """Return a text as a page of headings, paragraphs, items and rows, its furniture as navigation."""
    layout = lay_out(document(text))
    return f"<!doctype html><html><body>{''.join(_tagged(layout))}</body></html>"


def _tagged(layout: Layout) -> Iterator[str]:
    """Yield the elements of a page; rows that follow each other stand in one table."""
    table = False
    for block in layout.blocks:
        if (block.kind is BlockKind.ROW) is not table:
            table = not table
            yield "<table>\n" if table else "</table>\n"
        yield _row(layout, block) if table else _element(layout, block)
    yield "</table>\n" if table else ""


def _row(layout: Layout, block: Block) -> str:
    heads = any(layout.blocks[other.header] is block for other in layout.blocks if other.header is not None)
    tag = "th" if heads else "td"
    cells = (f"<{tag}>{html.escape(layout.words(cell))}</{tag}>" for cell in block.cells)
    return f"<tr>{''.join(cells)}</tr>\n"


def _element(layout: Layout, block: Block) -> str:
    tag = {BlockKind.HEADING: f"h{min(max(1, block.level), 6)}", BlockKind.ITEM: "li"}.get(block.kind, "p")
    words = html.escape(layout.words(block))
    return f"<nav>{words}</nav>\n" if block.kind.skipped else f"<{tag}>{words}</{tag}>\n"


def as_markdown(text: str) -> str:
    """Return a text with Markdown's headings, items and tables."""
    layout = lay_out(document(text))
    return "".join(_marked(layout))


def _marked(layout: Layout) -> Iterator[str]:
    before: BlockKind | None = None
    for block in layout.blocks:
        words = layout.words(block)
        if block.kind is BlockKind.ROW:
            bars = "".join(f"| {layout.words(cell)} " for cell in block.cells) + "|"
            rule = "|" + "---|" * len(block.cells)
            yield f"{bars}\n" if before is BlockKind.ROW else f"\n{bars}\n{rule}\n"
        elif block.kind is BlockKind.ITEM:
            yield f"{'' if before is BlockKind.ITEM else chr(10)}{'  ' * (max(block.level, 1) - 1)}- {words}\n"
        else:
            yield f"\n{'#' * min(max(1, block.level), 6) + ' ' if block.kind is BlockKind.HEADING else ''}{words}\n"
        before = block.kind


# ---------------------------------------------------------------- other names


def renamed(gold: Gold) -> tuple[Gold, Callable[[str], str]]:
    """Return the annotation of a page whose agencies have invented names, and what puts these into its text."""
    names = dict(_invented(gold))
    longest = sorted(names, key=lambda name: (-len(name), name))
    # Not within a word or an address: "OFFICE", "ICE.gov".
    words = re.compile(rf"(?<![\w@./-])(?:{'|'.join(map(_spaced, longest)) or '(?!)'})(?![\w@/]|\.\w)")

    def rename(text: str) -> str:
        return words.sub(lambda match: names[" ".join(match[0].split())], text)

    entities = tuple(replace(one, names=tuple(map(rename, one.names))) for one in gold.entities)
    traps = tuple(replace(one, subject=rename(one.subject), object=rename(one.object)) for one in gold.traps)
    mentioned = tuple(map(rename, gold.mentioned_only))
    return replace(gold, entities=entities, traps=traps, mentioned_only=mentioned), rename


def _spaced(name: str) -> str:
    """Return a name as an expression: a line may end inside it."""
    return r"\s+".join(map(re.escape, name.split()))


def _invented(gold: Gold) -> Iterator[tuple[str, str]]:
    """Yield the names of a page's agencies, each with its invented one: heads stay, every other word is another."""
    agencies = [entity for entity in gold.entities if entity.type == "Agency"]
    words = {w.casefold(): None for one in agencies for name in one.names for w in _own_words(name)}
    others = {word: _WORDS[i % len(_WORDS)] + "s" * (i // len(_WORDS)) for i, word in enumerate(words)}
    for number, one in enumerate(agencies):
        for name in one.names:
            acronym = name.isupper() and " " not in name
            yield name, _acronym(name, one.names, others, number) if acronym else _put(name, others)


def _own_words(name: str) -> list[str]:
    """Return the words of a long name that are its own: not its head, which is its last word where no other is."""
    words = re.findall(r"[^\W\d_]+", name)
    own = [word for word in words if word[0].isupper() and word.title() not in _KEPT]
    headless = not any(word.title() in _HEADS for word in words)
    return [] if len(words) < 2 else own[: -1 if headless else None]


def _put(name: str, others: Mapping[str, str]) -> str:
    def other(match: re.Match[str]) -> str:
        word = others.get(match[0].casefold(), match[0]) if match[0][0].isupper() else match[0]
        return word.upper() if match[0].isupper() else word

    return re.sub(r"[^\W\d_]+", other, name)


def _acronym(acronym: str, names: tuple[str, ...], others: Mapping[str, str], number: int) -> str:
    """Return the initials of the invented name where the acronym is those of the real one, else letters of no name."""
    for name in (re.sub(r"^(?:U\.S\.|US) ", "", name) for name in names if " " in name):
        for pattern in (r"\b[A-Z]", r"\b\w"):
            if "".join(re.findall(pattern, name)).upper() == acronym:
                return "".join(re.findall(pattern, _put(name, others))).upper()
    return "ZQVXKJ"[number % 6] + acronym[:0:-1]


_HEADS: Final = frozenset(
    [
        "Department",
        "Ministry",
        "Agency",
        "Bureau",
        "Office",
        "Service",
        "Services",
        "Administration",
        "Authority",
        "Commission",
        "Council",
        "Board",
        "Court",
        "Courts",
        "District",
        "Corps",
        "Center",
        "Centers",
        "Centre",
        "Institute",
        "Institution",
        "Association",
        "Foundation",
        "University",
        "Police",
        "Sheriff",
        "Library",
        "Port",
        "Nation",
        "Tribe",
        "Group",
        "Company",
        "Directorate",
        "Division",
        "Section",
        "Committee",
        "Government",
        "Union",
        "Assembly",
    ]
)
_KEPT = _HEADS | frozenset(
    [
        "U",
        "S",
        "Us",
        "United",
        "States",
        "National",
        "Federal",
        "State",
        "County",
        "City",
        "Royal",
        "Of",
        "The",
        "And",
        "For",
    ]
)
_KEPT |= {word.title() for region in lexicon().regions for word in region.split()}
_WORDS: Final = (
    "Lantern",
    "Harrow",
    "Orchard",
    "Quarry",
    "Granary",
    "Meadow",
    "Velvet",
    "Tiller",
    "Bramble",
    "Wicker",
    "Thimble",
    "Juniper",
    "Kettle",
    "Plover",
    "Saffron",
    "Yarrow",
    "Copper",
    "Heron",
    "Fallow",
    "Drumlin",
    "Ember",
    "Willow",
    "Nettle",
    "Pewter",
    "Sorrel",
    "Tamarisk",
    "Umber",
    "Varnish",
    "Wharf",
    "Zephyr",
)
