"""The site: a folder of pages with relative links, which any server hands out and any browser opens from disk."""

from __future__ import annotations

import hashlib
from collections import Counter
from importlib import resources
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin
from xml.sax.saxutils import escape

from markupsafe import Markup

from iceorg.chart import render_chart, source_texts
from iceorg.export import EXPORTERS, exported
from iceorg.pages import Places
from iceorg.pages.claims import read_claim
from iceorg.pages.data import FILES, described
from iceorg.pages.render import (
    EDITOR,
    EDITOR_STYLE,
    asset,
    claim_page,
    conflicts_page,
    document_page,
    templates,
    thing_page,
)
from iceorg.pages.things import read_thing
from iceorg.publish.describe import Dataset, Download, as_dcat, as_schema_org, as_turtle
from iceorg.publish.engine import engine_script, graph_script, in_script
from iceorg.publish.ontology import read_words
from iceorg.publish.overview import list_things, read_documents, read_overview
from iceorg.publish.questions import forms
from iceorg.publish.timeline import read_timeline
from iceorg.query import labels
from iceorg.vocab import PREFIXES, rdf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iceorg.pages.site import Site
    from iceorg.publish.overview import Overview
    from iceorg.publish.source import Source

SITE: Final = (
    "index.html",
    "chart.html",
    "things.html",
    "documents.html",
    "timeline.html",
    "conflicts.html",
    "ask.html",
    "ontology.html",
    "downloads.html",
    "dataset.ttl",
    "dataset.jsonld",
    "sitemap.xml",
    "SHA256SUMS",
    "assets",
    "documents",
    "downloads",
    "id",
)
"""What lies at the top of a site. Other files there are a person's, and stay."""

_SUFFIX: Final = ".html"
_NAV: Final = (
    ("", "Overview"),
    ("chart", "Chart"),
    ("things", "Things"),
    ("documents", "Documents"),
    ("timeline", "Timeline"),
    ("conflicts", "Conflicts"),
    ("ask", "Ask"),
    ("ontology", "Words"),
    ("downloads", "Download"),
)
_POLICY: Final = "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'"
"""What a page may load: its style, and nothing else. No script runs on it."""
_ASKING: Final = (
    "default-src 'none'; script-src 'self' blob: 'wasm-unsafe-eval'; worker-src blob:; "
    f"style-src 'self' {EDITOR_STYLE}; img-src 'self' data:; font-src 'self' data:; base-uri 'none'; form-action 'none'"
)
"""On the page that asks moreover the editor, and a worker that runs the engine."""
_WORDS_OF: Final = {
    "turtle": "Turtle, easy to read",
    "json-ld": "JSON-LD, with the context in it",
    "n-triples": "N-Triples, a fact on each line: the graph as it was built",
    "n-quads": "N-Quads, a named graph for each document",
    "trig": "TriG, a named graph for each document",
    "rdf-xml": "RDF/XML",
    "turtle-1.2": "Turtle 1.2, the claims as reifiers of what they say",
    "graphml": "GraphML, for yEd, Gephi and networkx",
    "gexf": "GEXF, for Gephi",
    "cytoscape": "Cytoscape JSON",
    "mermaid": "Mermaid, for Markdown",
    "dot": "DOT, for Graphviz",
    "json-ld-tree": "JSON-LD with the organisation nested: parts within bodies, holders within posts",
    "followthemoney": "FollowTheMoney entities, for Aleph and other investigative databases",
    "popolo": "Popolo JSON: persons, organizations, posts, memberships",
    "csv": "CSV tables with their description (CSVW), in a zip file",
}


