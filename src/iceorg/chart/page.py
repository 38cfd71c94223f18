"""The chart as one HTML file that opens from disk and asks no host for anything.

Every label, title and sentence is somebody else's text. In the template it is escaped; the page's
script puts it on the page as text; the data block cannot be closed from within; and should a way
in be missed, the content security policy runs nothing but the scripts whose digests it names.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter
from collections.abc import Mapping  # noqa: TC003 - a dataclass's fields are looked up
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Protocol, runtime_checkable

from iceorg.chart import words
from iceorg.chart.data import columns, evidence_block, evidence_rows, graph_block, text_rows
from iceorg.chart.network import load_pyvis, network_block
from iceorg.chart.outline import documents_html, outline, outline_html
from iceorg.chart.packing import packed
from iceorg.chart.past import read_past
from iceorg.chart.script import page_script, page_style, start_script
from iceorg.chart.tree import reporting_roots
from iceorg.chart.view import read_view
from iceorg.errors import ExportError
from iceorg.history import without_selectors
from iceorg.lazy import collecting_later
from iceorg.model import Cited

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jinja2 import Template

    from iceorg.chart.data import SourceText
    from iceorg.chart.past import Past
    from iceorg.chart.view import Node, View
    from iceorg.history import Glimpse
    from iceorg.model import Triple

ENGINE: Final = "vis-network.min.js"
"""The script that draws the network; it is read from the installed pyvis and never committed."""

SCRIPTED: Final = 'document.documentElement.classList.add("js")'
"""Tells the style sheet, before anything is seen, that scripts run."""

ESCAPED: Final = "<>&\u2028\u2029"
"""What could close a data block, open a comment in it, or end a line of script."""


BEYOND_ASCII: Final = re.compile(r"[^\x00-\x7f]")
MANY: Final = 1.05
"""Letters beyond ASCII, and by how much they may lengthen a block in bytes before they are many."""


@dataclass(frozen=True, slots=True)
class Addition:
    """What another room adds to the page.

    Args:
        tools: HTML among the buttons of the head.
        body: HTML after all else that is shown.
        styles: Style sheets.
        scripts: Scripts that may run; those that run at once stand in `body`.
        sources: What else may be loaded, by the directive of the policy.
    """

    tools: str = ""
    body: str = ""
    styles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)


@runtime_checkable
class HasTriples(Protocol):
    """A store, as far as the chart needs one."""

    def triples(self) -> Iterable[Triple]:
        """Return all triples."""


def render_chart(  # noqa: PLR0913 (each has a default)
    source: HasTriples | Iterable[Triple] | Cited,
    *,
    title: str = "",
    as_of: str = "",
    texts: Mapping[str, SourceText] | None = None,
    glimpses: Iterable[Glimpse] = (),
    home: str = "",
    added: Addition | None = None,
) -> str:
    """Return the chart of a graph as one HTML page.

    The same graph and the same texts give the same page, byte for byte.

    Args:
        source: A store, or all triples of a graph; or the graph with its claims read already.
        title: The page's title; by default the name of the body that most lines lead to.
        as_of: The date that the page shows at first, as `2016` or `2016-03-10`; by default all documents together.
        texts: The texts of documents, by the SHA-256 of their files; the page shows those that are given.
        glimpses: What documents only name, or may, and others say more of.
        home: Where its title leads, if the page is one of several.
        added: What another room adds to the page.

    Raises:
        ExportError: The installed pyvis does not have the script that draws the network.
    """
    with collecting_later():
        cited = source if isinstance(source, Cited) else Cited((), {}, tuple(_without_selectors(source)))
        view = read_view(cited)
        past = read_past(cited.rest, view, glimpses)
        return _rendered(view, past, title=title, as_of=as_of, texts=texts or {}, home=home, added=added or Addition())


def _without_selectors(source: HasTriples | Iterable[Triple]) -> Iterable[Triple]:
    return without_selectors(source.triples() if isinstance(source, HasTriples) else source)


def _rendered(  # noqa: PLR0913 (the switches of render_chart)
    view: View,
    past: Past,
    *,
    title: str,
    as_of: str,
    texts: Mapping[str, SourceText],
    home: str,
    added: Addition,
) -> str:
    from markupsafe import Markup

    title = title or main_name(view)
    start, style = start_script(), page_style()
    scripts = {"script": page_script(), "engine": read_engine()}
    return _template().render(
        words=words,
        page=words.PAGE,
        title=title,
        home=home,
        added=_trusted(added),
        policy=policy(
            scripts=(SCRIPTED, start, *scripts.values(), *added.scripts),
            styles=(style, *added.styles),
            sources=added.sources,
        ),
        style=Markup(style),  # noqa: S704 - our own file
        scripted=Markup(SCRIPTED),  # noqa: S704 - our own
        start=Markup(start),  # noqa: S704 - our own files
        packed={name: _packed(script) for name, script in scripts.items()},
        **_blocks(view, past, title=title, as_of=as_of, texts=texts),
        note=_note(view),
        view=view,
        papers=Markup("".join(documents_html(view))),  # noqa: S704 - escaped by documents_html
        outline=Markup("".join(outline_html(outline(view)))),  # noqa: S704 - escaped by outline_html
    )


def _blocks(
    view: View, past: Past, *, title: str, as_of: str, texts: Mapping[str, SourceText]
) -> dict[str, dict[str, str]]:
    """Return the data of the page: `blocks`, each parsed as a whole, and `rows`, each parsed line by line, by their names."""
    from markupsafe import Markup

    table = columns(view, past.decided)
    blocks = {
        "graph": graph_block(table, past, title=title, as_of=as_of),
        "evidence": evidence_block(table),
        "places": network_block(view),
    }
    rows: dict[str, list[Any]] = {**evidence_rows(table), "texts": text_rows(table, texts)}
    return {
        "blocks": {name: Markup(in_block(block)) for name, block in blocks.items()},  # noqa: S704 - escaped by in_block
        "rows": {name: Markup(in_lines(those)) for name, those in rows.items()},  # noqa: S704 - escaped by in_lines
    }


def policy(*, scripts: Iterable[str], styles: Iterable[str], sources: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return the content security policy: these scripts and styles by their digests, and nothing from outside.

    >>> policy(scripts=[], styles=["a{}"])
    "default-src 'none'; script-src 'none'; style-src 'sha256-X1RutGBrXCt9KkSaXMK7tHftWiRscFHOhxsS8tv8hBk='; img-src blob:; base-uri 'none'; form-action 'none'"
    """
    known = {
        "default-src": "'none'",
        "script-src": " ".join(map(_digest, scripts)) or "'none'",
        "style-src": " ".join(map(_digest, styles)) or "'none'",
        "img-src": "blob:",  # the picture from which PNG is made
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    names = [*known, *(name for name in sources if name not in known)]
    return "; ".join(f"{name} {' '.join(filter(None, (known.get(name), sources.get(name))))}" for name in names)


def in_block(data: Any) -> str:
    r"""Return data as JSON that cannot end the script element it stands in.

    >>> in_block({"label": "</script><!--"})
    '{"label":"\\u003c/script\\u003e\\u003c!--"}'
    """
    return _in_ascii(_escaped(_json(data)))


def in_lines(rows: Iterable[Any]) -> str:
    r"""Return rows as lines of JSON that cannot end the script element they stand in.

    >>> in_lines([[1, "</script>"], "a\nb"])
    '[1,"\\u003c/script\\u003e"]\n"a\\nb"'
    """
    return _escaped("\n".join(map(_json, rows)))


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _escaped(text: str) -> str:
    for character in ESCAPED:
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _in_ascii(text: str) -> str:
    """Return JSON with its few letters beyond ASCII as escapes, or as it is where they are many.

    A browser reads a page in which there are none in half the time, and in half the memory.
    """
    if text.isascii() or len(text.encode("utf-8", "surrogatepass")) > len(text) * MANY:
        return text
    return BEYOND_ASCII.sub(lambda found: json.dumps(found[0])[1:-1], text)


def main_name(view: View) -> str:
    """Return the name of the body that most lines lead to or from."""
    body = main_body(view)
    return body.label if body else words.PAGE["chart"]


def main_body(view: View) -> Node | None:
    """Return the body that most lines lead to or from; None if the graph has no body."""
    ends = Counter(end for line in view.lines for end in (line.upper, line.lower))
    bodies = (node for node in view.nodes if node.kind.body)
    return max(bodies, key=lambda node: (ends[node.id], node.id), default=None)


@cache
def read_engine() -> str:
    """Return the text of vis-network from the installed pyvis.

    Raises:
        ExportError: pyvis does not have it.
    """
    library = resources.files(load_pyvis()) / "templates" / "lib"
    versions = sorted(folder.name for folder in library.iterdir() if (folder / ENGINE).is_file())
    if not versions:
        raise ExportError(
            "the installed pyvis has no vis-network", where=str(library), hint="install pyvis 0.3.2 or newer again"
        )
    return (library / versions[-1] / ENGINE).read_text(encoding="utf-8")


@cache
def _packed(script: str) -> str:
    return packed(script.encode())


def _trusted(added: Addition) -> Addition:
    """Return an addition whose parts the template takes as they are: they are our own files, and escaped where they quote."""
    from markupsafe import Markup

    return replace(
        added,
        tools=Markup(added.tools),  # noqa: S704
        body=Markup(added.body),  # noqa: S704
        styles=tuple(map(Markup, added.styles)),
    )


def _note(view: View) -> str:
    roots = reporting_roots(view)
    if len(roots) < 2:
        return ""
    return words.PAGE["no_line"].format(count=len(roots), names="; ".join(root.label for root in roots))


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _asset(name: str) -> str:
    return (resources.files("iceorg.chart") / name).read_text(encoding="utf-8")


@cache
def _template() -> Template:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(
        loader=FunctionLoader(
            lambda name: re.sub(r"\n +", "\n", _asset(f"templates/{name}"))
        ),  # every reader carries it
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("chart.html")
