"""From documents about an organisation to a graph that cites its sentences.

Everything public is here, and loaded when it is first used, so that `import iceorg` costs nothing.
"""

from __future__ import annotations

from os import fspath
from pathlib import Path
from typing import TYPE_CHECKING, Final

from iceorg.lazy import load_when_used
from iceorg.version import __version__ as __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from os import PathLike

    from iceorg.api import Answer, Built, Chart, Graph, open_graph
    from iceorg.chart import render_chart
    from iceorg.check import check_graph, check_shapes
    from iceorg.documents import Limits
    from iceorg.errors import IceorgError, Problem
    from iceorg.export import export_graph
    from iceorg.llm import Asking, Progress
    from iceorg.query import (
        Question,
        Reason,
        Rows,
        Understood,
        catalogue,
        run_query,
        run_question,
        tell_why,
        understand,
        why,
    )
    from iceorg.settings import data_folder, ontology_folder
    from iceorg.store import Access, RemoteStore, Store, open_result

_HOMES: Final = {
    "Access": "store",
    "Answer": "api",
    "Asking": "llm",
    "Built": "api",
    "Chart": "api",
    "Graph": "api",
    "IceorgError": "errors",
    "Problem": "errors",
    "Question": "query",
    "Reason": "query",
    "RemoteStore": "store",
    "Rows": "query",
    "Store": "store",
    "Understood": "query",
    "catalogue": "query",
    "check_graph": "check",
    "check_shapes": "check",
    "data_folder": "settings",
    "export_graph": "export",
    "ontology_folder": "settings",
    "open_graph": "api",
    "open_result": "store",
    "render_chart": "chart",
    "run_query": "query",
    "run_question": "query",
    "tell_why": "query",
    "understand": "query",
    "why": "query",
}
"""The room of every public name but `build`."""

__all__ = [
    "Access",
    "Answer",
    "Asking",
    "Built",
    "Chart",
    "Graph",
    "IceorgError",
    "Problem",
    "Question",
    "Reason",
    "RemoteStore",
    "Rows",
    "Store",
    "Understood",
    "build",
    "catalogue",
    "check_graph",
    "check_shapes",
    "data_folder",
    "export_graph",
    "ontology_folder",
    "open_graph",
    "open_result",
    "render_chart",
    "run_query",
    "run_question",
    "tell_why",
    "understand",
    "why",
]


def build(  # noqa: PLR0913 - all but two have defaults and go by name
    paths: Sequence[str | PathLike[str]] = (),
    out: str | PathLike[str] = "build",
    *,
    base: str | None = None,
    built_on: date | None = None,
    jobs: int | None = None,
    progress: Callable[[int, int], None] | None = None,
    asking: Asking | None = None,
    beside: bool = False,
    asked: Callable[[Progress], None] | None = None,
    curation: str | PathLike[str] | None = None,
    outside: bool = False,
    contacts: bool = False,
    fresh: bool = False,
    scheduler: str = "",
    limits: Limits | None = None,
) -> Built:
    """Read documents, leave a result folder with graph, chart, report and manifest, and return the graph to be asked.

    A former result is replaced whole or not at all. The same documents give the same bytes.

    Args:
        paths: Files and folders of .txt, .md, .html, .pdf and .docx documents, packed as .gz or .zip or not, and web archives, or addresses of
            such (`https://`, `s3://` and others that fsspec knows); by default the five bundled ones.
        out: The result folder; made if it is not there.
        base: What the IRIs of things begin with; ends in `/` or `#`.
        built_on: The date that the graph gives as its own, if it is to give one.
        jobs: Processes that read documents at once; None for as many as help.
        progress: Told how many documents of how many are read.
        asking: How a language model is asked to read them; without it, rules do.
        beside: Whether rules read them as well as the model.
        asked: Told how far the asking is.
        curation: A file of people's decisions, or a folder of them; none are looked for by themselves.
        outside: Whether what is known from elsewhere is taken along, in a part of its own.
        contacts: Whether telephone numbers, e-mail and postal addresses of offices and posts are kept; a person's never are.
        fresh: Whether every document is read anew. Else, of twenty documents or more, those are not read again that are
            the same as in the last build of this folder, whose readings are kept beside it.
        scheduler: The address of a Dask scheduler whose workers read the documents, or `local` for workers on this machine.
        limits: What a file may come to; what is larger is refused.

    Raises:
        SourceError: A path does not exist, an address does not answer, none of the files could be read, or the model's server is not there.
        SettingsError: The model's server refuses, or nothing that is installed reads such an address.
        CurationError: A decision cannot be meant; a former result is untouched.
        ModelError: A promise is broken: a quote is not in its document, a fact has no claim, a shape does not hold.
        StoreError: The result folder cannot be written.
    """
    from iceorg.aside import aside
    from iceorg.settings import data_folder, ontology_folder, state_folder
    from iceorg.vocab import ID_BASE

    # The second process is started before the stages are loaded, so that both load at once.
    with aside(ontology_folder() / "shapes") as helper:
        from iceorg import pipeline
        from iceorg.api import Built, read_decisions, read_elsewhere
        from iceorg.curation import NOTHING_OUTSIDE

        decided = read_decisions(curation)

        result = pipeline.build(
            [fspath(path) for path in paths] or [data_folder() / "documents"],
            Path(out),
            helper=helper,
            base=base or ID_BASE,
            built_on=built_on,
            jobs=jobs,
            progress=progress,
            asking=asking,
            beside=beside,
            asked=asked,
            curation=decided,
            outside=read_elsewhere(curation, decided.suppressed) if outside else NOTHING_OUTSIDE,
            contacts=contacts,
            state=state_folder(),
            fresh=fresh,
            scheduler=scheduler,
            limits=limits,
        )
    return Built(result.out, result.report)


__getattr__ = load_when_used(__name__, _HOMES)


def __dir__() -> list[str]:
    """Return the public names."""
    return [*__all__, "__version__"]
