"""What a query's comments tell the engine: which groups to look through for each solution that is there already.

An engine that joins two groups may go through the whole graph for the second, though the first has three solutions. Standard SPARQL has no
word against that; Oxigraph has LATERAL. So the text of a question stays standard, with a comment that every other engine passes over:

    # for each of these
    { ?claim rdf:subject ?thing }

A group that is so marked must have the same solutions either way: patterns and filters, and no MINUS, OPTIONAL or sub-SELECT. One that
begins with VALUES, as a value for a variable does (`values`), is left as it is: LATERAL gives no second value to what has one.
"""

from __future__ import annotations

from typing import Final

from iceorg.query.syntax import tokens

FOR_EACH: Final = "# for each of these"


def with_hints(query: str) -> str:
    r"""Return a query in the words of Oxigraph.

    >>> with_hints("ASK { { ?a org:holds ?b }\n# for each of these\n{ ?b org:postIn ?c } }")
    'ASK { { ?a org:holds ?b }\n# for each of these\nLATERAL { ?b org:postIn ?c } }'
    """
    if FOR_EACH not in query:
        return query
    parts, last = [], 0
    found = list(tokens(query))
    for before, brace, first in zip(found, found[1:], found[2:], strict=False):
        marked = brace.text == "{" and FOR_EACH in query[before.at + len(before.text) : brace.at]
        if marked and first.text.upper() != "VALUES":
            parts += [query[last : brace.at], "LATERAL "]
            last = brace.at
    return "".join([*parts, query[last:]])
