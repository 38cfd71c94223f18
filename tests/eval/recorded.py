"""Replies recorded from a real language model, with the requests as they were written for it.

`tests/llm/recorded/NAME.prompt.txt` is what the model was given and nothing else, `NAME.reply.txt` what it answered, as it came.
`python -m iceorg.llm.by_hand` wrote the one and takes the other. `PYTHONPATH=tests python -m eval.recorded` writes the figures into README.md.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from eval.corpus import CORPUS, judged_set, pairs_of
from iceorg.documents import lay_out, read_documents
from iceorg.evaluate import figures, judge
from iceorg.extract.reader import draft_layout
from iceorg.llm import Asking, ask_all, read_replies
from iceorg.resolve import resolve
from llm.loopback import Manner, serving

if TYPE_CHECKING:
    from iceorg.evaluate import Judged
    from iceorg.extract.reader import Draftsheet
    from iceorg.llm import Reply
    from iceorg.model import Document, Layout, Reading

RECORDED = Path(__file__).parents[1] / "llm" / "recorded"
MODEL = "claude (helper, 2026-11-25)"
"""Who answered, and when."""

DOCUMENTS = Path(__file__).parents[2] / "data" / "documents"


@cache
def recorded(kind: str) -> dict[str, str]:
    """Return the recorded texts of a kind, `prompt` or `reply`, by the name of the page."""
    files = sorted(RECORDED.glob(f"*.{kind}.txt"))
    return {file.name.removesuffix(f".{kind}.txt"): file.read_text("utf-8") for file in files}


@cache
def pages() -> dict[str, Document]:
    """Return the documents of the recorded replies, by name."""
    found = read_documents([CORPUS / "documents", DOCUMENTS]).documents
    by_stem = {Path(name).stem: document for document in found for name in document.file_names}
    return {name: by_stem[name] for name in recorded("reply")}


@cache
def layouts() -> dict[str, Layout]:
    """Return the same documents in blocks."""
    return {name: lay_out(document) for name, document in pages().items()}


@cache
def drafts(name: str) -> Draftsheet:
    """Return a page as rules and learned parts read it."""
    return draft_layout(layouts()[name])


@cache
def replies(folder: Path) -> dict[str, tuple[Reply, ...]]:
    """Return the replies to all requests, as a server streams them that gives what was recorded."""
    texts = {(str(pages()[name].id), "1 of 1"): reply for name, reply in recorded("reply").items()}
    with serving(Manner(texts)) as server:
        found = ask_all(layouts().values(), Asking(MODEL, server.url, "", folder))
    return {name: found[document.id] for name, document in pages().items()}


@cache
def reading(name: str, folder: Path, *, beside: bool) -> Reading:
    """Return a page as the model read it, alone or beside the rules."""
    agent = Asking(MODEL).agent
    return read_replies(layouts()[name], replies(folder)[name], agent, beside=beside)


def judged(folder: Path, *, beside: bool) -> tuple[Judged, ...]:
    """Return the pages of the last check, each read alone and judged."""
    return tuple(
        judge(gold, resolve([reading(Path(document.name).stem, folder, beside=beside)]))
        for gold, document in pairs_of("last_check")
    )


def table(folder: Path) -> str:
    """Return the figures of each reader on the last check as README.md has them."""
    readers = {
        "rules and learned parts": judged_set("last_check"),
        "the model alone": judged(folder, beside=False),
        "both": judged(folder, beside=True),
    }
    lines = ["| reader | entities: precision, recall | relations: precision, recall | F1 |", "|---|---|---|---|"]
    for who, pages_judged in readers.items():
        found = [figures(pages_judged, what) for what in ("entity", "relation")]
        cells = [f"{one.precision:.2f}, {one.recall:.2f}" for one in found]
        lines.append(f"| {who} | {' | '.join(cells)} | {found[1].f1:.2f} |")
    return "\n".join(lines)


def with_table(page: str, folder: Path) -> str:
    """Return a page with the figures of today between its marks."""
    before, _, rest = page.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    return f"{before}{_BEGIN}\n{table(folder)}\n{_END}{after}"


_BEGIN = "<!-- readers -->"
_END = "<!-- end of readers -->"


if __name__ == "__main__":
    from tempfile import TemporaryDirectory

    readme = Path(__file__).parents[2] / "README.md"
    with TemporaryDirectory() as kept:
        readme.write_text(with_table(readme.read_text("utf-8"), Path(kept)), "utf-8")