def publish(source: Source) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the site of a graph, as its path and its content; the same graph gives the same bytes.

    Args:
        source: The graph, its documents, and where the site will be.

    Raises:
        ExportError: A third-party part was not fetched when this was set up.
    """
    digests: dict[str, str] = {}
    for path, content in _files(source):
        digests[path] = hashlib.sha256(content).hexdigest()
        yield path, content
    yield "SHA256SUMS", "".join(f"{digest}  {path}\n" for path, digest in sorted(digests.items())).encode()


def _files(source: Source) -> Iterator[tuple[str, bytes]]:
    top = source.site(_places("", source))
    overview = read_overview(source, top)
    downloads = []
    for path, media_type, title, content in _downloads(source):
        downloads.append(Download.of(path, media_type, title, content))
        yield path, content
    dataset = _dataset(source, overview, downloads)
    yield "dataset.jsonld", as_dcat(dataset)
    yield "dataset.ttl", as_turtle(dataset)
    for name in ("site.css", "query.css", "editor.js", *EDITOR):
        yield f"assets/{name}", _asset(name)
    yield "assets/engine.js", engine_script().encode()
    yield "assets/graph.js", graph_script(source, top).encode()
    yield "assets/ask.js", ask_script().encode()
    yield from _data(source, top.places)
    pages = []
    for path, page in _pages(source, top, overview, dataset):
        pages.append(path)
        yield path, page.encode()
    if source.url:
        yield "sitemap.xml", _sitemap(source.url, pages)


def _pages(source: Source, top: Site, overview: Overview, dataset: Dataset) -> Iterator[tuple[str, str]]:
    """Yield every page, as its path and its text."""

    def page(template: str, **content: Any) -> str:
        return templates("iceorg.publish").get_template(template).render(places=top.places, **content)

    told = Markup(in_script(as_schema_org(dataset)))  # noqa: S704 - escaped by in_script
    yield "index.html", page("index.html", title=dataset.title, overview=overview, dataset=told)
    texts = source_texts(source.triples, source.documents)
    yield (
        "chart.html",
        render_chart(source.triples, title=source.title, texts=texts, glimpses=source.glimpses, home="index.html"),
    )
    yield "things.html", page("things.html", groups=list_things(source, top))
    yield "documents.html", page("sources.html", documents=read_documents(source, top))
    yield "timeline.html", page("timeline.html", moments=read_timeline(source, top))
    yield "conflicts.html", conflicts_page(top, source.record)
    prefixes = Markup(in_script(dict(PREFIXES) | {"id": source.base}))  # noqa: S704 - escaped by in_script
    yield "ask.html", page("ask.html", questions=forms(), prefixes=prefixes, policy=_ASKING)
    yield "ontology.html", page("ontology.html", words=read_words(source, top))
    yield "downloads.html", page("downloads.html", downloads=dataset.downloads)
    yield from _pages_below(source)


def _pages_below(source: Source) -> Iterator[tuple[str, str]]:
    """Yield the pages of documents, things and claims, which lie in folders."""
    below = source.site(_places("../", source))
    local, places = len(source.base), below.places
    for document in sorted(below.files):
        yield f"documents/{places.file(document[local:])}", document_page(below, document)
    for thing in source.things:
        told = read_thing(below, thing)
        assert told is not None
        yield f"id/{places.file(thing[local:])}", thing_page(places, told, thing[local:])
    named = labels(
        source.store, {part for one in source.record.observations for part in one.fact if isinstance(part, str)}
    )
    for claim in source.claims:
        yield f"id/{places.file(claim[local:])}", claim_page(places, read_claim(below, claim, named))


def _data(source: Source, places: Places) -> Iterator[tuple[str, bytes]]:
    """Yield the data of every thing, which lies beside its page."""
    for thing in source.things:
        name = thing[len(source.base) :]
        for form, content in zip(FILES, described(source.store, thing, FILES), strict=True):
            yield places.data(name, form.suffix), content


def ask_script() -> str:
    """Return the script of the page that asks."""
    return (resources.files("iceorg.publish") / "assets" / "ask.js").read_text(encoding="utf-8")


def _places(root: str, source: Source) -> Places:
    return Places(root, _SUFFIX, brand=source.name, policy=_POLICY, nav=_NAV)


def _downloads(source: Source) -> Iterator[tuple[str, str, str, bytes]]:
    wanted = [one for one in EXPORTERS if one.name in _WORDS_OF]
    for one, content in zip(wanted, exported(source.store, [one.name for one in wanted]), strict=True):
        name = f"graph-rdf12{one.suffix}" if one.name == "turtle-1.2" else f"graph{one.suffix}"
        yield f"downloads/{name}", one.media_type, _WORDS_OF[one.name], content
    for name, content in source.texts.items():
        suffix = PurePosixPath(name).suffix
        media_type = {".json": "application/json", ".html": "text/html", ".nq": "application/n-quads"}[suffix]
        yield f"downloads/{name}", media_type, _RESULT[name], content


_RESULT: Final = {
    "manifest.json": "The manifest of the build: what went in, with digests",
    "report.html": "The report of the build, for people",
    "report.json": "The report of the build, for programs",
    "outside.nq": "What is known from elsewhere, in a named graph of its own",
}
"""What of a result folder is handed on as it is."""
HANDED_ON: Final = tuple(_RESULT)
MARKS: Final = ("index.html", "dataset.ttl", "SHA256SUMS")
"""The files by which a former site is known."""


def _dataset(source: Source, overview: Overview, downloads: list[Download]) -> Dataset:
    kinds = Counter(str(what) for _, predicate, what in source.triples if predicate == rdf.TYPE)
    days = sorted(one.source.stated for one in overview.documents if one.source.stated)
    return Dataset(
        title=source.name,
        description=f"What {len(overview.documents)} documents say about {source.name}: "
        f"{overview.told} facts, each with the exact words of a document.",
        url=source.url,
        triples=len(source.triples),
        properties=Counter(str(predicate) for _, predicate, _ in source.triples),
        classes=kinds,
        sources=tuple((one.source.title, one.source.publisher, one.source.stated) for one in overview.documents),
        example=overview.main.link.iri if overview.main else "",
        downloads=tuple(downloads),
        covers=(days[0], days[-1]) if days else None,
    )


def _sitemap(url: str, pages: list[str]) -> bytes:
    lines = "".join(f"<url><loc>{escape(urljoin(url, page))}</loc></url>\n" for page in sorted(pages))
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return f"{head}{lines}</urlset>\n".encode()


def _asset(name: str) -> bytes:
    found = asset(name)
    assert found is not None  # the engine's own files were asked for first, and these come with the package
    return found[0]
