"""Answers as data, and as text: a table for people, the W3C result formats for programs."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from iceorg.errors import QueryError, without_controls
from iceorg.model import Literal
from iceorg.query.table import Shown, render_table
from iceorg.vocab import PREFIXES, Iri, shorten, xsd

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Cell = Iri | Literal
"""What an answer holds. A blank node, which only a query itself can make, is an Iri that begins with `_:`."""
Row = tuple[Cell | None, ...]


NOT_STATED = "not stated"
_NO_XML = "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
"""Characters that no XML document may have; to compile it takes longer than most answers, and few are XML."""

BOOLEAN = Iri(f"{PREFIXES['xsd']}boolean")
TRUE = Literal("true", BOOLEAN)
FALSE = Literal("false", BOOLEAN)

_BARE = {
    xsd.INTEGER: re.compile(r"[+-]?\d+"),
    xsd.DECIMAL: re.compile(r"[+-]?\d*\.\d+"),
    BOOLEAN: re.compile("true|false"),
}
"""The values that stand without quotes and datatype in SPARQL's TSV."""


class Form(StrEnum):
    """What kind of answer it is."""

    TABLE = "table"
    """Of a SELECT: solutions."""
    TRUTH = "truth"
    """Of an ASK: one cell, true or false."""
    GRAPH = "graph"
    """Of a CONSTRUCT or DESCRIBE: triples."""


class Format(StrEnum):
    """How an answer is written."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    XML = "xml"
    MARKDOWN = "markdown"
    TURTLE = "turtle"
    JSON_LD = "json-ld"
    NTRIPLES = "n-triples"


@dataclass(frozen=True, slots=True)
class Rows:
    """An answer.

    Args:
        columns: The names of the columns.
        rows: One tuple for each solution, as long as `columns`; None where a variable is unbound.
        form: Whether it is a table, a truth value or a graph.
        slots: Columns in which nothing means that no document says it.
        note: What to say of the answer in words, as that nothing is stated.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    form: Form = Form.TABLE
    slots: tuple[str, ...] = ()
    note: str = ""

    def __iter__(self) -> Iterator[Row]:
        """Yield the rows."""
        return iter(self.rows)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def __bool__(self) -> bool:
        """Return the answer of an ASK; of others, whether there is any row."""
        if self.form is Form.TRUTH:
            return self.rows[0][0] == TRUE
        return bool(self.rows)

    def column(self, name: str) -> Row:
        """Return one column from top to bottom."""
        at = self.columns.index(name)
        return tuple(row[at] for row in self.rows)

    def select(self, columns: tuple[str, ...]) -> Rows:
        """Return the same rows with these columns only, in this order."""
        places = [self.columns.index(name) for name in columns]
        return replace(self, columns=columns, rows=tuple(tuple(row[at] for at in places) for row in self.rows))


def text_of(cell: Cell | None) -> str:
    """Return a cell as plain text, as SPARQL's CSV has it.

    >>> text_of(Literal("400", xsd.INTEGER)), text_of(None)
    ('400', '')
    """
    if cell is None:
        return ""
    return cell.value if isinstance(cell, Literal) else cell


def render(  # noqa: PLR0913 - all but three go by name
    rows: Rows,
    form: Format,
    labels: Mapping[str, str] | None = None,
    *,
    beside: bool = False,
    width: int = 100,
    dim: bool = False,
) -> str:
    """Return an answer as text, with a line break at its end.

    Args:
        rows: The answer.
        form: How to write it.
        labels: What to show in place of IRIs; tables and Markdown shorten the other IRIs.
        beside: Whether a table shows the IRIs as well, beside the labels.
        width: Columns of the screen, for tables.
        dim: Whether a table has these IRIs in a lighter colour, for terminals that show colours.

    Raises:
        QueryError: A table of solutions cannot be written as a graph, or a control character not in XML.

    Example:
        >>> print(render(Rows(("n",), ((Literal("400", xsd.INTEGER),),)), Format.MARKDOWN), end="")
        | n |
        | --- |
        | 400 |
    """
    if form in (Format.TURTLE, Format.JSON_LD, Format.NTRIPLES):
        return _graph(rows, form)
    if form in _FOR_PROGRAMS:
        return _FOR_PROGRAMS[form](rows, labels or {})
    if rows.form is Form.TRUTH:
        return text_of(rows.rows[0][0]) + "\n"
    shown = [_shown_row(rows, row, labels or {}, beside=beside) for row in rows]
    if form is Format.MARKDOWN:
        return _markdown(rows.columns, shown)
    return render_table(rows.columns, shown, width, dim=dim)


def _shown_row(rows: Rows, row: Row, labels: Mapping[str, str], *, beside: bool) -> tuple[Shown, ...]:
    return tuple(
        Shown(NOT_STATED) if cell is None and name in rows.slots else _shown(cell, labels, beside=beside)
        for name, cell in zip(rows.columns, row, strict=True)
    )


def _shown(cell: Cell | None, labels: Mapping[str, str], *, beside: bool) -> Shown:
    if cell is None or isinstance(cell, Literal):
        return Shown(text_of(cell))
    label = labels.get(cell)
    return Shown(label or shorten(cell), shorten(cell) if label and beside else "")


