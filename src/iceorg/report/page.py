"""The report as JSON for programs, and as a page for people that needs no script."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import asdict, fields
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from jinja2 import Template

    from iceorg.report.summary import Report

FORMAT: Final = 1
"""Raised when the names or the meaning of the entries of report.json change."""


def report_json(report: Report) -> bytes:
    """Return a report as JSON: UTF-8, indented, the same bytes for the same report."""
    content: dict[str, Any] = {"format": FORMAT, "conforms": report.conforms}
    content |= {part.name: getattr(report, part.name) for part in fields(report)}
    if not report.outside:
        del content["outside"]  # nobody asked for it
    return (json.dumps(content, ensure_ascii=False, indent=2, default=asdict) + "\n").encode()


def report_html(report: Report) -> str:
    """Return a report as one HTML page: no script, no request to any host, all text escaped."""
    from markupsafe import Markup

    style = _file("report.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return load_page().render(
        report=report,
        style=Markup(style),  # noqa: S704 - our own file
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
    )


@cache
def load_page() -> Template:
    """Return the template of the page; asked for early, it is at hand when there is a report."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(_file("report.html"))


def _file(name: str) -> str:
    return (resources.files("iceorg.report") / "templates" / name).read_text(encoding="utf-8")
