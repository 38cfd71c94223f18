"""The description of the published graph as a data set: DCAT 3, VoID and schema.org, with the digest of every file.

https://www.w3.org/TR/vocab-dcat-3/, https://www.w3.org/TR/void/, https://schema.org/Dataset. Addresses are relative
to the description's own, so that it is right wherever the site is put, unless the site's address is known.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from iceorg.version import __version__
from iceorg.vocab import PREFIXES, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_HERE: Final = "https://here.invalid/"
"""What stands for the site's address where it is not known; it is taken out again."""
_PREFIXES: Final = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": PREFIXES["dcterms"],
    "prov": PREFIXES["prov"],
    "spdx": "http://spdx.org/rdf/terms#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": PREFIXES["xsd"],
}
_MEDIA_TYPES: Final = "https://www.iana.org/assignments/media-types/"


@dataclass(frozen=True, slots=True)
class Download:
    """A file that can be taken away.

    Args:
        path: Where it lies in the site.
        media_type: Its media type.
        title: What it is.
        size: Its size in bytes.
        sha256: The digest of its bytes.
    """

    path: str
    media_type: str
    title: str
    size: int
    sha256: str

    @classmethod
    def of(cls, path: str, media_type: str, title: str, content: bytes) -> Download:
        """Return the description of a file with such content."""
        return cls(path, media_type, title, len(content), hashlib.sha256(content).hexdigest())


@dataclass(frozen=True, slots=True)
class Dataset:
    """A graph as a data set.

    Args:
        title: What it is called.
        description: What it is, in a sentence or two.
        url: The address of the site; empty if it is not known.
        triples: How many triples the graph has.
        properties: How often each property is used.
        classes: How many things each class has.
        sources: The documents that it was made of: title, publisher and date of each.
        example: The IRI of a thing to begin with; empty if there is none.
        downloads: Its files.
        covers: The first and the last date of its documents; empty if none has one.
    """

    title: str
    description: str
    url: str
    triples: int
    properties: Mapping[str, int]
    classes: Mapping[str, int]
    sources: tuple[tuple[str, str, str], ...]
    example: str
    downloads: tuple[Download, ...]
    covers: tuple[str, str] | None


def as_dcat(dataset: Dataset) -> bytes:
    """Return the description as JSON-LD of DCAT 3 and VoID."""
    context = {**_PREFIXES, "@base": dataset.url} if dataset.url else {**_PREFIXES}
    told = {
        "@context": context,
        "@id": "./",
        "@type": ["dcat:Dataset", "void:Dataset"],
        "dcterms:title": dataset.title,
        "dcterms:description": dataset.description,
        "dcterms:temporal": _period(dataset.covers),
        "dcterms:source": [_source(number, *one) for number, one in enumerate(dataset.sources, 1)],
        "prov:wasGeneratedBy": {
            "@id": "#making",
            "@type": "prov:Activity",
            "dcterms:description": f"iceorg {__version__}",
        },
        "void:triples": dataset.triples,
        "void:properties": len(dataset.properties),
        "void:vocabulary": [{"@id": base} for base in sorted(_vocabularies(dataset.properties))],
        "void:exampleResource": {"@id": dataset.example} if dataset.example else None,
        "void:dataDump": [{"@id": one.path} for one in dataset.downloads if "triples" in one.media_type],
        "void:classPartition": [
            {"@id": f"#{_anchor(name)}", "void:class": {"@id": name}, "void:entities": count}
            for name, count in sorted(dataset.classes.items())
        ],
        "void:propertyPartition": [
            {"@id": f"#{_anchor(name)}", "void:property": {"@id": name}, "void:triples": count}
            for name, count in sorted(dataset.properties.items())
        ],
        "dcat:distribution": [_distribution(one) for one in dataset.downloads],
    }
    return _json({key: value for key, value in told.items() if value is not None})


def as_turtle(dataset: Dataset) -> bytes:
    """Return the same description as Turtle."""
    base = dataset.url or _HERE
    read = ox.parse(as_dcat(dataset), format=ox.RdfFormat.JSON_LD, base_iri=base)
    text = ox.serialize((quad.triple for quad in read), format=ox.RdfFormat.TURTLE, prefixes=_PREFIXES) or b""
    return text.replace(f"<{_HERE}>".encode(), b"<./>").replace(f"<{_HERE}".encode(), b"<")


def as_schema_org(dataset: Dataset) -> dict[str, Any]:
    """Return the description that search engines read in the first page."""
    told = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": dataset.title,
        "description": dataset.description,
        "url": dataset.url,
        "temporalCoverage": "/".join(dataset.covers) if dataset.covers else "",
        "isBasedOn": [
            {"@type": "CreativeWork", "name": title, "publisher": publisher, "datePublished": day}
            for title, publisher, day in dataset.sources
        ],
        "distribution": [
            {
                "@type": "DataDownload",
                "contentUrl": dataset.url + one.path,
                "encodingFormat": one.media_type,
                "contentSize": str(one.size),
                "sha256": one.sha256,
            }
            for one in dataset.downloads
        ],
    }
    return {key: value for key, value in told.items() if value}


def _distribution(one: Download) -> dict[str, Any]:
    return {
        "@id": f"#{PurePosixPath(one.path).name}",
        "@type": "dcat:Distribution",
        "dcterms:title": one.title,
        "dcat:downloadURL": {"@id": one.path},
        "dcat:mediaType": {"@id": _MEDIA_TYPES + one.media_type},
        "dcat:byteSize": {"@value": str(one.size), "@type": "xsd:nonNegativeInteger"},
        "spdx:checksum": {
            "@id": f"#{PurePosixPath(one.path).name}-checksum",
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@value": one.sha256, "@type": "xsd:hexBinary"},
        },
    }


def _source(number: int, title: str, publisher: str, day: str) -> dict[str, Any]:
    told = {"@id": f"#document-{number}", "dcterms:title": title, "dcterms:publisher": publisher, "dcterms:date": day}
    return {key: value for key, value in told.items() if value}


def _period(covers: tuple[str, str] | None) -> dict[str, Any] | None:
    if covers is None:
        return None
    begin, end = ({"@value": day, "@type": "xsd:date"} for day in covers)
    return {"@id": "#period", "@type": "dcterms:PeriodOfTime", "dcat:startDate": begin, "dcat:endDate": end}


def _vocabularies(properties: Iterable[str]) -> set[str]:
    return {base for name in properties for base in PREFIXES.values() if name.startswith(base)}


def _anchor(iri: str) -> str:
    """Return the name of a term's part of the description.

    >>> _anchor("http://www.w3.org/ns/org#reportsTo"), _anchor("https://example.org/a")
    ('org-reportsTo', 'x-b5b10dd0429e')
    """
    short = shorten(iri)
    return short.replace(":", "-") if short != iri else f"x-{hashlib.sha256(iri.encode()).hexdigest()[:12]}"


def _json(told: Mapping[str, Any]) -> bytes:
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
