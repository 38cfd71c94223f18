"""Names and sentences that try to run something, or to break the page that shows them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from builders import claim, document, reading, resolution
from iceorg.chart import SourceText
from iceorg.graph import to_triples
from iceorg.model import Kind, Literal, Skip, Source, Status
from iceorg.vocab import ID_BASE, Iri, iceorg, org, rdf, skos

if TYPE_CHECKING:
    from collections.abc import Sequence

    from iceorg.model import Document, Triple

PAYLOADS = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    "href <img src=x onerror=alert(3)>",
    '"><script>alert(4)</script>',
    "' onmouseover='alert(5)",
    '" onfocus="alert(6)" autofocus="',
    "<svg onload=alert(7)>",
    "<!--<script>alert(8)</script>-->",
    "<![CDATA[<script>alert(9)</script>]]>",
    "{{ alert(10) }}{% for x in y %}${alert(10)}",
    "javascript:alert(11)",
    '<a href="javascript:alert(12)">a</a>',
    "<iframe srcdoc='<script>alert(13)</script>'>",
    "<style>*{background:url(http://a.example/14)}</style>",
    '<link rel="stylesheet" href="http://a.example/15.css">',
    "<meta http-equiv=refresh content='0;url=http://a.example/16'>",
    "<base href='http://a.example/17/'>",
    "<form action=javascript:alert(18)><button>go",
    "</title></style></textarea></noscript><script>alert(19)</script>",
    "\\u003cscript\\u003ealert(20)\\u003c/script\\u003e",
    "&lt;script&gt;alert(21)&lt;/script&gt; &#60;b&#62;",
    "\u2028alert(22)\u2029//\N{RIGHT-TO-LEFT OVERRIDE}gnp.exe",
    "<math><mtext></mtext><mglyph><style><img src=x onerror=alert(23)>",
    "<details open ontoggle=alert(24)><object data=http://a.example/24>",
    "__proto__ constructor </span></li></ul></nav></svg><video src=x onerror=alert(25)>",
    "<template><script>alert(26)</script></template><input autofocus onfocus=alert(26)>",
)


def hostile_graph(names: Sequence[str]) -> tuple[Triple, ...]:
    """Return a graph in which each name stands wherever a text can stand.

    It is a label, a short name, a sentence, a mission, a rule, the signs of a learned claim, and a document's title,
    publisher, republisher, address and file name. Every thing reports to the one before it, which the layout says, and
    partners with the first; `hostile_texts` are the documents.
    """
    readings = []
    for number, (name, page) in enumerate(zip(names, _documents(names), strict=True)):
        told = _sentence(names, number)
        it, above, first = (Iri(f"{ID_BASE}thing-{place}") for place in (number, number - 1, 0))
        claims = [
            claim(page, it, rdf.TYPE, _kind(number).type, name),
            claim(page, it, skos.PREF_LABEL, Literal(name), name, rule=name),
            claim(page, it, iceorg.ACRONYM, Literal(name), name),
            replace(claim(page, it, iceorg.MISSION, Literal(name), told, confidence=0.9), signs=name),
        ]
        if number:
            claims += [
                claim(page, it, org.REPORTS_TO, above, told, name, status=Status.LAYOUT),
                claim(page, first, iceorg.PARTNERS_WITH, it, told, rule=name),
            ]
        readings.append(reading(page, tuple(claims)))
    return to_triples(resolution(*readings))


def hostile_texts(names: Sequence[str]) -> dict[str, SourceText]:
    """Return the texts of the documents of such a graph, each with a skipped part whose reason is a name."""
    pages = zip(names, _documents(names), strict=True)
    return {page.sha256: SourceText(page.text, (Skip(0, len(name), name),)) for name, page in pages}


def _documents(names: Sequence[str]) -> list[Document]:
    return [
        replace(
            document(f"{name}\n\n{_sentence(names, number)}", f"{name}.txt"),
            source=Source(title=name, publisher=name, republisher=name, original_address=name),
        )
        for number, name in enumerate(names)
    ]


def _sentence(names: Sequence[str], number: int) -> str:
    return f"{names[number]} reports to {names[number - 1] if number else 'the top'}."


def _kind(number: int) -> Kind:
    kinds = (Kind.AGENCY, Kind.UNIT, Kind.POST, Kind.PERSON, Kind.PROGRAM, Kind.GROUP)
    return kinds[number % len(kinds)]