def _csv(rows: Rows, labels: Mapping[str, str]) -> str:
    if rows.form is Form.TRUTH:
        return text_of(rows.rows[0][0])
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(rows.columns)
    writer.writerows([labels.get(text_of(cell)) or text_of(cell) for cell in row] for row in rows)
    return out.getvalue()


def _tsv(rows: Rows, _labels: Mapping[str, str]) -> str:
    if rows.form is Form.TRUTH:
        return text_of(rows.rows[0][0])
    lines = ["\t".join(f"?{name}" for name in rows.columns)]
    lines += ["\t".join("" if cell is None else _turtle(cell) for cell in row) for row in rows]
    return "\n".join(lines) + "\n"


def _turtle(cell: Cell) -> str:
    if isinstance(cell, Literal) and cell.datatype in _BARE and _BARE[cell.datatype].fullmatch(cell.value):
        return cell.value
    return ntriples(cell)


def ntriples(cell: Cell | None) -> str:
    """Return a term as N-Triples writes it."""
    if not isinstance(cell, Literal):
        text = text_of(cell)
        return text if text.startswith("_:") else f"<{text}>"
    from pyoxigraph import Literal as OxigraphLiteral
    from pyoxigraph import NamedNode

    if cell.language:
        return str(OxigraphLiteral(cell.value, language=cell.language))
    return str(OxigraphLiteral(cell.value, datatype=NamedNode(cell.datatype)))


def _json(rows: Rows, _labels: Mapping[str, str]) -> str:
    if rows.form is Form.TRUTH:
        return json.dumps({"head": {}, "boolean": bool(rows)}) + "\n"
    bindings = [
        {name: _json_term(cell) for name, cell in zip(rows.columns, row, strict=True) if cell is not None}
        for row in rows
    ]
    answer = {"head": {"vars": list(rows.columns)}, "results": {"bindings": bindings}}
    return json.dumps(answer, ensure_ascii=False, indent=1) + "\n"


def _json_term(cell: Cell) -> dict[str, str]:
    if not isinstance(cell, Literal):
        blank = cell.startswith("_:")
        return {"type": "bnode" if blank else "uri", "value": cell.removeprefix("_:") if blank else cell}
    term = {"type": "literal", "value": cell.value}
    if cell.language:
        return term | {"xml:lang": cell.language}
    return term if cell.datatype == xsd.STRING else term | {"datatype": cell.datatype}


def _xml(rows: Rows, _labels: Mapping[str, str]) -> str:
    """Return SPARQL results in XML, which has no place for a graph."""
    from xml.sax.saxutils import escape, quoteattr

    head = "".join(f"<variable name={quoteattr(name)}/>" for name in rows.columns)
    results = "".join(
        f"\n  <result>{''.join(_xml_binding(*pair) for pair in zip(rows.columns, row, strict=True))}</result>"
        for row in rows
    )
    told = f"<head>{head}</head>\n <results>{results}\n </results>"
    if rows.form is Form.TRUTH:
        told = f"<head/>\n <boolean>{escape(text_of(rows.rows[0][0]))}</boolean>"
    text = f'<?xml version="1.0"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n {told}\n</sparql>\n'
    if bad := re.search(_NO_XML, text):
        raise QueryError(f"XML cannot hold the character U+{ord(bad.group()):04X} of the answer", hint="ask for json")
    return text


def _xml_binding(name: str, cell: Cell | None) -> str:
    from xml.sax.saxutils import escape, quoteattr

    if cell is None:
        return ""
    text = escape(text_of(cell), {"\r": "&#13;"})
    if not isinstance(cell, Literal):
        term = f"<bnode>{text.removeprefix('_:')}</bnode>" if cell.startswith("_:") else f"<uri>{text}</uri>"
    elif cell.language:
        term = f"<literal xml:lang={quoteattr(cell.language)}>{text}</literal>"
    else:
        typed = "" if cell.datatype == xsd.STRING else f" datatype={quoteattr(cell.datatype)}"
        term = f"<literal{typed}>{text}</literal>"
    return f"<binding name={quoteattr(name)}>{term}</binding>"


def _markdown(columns: tuple[str, ...], shown: list[tuple[Shown, ...]]) -> str:
    lines = [
        columns,
        ("---",) * len(columns),
        *(tuple(without_controls(" ".join(c.text.replace("|", "\\|").split())) for c in r) for r in shown),
    ]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _graph(rows: Rows, form: Format) -> str:
    if rows.form is not Form.GRAPH:
        hint = "use csv, tsv, json, xml or markdown, or ask with CONSTRUCT"
        raise QueryError(f"{form} is for CONSTRUCT and DESCRIBE", hint=hint)
    from pyoxigraph import RdfFormat, parse, serialize

    lines = "".join(f"{' '.join(ntriples(cell) for cell in row)} .\n" for row in rows)
    if form is Format.NTRIPLES:
        return lines
    triples = (quad.triple for quad in parse(lines.encode(), format=RdfFormat.N_TRIPLES))
    wanted = RdfFormat.TURTLE if form is Format.TURTLE else RdfFormat.JSON_LD
    written = serialize(triples, format=wanted, prefixes=PREFIXES)
    return (written or b"").decode()


_FOR_PROGRAMS = {Format.JSON: _json, Format.XML: _xml, Format.TSV: _tsv, Format.CSV: _csv}
"""The W3C formats, of which only CSV has room for names."""
