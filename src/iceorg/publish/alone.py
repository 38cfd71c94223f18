"""Chart, texts and SPARQL in one HTML file that opens from disk, to be handed to somebody."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

from iceorg.chart import read_view, render_chart, source_texts
from iceorg.chart.packing import packed
from iceorg.chart.page import Addition
from iceorg.pages import Places
from iceorg.pages.render import EDITOR, EDITOR_STYLE, asset, templates
from iceorg.publish.engine import engine_script, graph_script, in_script
from iceorg.publish.questions import forms
from iceorg.vocab import PREFIXES

if TYPE_CHECKING:
    from iceorg.publish.source import Source

_SOURCES: Final = {
    "script-src": "blob: 'wasm-unsafe-eval'",
    "worker-src": "blob:",
    "style-src": EDITOR_STYLE,
    "img-src": "data:",
    "font-src": "data:",
}
"""What the editor and the engine load beyond the chart: themselves, from within the page."""


def single_file(source: Source) -> str:
    """Return a page with the chart, the texts of documents, the named questions and SPARQL; the same graph gives the same page.

    Args:
        source: The graph and its documents.

    Raises:
        ExportError: A third-party part was not fetched when this was set up.
    """
    texts = source_texts(source.triples, source.documents)
    return render_chart(
        source.triples, title=source.title, texts=texts, glimpses=source.glimpses, added=_asking(source)
    )


def _asking(source: Source) -> Addition:
    from markupsafe import Markup

    editor, sheet = (_third_party(name) for name in EDITOR)
    cards = {node.iri.removeprefix(source.base): f"#n-{node.id}" for node in read_view(source.triples).nodes}
    scripts = (
        _of_pages("editor.js"),
        engine_script(),
        graph_script(source, source.site(Places("", ".html")), cards),
        _own("ask.js"),
    )
    template = templates("iceorg.publish").get_template("alone.html")
    return Addition(
        tools='<button type="button" id="open-ask" aria-haspopup="dialog">Ask</button>',
        body=template.render(
            questions=forms(),
            prefixes=Markup(in_script(dict(PREFIXES) | {"id": source.base})),  # noqa: S704 - escaped by in_script
            editor=packed(editor.encode()),
            scripts=[Markup(script) for script in scripts],  # noqa: S704 - our own, and escaped where they quote
        ),
        styles=(sheet, _of_pages("query.css"), _own("alone.css")),
        scripts=(editor, *scripts),
        sources=_SOURCES,
    )


@cache
def _own(name: str) -> str:
    return (resources.files("iceorg.publish") / "assets" / name).read_text(encoding="utf-8")


def _of_pages(name: str) -> str:
    found = asset(name)
    assert found is not None
    return found[0].decode()


def _third_party(name: str) -> str:
    """Return a file of a package as it can stand in a script or a style element."""
    return _of_pages(name).replace("</script", "<\\/script").replace("<!--", "<\\!--").replace("</style", "<\\/style")
