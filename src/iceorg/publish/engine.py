"""SPARQL in the page: the engine, the graph and the names of things, as scripts that load without a server.

A page that is opened from disk may not fetch files, but may load scripts. So the engine, a WebAssembly module, and the
graph are packed as text into scripts; a worker unpacks them when the first question is asked.
"""

from __future__ import annotations

import json
import re
from importlib import resources
from typing import TYPE_CHECKING, Any

from iceorg.chart.packing import packed
from iceorg.errors import ExportError
from iceorg.pages.render import asset
from iceorg.publish.questions import choices
from iceorg.query import labels

if TYPE_CHECKING:
    from collections.abc import Mapping

    from iceorg.pages.site import Site
    from iceorg.publish.source import Source

_ENGINE = ("web.js", "web_bg.wasm")
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const|let)\b)", re.MULTILINE)
_LIST = re.compile(r"^export \{[^}]*\};?$", re.MULTILINE)


def engine_script() -> str:
    """Return the script that holds the engine and the worker that runs it.

    Raises:
        ExportError: The engine was not fetched when this was set up.
    """
    code, module = (_needed(name) for name in _ENGINE)
    worker = (resources.files("iceorg.publish") / "assets" / "worker.js").read_text(encoding="utf-8")
    return _script("iceorgEngine", {"code": f"{_classic(code.decode())}\n{worker}", "module": packed(module)})


def _classic(code: str) -> str:
    r"""Return a module as a classic script: a page that is opened from disk may start no worker of a module.

    >>> print(_classic("export class Store {}\nconst here = import.meta.url;\nexport { Store as default };"))
    class Store {}
    const here = self.location.href;
    <BLANKLINE>
    """
    return _LIST.sub("", _EXPORT.sub("", code)).replace("import.meta.url", "self.location.href")


def graph_script(source: Source, site: Site, cards: Mapping[str, str] | None = None) -> str:
    """Return the script that holds the graph, the names that a form can choose from, and where answers lead.

    Args:
        source: The graph.
        site: Where the pages are that answers lead to.
        cards: Where answers lead instead, by the last part of a thing's IRI, if there are no pages.
    """
    if cards is not None:
        return _script("iceorgGraph", {**_held(source, site), "cards": dict(cards)})
    local = len(site.base)
    documents = {document[local:]: site.places.file(document[local:]) for document in site.files}
    odd = {
        name: file
        for thing in sorted(site.shown or ())
        if (file := site.places.file(name := thing[local:])) != name + site.places.suffix
    }
    pages = {
        "documents": documents,
        "odd": odd,
        "shown": packed("\n".join(sorted(thing[local:] for thing in site.shown or ())).encode()),
    }
    return _script("iceorgGraph", _held(source, site) | pages)


def in_script(content: Any) -> str:
    r"""Return data as JSON that cannot end the script element that it stands in.

    >>> print(in_script({"label": "</script>"}))
    {"label":"\u003c/script\u003e"}
    """
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _needed(name: str) -> bytes:
    found = asset(name)
    if found is None:
        raise ExportError(
            f"{name} is not here", hint="connect this machine, and fetch it with `python -m iceorg.pages.vendor`"
        )
    return found[0]


def _held(source: Source, site: Site) -> dict[str, Any]:
    return {
        "base": site.base,
        "graph": packed(source.graph),
        "outside": packed(source.outside) if source.outside else "",
        "names": packed(json.dumps(_names(source, site), ensure_ascii=False).encode()),
        "choices": {kind: [list(pair) for pair in pairs] for kind, pairs in choices(source, site).items()},
    }


def _names(source: Source, site: Site) -> dict[str, str]:
    """Return what answers call things, by the last part of their IRIs."""
    called = dict(labels(source.store, source.things))
    called.update({str(document): file for document, file in site.files.items()})
    return {iri[len(site.base) :]: name for iri, name in sorted(called.items())}


def _script(name: str, content: Mapping[str, Any]) -> str:
    return f"var {name} = {in_script(content)};\n"
