"""Pages for people: every name and sentence on them is somebody else's text, and escaped."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from iceorg.history import Lane, Undated
from iceorg.pages.data import data_links
from iceorg.pages.examples import examples
from iceorg.pages.reading import cut, read_spans
from iceorg.pages.sources import read_source
from iceorg.pages.times import read_candidates, read_conflicts, read_day

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from jinja2 import Environment

    from iceorg.history import Record
    from iceorg.pages.claims import ClaimTold
    from iceorg.pages.site import Places, Site
    from iceorg.pages.things import Thing
    from iceorg.vocab import Iri

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""What a page may load and do: files of this server, and nothing else."""

EDITOR_STYLE: Final = "'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='"
"""The digest of one style of the editor's own, for the handles between columns."""

EDITOR_POLICY: Final = POLICY.replace("style-src 'self'", f"style-src 'self' {EDITOR_STYLE}")
"""On the query page moreover that style."""

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

_MEDIA: Final = {"css": "text/css", "js": "text/javascript", "wasm": "application/wasm"}


def asset(name: str) -> tuple[bytes, str] | None:
    """Return a file that pages load, and its media type, or None if there is no such file."""
    folder = resources.files(__package__) / "assets"
    known: dict[str, Traversable] = {file.name: file for file in _files(folder)}
    suffix = name.rpartition(".")[2]
    return (known[name].read_bytes(), _MEDIA[suffix]) if name in known and suffix in _MEDIA else None


def query_page(site: Site) -> str:
    """Return the page with the query editor and the questions of the catalogue."""
    editor = all(asset(name) for name in EDITOR)
    return render(site.places, "query.html", examples=examples(site.store), editor=editor, base=site.base)


def thing_page(places: Places, thing: Thing, name: str) -> str:
    """Return the page of a thing."""
    return render(places, "thing.html", thing=thing, data=data_links(places, name))


def claim_page(places: Places, claim: ClaimTold) -> str:
    """Return the page of a claim: what it says, why that is believed, and how to cite it."""
    return render(places, "claim.html", claim=claim, citation=claim.citation)


def document_page(site: Site, document: Iri) -> str:
    """Return the page of a document, with the words behind facts marked."""
    spans, text = read_spans(site, document), site.texts.get(document)
    pieces = cut(text, spans) if text is not None else ()
    local, source = document.removeprefix(site.base), read_source(site, document)
    content = {"title": site.files[document], "name": local, "source": source, "spans": spans, "pieces": list(pieces)}
    return render(site.places, "document.html", **content)


def documents_page(site: Site) -> str:
    """Return the list of documents."""
    listed = sorted((file, site.address(document)) for document, file in site.files.items())
    return render(site.places, "documents.html", documents=listed)


def conflicts_page(site: Site, record: Record) -> str:
    """Return the page of what documents disagree and agree in, and of what may be one thing."""
    content = {"groups": read_conflicts(site, record), "proposed": read_candidates(site, record)}
    return render(site.places, "conflicts.html", **content)


def day_page(site: Site, record: Record, day: str, undated: str) -> str:
    """Return the page of what had been seen by a day; without one, the form that asks for it.

    Raises:
        QueryError: The day is no date, or the switch for undated documents is none of those known.
    """
    groups = read_day(site, record, day, undated) if day else []
    content = {"day": day, "undated": undated, "groups": groups, "choices": _UNDATED, "headings": _LANES}
    return render(site.places, "as-of.html", **content)


def refusal_page(places: Places, status: int, message: str) -> str:
    """Return a page that says why there is no other."""
    return render(places, "refusal.html", status=status, message=message)


def render(places: Places, template: str, **content: Any) -> str:
    """Return a page of a template of this room."""
    return templates().get_template(template).render(places=places, **content)


@cache
def templates(*packages: str) -> Environment:
    """Return the templates of this room, and those of other rooms that build on them.

    Args:
        packages: The other rooms, as packages.
    """
    from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

    loader = ChoiceLoader([PackageLoader(package) for package in ("iceorg.pages", *packages)])
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def _files(folder: Traversable) -> list[Traversable]:
    inner = [_files(entry) for entry in folder.iterdir() if entry.is_dir()]
    return [*(entry for entry in folder.iterdir() if entry.is_file()), *(file for files in inner for file in files)]
