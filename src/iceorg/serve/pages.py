"""Pages for people: every name and sentence on them is somebody else's text, and escaped."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from iceorg.history import Lane, Undated
from iceorg.serve.examples import examples
from iceorg.serve.reading import cut, read_spans
from iceorg.serve.times import read_conflicts, read_day

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from jinja2 import Environment

    from iceorg.history import Record
    from iceorg.serve.site import Site
    from iceorg.serve.things import Thing
    from iceorg.vocab import Iri

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""What a page may load and do: files of this server, and nothing else."""

EDITOR_POLICY: Final = POLICY.replace(
    "style-src 'self'", "style-src 'self' 'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='"
)
"""On the query page moreover one style of the editor's own, for the handles between columns, by its digest."""

EDITOR: Final = ("yasgui.min.js", "yasgui.min.css")
"""The query editor's files, which set-up takes from their package."""

_UNDATED: Final = (
    (Undated.APART, "apart"),
    (Undated.CAPTURED, "from the day an archive shows them"),
    (Undated.ALL, "on any day"),
)
_LANES: Final = {
    Lane.DATED: "Seen, and not known to be over",
    Lane.UNDATED: "In undated documents only",
    Lane.ENDED: "Over by then",
}

_MEDIA: Final = {"css": "text/css", "js": "text/javascript"}


def asset(name: str) -> tuple[bytes, str] | None:
    """Return a file that pages load, and its media type, or None if there is no such file."""
    folder = resources.files(__package__) / "assets"
    known: dict[str, Traversable] = {file.name: file for file in _files(folder)}
    suffix = name.rpartition(".")[2]
    return (known[name].read_bytes(), _MEDIA[suffix]) if name in known and suffix in _MEDIA else None


def query_page(site: Site) -> str:
    """Return the page with the query editor and the questions of the catalogue."""
    editor = all(asset(name) for name in EDITOR)
    return _render("query.html", examples=examples(site.store), editor=editor, base=site.base)


def thing_page(thing: Thing, name: str) -> str:
    """Return the page of a thing."""
    return _render("thing.html", thing=thing, name=name)


def document_page(site: Site, document: Iri) -> str:
    """Return the page of a document, with the words behind facts marked."""
    spans, text = read_spans(site, document), site.texts.get(document)
    pieces = cut(text, spans) if text is not None else ()
    local = document.removeprefix(site.base)
    return _render("document.html", title=site.files[document], name=local, spans=spans, pieces=list(pieces))


def documents_page(site: Site) -> str:
    """Return the list of documents."""
    listed = sorted((file, site.address(document)) for document, file in site.files.items())
    return _render("documents.html", documents=listed)


def conflicts_page(site: Site, record: Record) -> str:
    """Return the page of what documents disagree and agree in."""
    return _render("conflicts.html", groups=read_conflicts(site, record))


def day_page(site: Site, record: Record, day: str, undated: str) -> str:
    """Return the page of what had been seen by a day; without one, the form that asks for it."""
    groups = read_day(site, record, day, undated) if day else []
    content = {"day": day, "undated": undated, "groups": groups, "choices": _UNDATED, "headings": _LANES}
    return _render("as-of.html", **content)


def refusal_page(status: int, message: str) -> str:
    """Return a page that says why there is no other."""
    return _render("refusal.html", status=status, message=message)


def _render(template: str, **content: Any) -> str:
    return _templates().get_template(template).render(**content)


@cache
def _templates() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("iceorg.serve")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def _files(folder: Traversable) -> list[Traversable]:
    inner = [_files(entry) for entry in folder.iterdir() if entry.is_dir()]
    return [*(entry for entry in folder.iterdir() if entry.is_file()), *(file for files in inner for file in files)]
