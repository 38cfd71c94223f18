"""A document, and the parts of its text: blocks, sentences, passages, skipped text.

All offsets count Unicode code points of `Document.text`, which never changes after reading, so
`document.text[start:end]` is the quote of everything that carries a start and an end.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NewType

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

DocumentId = NewType("DocumentId", str)
"""The first 16 hexadecimal digits of the SHA-256 of the file's bytes."""

JOINER = "\u2060"
"""Fills a view where mark-up stands inside a word (`Obreg&oacute;n`); a person sees nothing there."""

ACCENTS = r"\u0300-\u036f"
"""Accents that stand after their letter, as the inside of a character class."""


@dataclass(frozen=True, slots=True)
class Source:
    """What is known about a document from outside its text. Dates without evidence are absent.

    Args:
        title: A title for people.
        publisher: Who published it, as a name.
        republisher: Who posted the copy that was read.
        stated_date: The date that the text gives for itself, as a person read it.
        republished: When the copy was posted.
        captured: When an archive captured it: outside evidence, not a date of the document.
        original_address: Where it was published.
    """

    title: str | None = None
    publisher: str | None = None
    republisher: str | None = None
    stated_date: date | None = None
    republished: date | None = None
    captured: date | None = None
    original_address: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Withheld:
    """A contact that a document gives, masked in its text until its reader knows that it is an office's.

    Args:
        start: Offset of its first character.
        end: Offset after its last.
        why: What it is: `telephone`, `e-mail` or `postal address`.
        words: What stands there.
        parts: How many masked stretches it is: an address may be several.
    """

    start: int
    end: int
    why: str
    words: str
    parts: int = 1


@dataclass(frozen=True, slots=True)
class Document:
    """One document as it was read.

    Args:
        id: Made from the bytes, so that the same document has the same id under any name.
        sha256: Digest of the bytes, in hexadecimal.
        file_names: Every file name under which these bytes were found, sorted.
        media_type: What the text is: `text/plain`, `text/markdown` or `text/html`.
        text: The decoded text, without a byte-order mark, or the text that was made of a file that is none, the same whenever it is read; ways to reach somebody and suppressed names in it are masked,
            character for character, and nothing else is changed.
        source: What is known from outside the text.
        masked: How many stretches of the text are masked, by what they are.
        withheld: Contacts of it that may be kept, if they are asked for; none once it is read.
        shown: Where contacts stand that are kept, and so not masked.
    """

    id: DocumentId
    sha256: str
    file_names: tuple[str, ...]
    media_type: str
    text: str
    source: Source = Source()
    masked: tuple[tuple[str, int], ...] = ()
    withheld: tuple[Withheld, ...] = ()
    shown: tuple[tuple[int, int], ...] = ()

    @property
    def name(self) -> str:
        """The first of the file names."""
        return self.file_names[0]

    @property
    def text_sha256(self) -> str:
        """The digest of the text as it was read, in hexadecimal: another one when other names are masked."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def passage(self, start: int, end: int) -> Passage:
        """Return the passage between two offsets, without white space at its ends."""
        words = self.text[start:end]
        start += len(words) - len(words.lstrip())
        end -= len(words) - len(words.rstrip())
        return Passage(self.id, start, end, self.text[start:end])


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """Words of a document: `text[start:end] == quote`."""

    document: DocumentId
    start: int
    end: int
    quote: str


_BESIDE_SIGN = re.compile(r"(?<=[(\[\u201c\u2018])\s+|(?<!\s)\s+(?=[,.;:!?)\]\u201d\u2019])")


class BlockKind(StrEnum):
    """What a block of text is on the page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    LABEL = "label"
    ROW = "row"
    NAVIGATION = "navigation"
    TESTIMONIAL = "testimonial"
    LINKS = "links"
    BOILERPLATE = "boilerplate"

    @property
    def skipped(self) -> bool:
        """Whether facts are never read from such a block."""
        return self in _SKIPPED


_SKIPPED = {BlockKind.NAVIGATION, BlockKind.TESTIMONIAL, BlockKind.LINKS, BlockKind.BOILERPLATE}


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text, from start to before end."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a block.

    Args:
        start: Offset of its first character.
        end: Offset after its last character.
        block: Index of its block in the layout.
        link: Whether it only points elsewhere ("Read more about ...", "Contact OCR.").
    """

    start: int
    end: int
    block: int
    link: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list item, label line, table row, or a part of the page's furniture.

    Args:
        kind: What it is on the page.
        start: Offset of its first character.
        end: Offset after its last character.
        level: Depth of a heading (1 is the top) or of a list item (1 is the outermost).
        parent: Index of the heading, lead-in or item that it stands under; None at the top.
        cells: The cells of a row.
        header: Index of the row that heads a table row's columns.
        reason: Why a skipped block is skipped, as a rule id.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    parent: int | None = None
    cells: tuple[Span, ...] = ()
    header: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Skip:
    """Text that no fact is read from, and why."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Detail:
    """Something that the file's own metadata says: HTML head or front matter.

    Args:
        key: `title`, `publisher`, `author`, `date` or `address`.
        value: What it says, as a person reads it.
        start: Offset of its first character in the document's text.
        end: Offset after its last character.
    """

    key: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Layout:
    """A document's text in blocks and sentences.

    Args:
        document: The document.
        view: The text as a person sees it, of the same length: mark-up is blanks, an entity is its
            character followed by blanks (by `JOINER` where a word goes on), so that offsets are
            those of the document's text.
        blocks: In text order; every word of the text is in a block.
        sentences: In text order; the sentences of every block that is read. A heading or a label
            is one sentence, each cell of a row is one or several.
        title: Title from the file's own metadata (HTML head, front matter), if any.
        publisher: Publisher from the file's own metadata, if any.
        skips: What is not read, with the reason.
        details: What the file's own metadata says, each with its place in the text.
    """

    document: Document
    view: str
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    title: str | None = None
    publisher: str | None = None
    skips: tuple[Skip, ...] = ()
    details: tuple[Detail, ...] = ()

    def words(self, part: Block | Sentence | Span) -> str:
        """Return what a person sees of a part, with every run of white space as one blank.

        Blanks that stand in place of mark-up beside a bracket or a comma are left out.
        """
        text = self.document.text[part.start : part.end]
        view = _BESIDE_SIGN.sub(
            lambda gap: gap[0] if text[gap.start() : gap.end()].isspace() else "", self.view[part.start : part.end]
        )
        return " ".join(view.replace(JOINER, "").split())

    def trail(self, index: int) -> Iterator[int]:
        """Yield the indices of the blocks that a block stands under, nearest first."""
        parent = self.blocks[index].parent
        while parent is not None:
            yield parent
            parent = self.blocks[parent].parent
