"""Names and things: what a name may mean, and what to call a thing.

A name finds a thing as `iceorg.model.name_key` spells both: case, articles, "U.S." and dots do not
count. Nothing is found on similarity; similar names are only suggested. A post may be named with
its body: "ICE Director", "Director of ICE".
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from iceorg.errors import QueryError
from iceorg.model import name_key
from iceorg.query.rows import text_of
from iceorg.query.solve import solve
from iceorg.query.words import expand, in_words
from iceorg.vocab import Iri, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from iceorg.store import Store

_BRACKET = re.compile(r"\s*\([^()]*\)\s*$")
_SUGGESTIONS = 5
_LIKE = 0.75
"""How alike a name must be to be suggested, as difflib measures it."""

_THING_NAMES = "SELECT ?thing ?name { ?thing skos:prefLabel|skos:altLabel|foaf:name ?name }"
_DOCUMENT_NAMES = "SELECT ?thing ?name { ?thing iceorg:fileName|dcterms:title ?name }"
_POSTS = "SELECT ?post ?body { ?post org:postIn ?body }"
_PREFERRED = "SELECT ?thing ?name { ?thing skos:prefLabel ?name }"
_FILES = "SELECT ?thing ?name { ?thing iceorg:fileName ?name }"
_MEMBERSHIPS = """
SELECT ?thing ?person ?post ?capacity {
  ?thing org:member ?who ; iceorg:post ?what ; iceorg:capacity ?capacity .
  ?who skos:prefLabel ?person . ?what skos:prefLabel ?post
}"""
_COUNTS = (
    "SELECT ?thing ?bound ?number ?counted { ?thing rdf:value ?number ; iceorg:counted ?counted ; iceorg:bound ?bound }"
)
_KINDS = "SELECT ?thing ?kind { ?thing a ?kind }"


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A thing that a name may mean.

    Args:
        label: What people call it.
        kind: What it is, in words.
        iri: Its name in the graph.
    """

    label: str
    kind: str
    iri: Iri

    def __str__(self) -> str:
        """Return it on one line: `Director (post) id:post-director`."""
        return f"{self.label} ({self.kind}) {shorten(self.iri)}"


def find_thing(store: Store, name: str) -> Iri:
    """Return the thing that a name, an acronym or an IRI means.

    Raises:
        QueryError: It means none, or several; the hint names them.
    """
    found = find_things(store, name)
    if len(found) == 1:
        return found[0].iri
    if found:
        listed = "".join(f"\n    {thing}" for thing in found)
        raise QueryError(
            f"'{name}' may mean {len(found)} things", hint=f"name one of them in full or by its IRI:{listed}"
        )
    raise QueryError(f"nothing in the graph is called '{name}'", hint=_suggest(_spelled(store, _THING_NAMES), name))


def find_document(store: Store, name: str) -> Iri:
    """Return the document of that file name, title or IRI.

    Raises:
        QueryError: There is none, or several; the hint names them.
    """
    iri = expand(name)
    index = _index(store, _DOCUMENT_NAMES)
    stems = {name_key(re.sub(r"\.\w{1,5}$", "", text)): iris for text, iris in _spelled(store, _DOCUMENT_NAMES).items()}
    found = {iri} if iri else index.get(name_key(name)) or stems.get(name_key(name)) or set()
    if len(found) == 1:
        return next(iter(found))
    files = sorted(text_of(row[1]) for row in solve(store, _FILES))
    message = f"'{name}' may mean {len(found)} documents" if found else f"no document is called '{name}'"
    raise QueryError(message, hint=f"the documents: {', '.join(files)}")


def find_things(store: Store, name: str) -> tuple[Found, ...]:
    """Return everything that a name may mean, sorted by label."""
    iri = expand(name)
    if iri is not None:
        return _described(store, {iri}) if solve(store, f"SELECT ?p {{ <{iri}> ?p ?o }} LIMIT 1") else ()
    index = _index(store, _THING_NAMES)
    found = index.get(name_key(name)) or index.get(name_key(_BRACKET.sub("", name))) or set()
    if len(found) != 1:
        found = _posts_of_bodies(store, index, name_key(name)) or found
    return _described(store, found)


