"""Requests of the SPARQL 1.1 Protocol, read: https://www.w3.org/TR/sparql11-protocol/."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from iceorg.serve.refusal import Refusal

FORM: Final = "application/x-www-form-urlencoded"
DIRECT: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"

_READ_ONLY: Final = "this endpoint only reads: the graph is made by `iceorg build`, and updates are refused"
_MOST_PARAMETERS: Final = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """What a client asks.

    Args:
        query: The query's text; None where only the service's description is asked for.
        default_graphs: The graphs that make the default graph, if the request chooses them.
        named_graphs: The named graphs, if the request chooses them.
    """

    query: str | None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


def read_request(method: str, query_string: str, content_type: str, body: bytes) -> Asked:
    """Return what a request asks.

    >>> read_request("GET", "query=ASK%20%7B%7D", "", b"").query
    'ASK {}'

    Raises:
        Refusal: It breaks the protocol, or would change the graph.
    """
    given = _parameters(query_string)
    if method == "POST":
        return _read_post(given, content_type, body)
    if _values(given, "update"):
        raise Refusal(400, _READ_ONLY)
    return _asked(_values(given, "query"), given)


def _read_post(given: list[tuple[str, str]], content_type: str, body: bytes) -> Asked:
    media, _, parameters = (part.strip().lower() for part in content_type.partition(";"))
    _require_utf8(parameters)
    if media == UPDATE:
        raise Refusal(403, _READ_ONLY)
    if media == DIRECT:
        if _values(given, "query"):
            raise Refusal(400, "there are two queries, one in the address and one in the body: send one")
        return _asked([_text(body)], given)
    if media != FORM:
        raise Refusal(415, f"a query is posted as {FORM} or as {DIRECT}")
    given = given + _parameters(_text(body))
    if _values(given, "update"):
        raise Refusal(403, _READ_ONLY)
    queries = _values(given, "query")
    if not queries:
        raise Refusal(400, "the form has no field 'query'")
    return _asked(queries, given)


def _asked(queries: list[str], given: list[tuple[str, str]]) -> Asked:
    if len(queries) > 1:
        raise Refusal(400, f"there are {len(queries)} queries: send one")
    if _values(given, "using-graph-uri") or _values(given, "using-named-graph-uri"):
        raise Refusal(400, _READ_ONLY)
    chosen = (tuple(_values(given, name)) for name in ("default-graph-uri", "named-graph-uri"))
    return Asked(queries[0] if queries else None, *chosen)


def _parameters(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_PARAMETERS)
    except UnicodeDecodeError:
        raise Refusal(400, "the request is not UTF-8") from None
    except ValueError:
        raise Refusal(400, f"the request has more than {_MOST_PARAMETERS} parameters") from None


def _values(given: list[tuple[str, str]], name: str) -> list[str]:
    return [value for key, value in given if key == name]


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise Refusal(400, "the body is not UTF-8") from None


def _require_utf8(parameters: str) -> None:
    charset = next((p.partition("=")[2] for p in parameters.split(";") if p.strip().startswith("charset=")), "utf-8")
    if charset.strip(' "') not in ("utf-8", "utf8", "us-ascii"):
        raise Refusal(400, "queries are read as UTF-8")