def labels(store: Store, things: Iterable[str]) -> dict[str, str]:
    """Return what to call each thing: its name, a document's file name, a membership or a count in words.

    Things without a name and IRIs from outside are left out; terms of the vocabulary are in words.
    """
    wanted = set(things)
    known: dict[str, str] = {}
    for query, form in _NAMINGS:
        if wanted - known.keys():
            for thing, *parts in solve(store, query):
                if text_of(thing) in wanted:
                    known.setdefault(text_of(thing), form([_in_text(text_of(part)) for part in parts]))
    terms = {iri: in_words(iri) for iri in wanted - known.keys()}
    return known | {iri: words for iri, words in terms.items() if words}


def _in_text(value: str) -> str:
    return in_words(value) or value


def _membership(parts: list[str]) -> str:
    person, post, capacity = parts
    return f"{person} as {post}" if capacity == "substantive" else f"{person} as {post} ({capacity})"


def _count(parts: list[str]) -> str:
    bound, number, counted = parts
    return f"{number} {counted}" if bound == "exactly" else f"{bound} {number} {counted}"


_NAMINGS = ((_PREFERRED, "".join), (_FILES, "".join), (_MEMBERSHIPS, _membership), (_COUNTS, _count))


def _spelled(store: Store, query: str) -> dict[str, set[Iri]]:
    spelled: dict[str, set[Iri]] = defaultdict(set)
    for thing, name in solve(store, query):
        spelled[text_of(name)].add(Iri(text_of(thing)))
    return spelled


def _index(store: Store, query: str) -> dict[str, set[Iri]]:
    index: dict[str, set[Iri]] = defaultdict(set)
    for name, things in _spelled(store, query).items():
        index[name_key(name)] |= things
    return dict(index)


def _posts_of_bodies(store: Store, index: Mapping[str, set[Iri]], key: str) -> set[Iri]:
    """Return the posts that a key names together with their bodies: `ice director`, `director of ice`."""
    names: dict[Iri, set[str]] = defaultdict(set)
    for name, things in index.items():
        for thing in things:
            names[thing].add(name)
    return {
        Iri(text_of(post))
        for post, body in solve(store, _POSTS)
        for title in names[Iri(text_of(post))]
        for owner in names[Iri(text_of(body))]
        if key in (f"{owner} {title}", f"{title} of {owner}", f"{title} {owner}")
    }


def _described(store: Store, things: set[Iri]) -> tuple[Found, ...]:
    if not things:
        return ()
    kinds = {text_of(thing): _in_text(text_of(kind)) for thing, kind in solve(store, _KINDS)}
    bodies = {text_of(post): text_of(body) for post, body in solve(store, _POSTS)}
    called = labels(store, {*things, *(bodies[t] for t in things if t in bodies)})
    kinds |= {post: f"post in {called.get(body) or shorten(body)}" for post, body in bodies.items()}
    return tuple(sorted(Found(called.get(t) or shorten(t), kinds.get(t, "thing"), t) for t in things))


def _suggest(names: Iterable[str], name: str) -> str:
    """Return a hint with the names that hold this one, then those that look like it."""
    key = name_key(name)
    by_key = {name_key(text): text for text in sorted(names)}
    within = sorted((k for k in by_key if key and re.search(rf"\b{re.escape(key)}\b", k)), key=len)
    near = list(dict.fromkeys([*within, *get_close_matches(key, by_key, n=_SUGGESTIONS, cutoff=_LIKE)]))
    if not near:
        return '`iceorg query -n find-things --param words="..."` looks for words in names'
    return f"did you mean {', '.join(by_key[k] for k in near[:_SUGGESTIONS])}?"
