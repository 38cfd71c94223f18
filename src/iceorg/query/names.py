"""Names and things: what a name may mean, and what to call a thing.

A name finds a thing as `iceorg.model.name_key` spells both: case, articles, "U.S." and dots do not
count. Nothing is found on similarity; similar names are only suggested. A post may be named with
its body: "ICE Director", "Director of ICE".
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from iceorg.errors import QueryError, close_to
from iceorg.model import name_key
from iceorg.query.rows import text_of
from iceorg.query.solve import solve
from iceorg.query.values import listed
from iceorg.query.words import expand, in_words
from iceorg.vocab import Iri, foaf, iceorg, org, rdf, shorten, skos

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from iceorg.query.rows import Cell
    from iceorg.store import Store

_BRACKET = re.compile(r"(?<!\s)\s*\([^()]*\)\s*$")
_ENDING = re.compile(r"\.\w{1,5}$")
_SUGGESTIONS = 5
_MOST = 12
"""How many things of one name a message lists."""
_POST = "post in "
_LIKE = 0.75
"""How alike a name must be to be suggested, as difflib measures it."""

_THING_NAMES = "SELECT ?thing ?name { ?thing skos:prefLabel|skos:altLabel|foaf:name|iceorg:fileName ?name }"
_DOCUMENT_NAMES = "SELECT ?thing ?name { ?thing iceorg:fileName|dcterms:title ?name }"
_DOCUMENTS = """
SELECT ?file ?stated ?title {
  ?document a foaf:Document ; iceorg:fileName ?file .
  OPTIONAL { ?document iceorg:statedDate ?stated }
  OPTIONAL { ?document dcterms:title ?title }
}
"""
_FILES = "SELECT ?document ?file { ?document iceorg:fileName ?file }"
_KIND = "SELECT ?body ?kind { { ?thing a ?kind } UNION { ?thing org:postIn ?body } }"
_NAMINGS = """
SELECT ?thing ?naming ?value {
  VALUES ?thing { %s }
  VALUES ?naming {
    skos:prefLabel skos:altLabel foaf:name iceorg:fileName org:member iceorg:post iceorg:capacity rdf:value iceorg:counted iceorg:bound
  }
  ?thing ?naming ?value
}
"""
_AT_ONCE = 200
"""How many things a query asks for the names of: servers refuse a query of more than some tens of kilobytes."""
_POSTS = "SELECT ?post ?body { ?post org:postIn ?body }"

Spelled = dict[str, set[Iri]]
"""The things of each name."""


class Found(NamedTuple):
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
        """Return it on one line: `Director (post in Coast Guild) id:post-director`."""
        return f"{self.label} ({self.kind}) {shorten(self.iri)}"


def find_thing(store: Store, name: str) -> Iri:
    """Return the thing that a name, an acronym or an IRI means.

    Raises:
        QueryError: It means none, or several; the hint names them.
    """
    found = _meant(store, name)
    if len(found) == 1:
        return found.pop()
    if not found:
        raise QueryError(f"nothing in the graph is called '{name}'", hint=_suggest(_spelled(store, _THING_NAMES), name))
    raise QueryError(f"'{name}' may mean {len(found)} things", hint=_choices(_described(store, found)))


def _choices(found: tuple[Found, ...]) -> str:
    """Return a hint that lists things of one name, and how to tell them apart."""
    post = next((thing for thing in found if thing.kind.startswith(_POST)), None)
    lead = f'name the body too, as in "{post.label} of {post.kind.removeprefix(_POST)}", or give ' if post else "give "
    lines = [f"\n    {thing}" for thing in found[:_MOST]]
    more = [f"\n    and {len(found) - _MOST} more"] if len(found) > _MOST else []
    return "".join([f"{lead}the IRI:", *lines, *more])


def find_things(store: Store, name: str) -> tuple[Found, ...]:
    """Return everything that a name may mean, sorted by label."""
    return _described(store, _meant(store, name))


def find_document(store: Store, name: str) -> Iri:
    """Return the document of that file name, title or IRI.

    Raises:
        QueryError: There is none, or several; the hint names them.
    """
    iri = expand(name)
    names = _spelled(store, _DOCUMENT_NAMES)
    stems = {_ENDING.sub("", text): things for text, things in names.items()}
    found = {iri} if iri else _of_key(names, name_key(name)) or _of_key(stems, name_key(name))
    if len(found) == 1:
        return found.pop()
    files = sorted(text_of(row[1]) for row in solve(store, _FILES))
    message = f"'{name}' may mean {len(found)} documents" if found else f"no document is called '{name}'"
    raise QueryError(message, hint=f"the documents: {', '.join(files)}")


def things_by_name(store: Store) -> dict[str, str]:
    """Return the names of all things by their keys, posts with their bodies among them: `ice director`."""
    names = _spelled(store, _THING_NAMES)
    by_key = {name_key(name): name for name in sorted(names)}
    of = defaultdict(list)
    for name, things in sorted(names.items()):
        for thing in things:
            of[thing].append(name)
    for post, body in solve(store, _POSTS):
        for title in of[Iri(text_of(post))]:
            for owner in of[Iri(text_of(body))]:
                by_key.setdefault(name_key(f"{owner} {title}"), f"{owner} {title}")
                by_key.setdefault(name_key(f"{title} of {owner}"), f"{title} of {owner}")
    return by_key


class Told(NamedTuple):
    """A document as people speak of it.

    Args:
        stated: Its date as ISO text; nothing for an undated one.
        file: Its file name.
        keys: The keys of its names: file name with and without ending, and titles.
    """

    stated: str
    file: str
    keys: frozenset[str]


def told_documents(store: Store) -> tuple[Told, ...]:
    """Return the documents, by date, the undated first."""
    keys: dict[tuple[str, str], set[str]] = defaultdict(set)
    for file, stated, title in solve(store, _DOCUMENTS):
        names = (text_of(file), _ENDING.sub("", text_of(file)), text_of(title))
        keys[text_of(stated), text_of(file)] |= {name_key(name) for name in names if name}
    return tuple(sorted(Told(stated, file, frozenset(names)) for (stated, file), names in keys.items()))


def labels(store: Store, things: Iterable[str]) -> dict[str, str]:
    """Return what to call each thing: its name, a document's file name, a membership or a count in words.

    Things without a name and IRIs from outside are left out; terms of the vocabulary are in words.
    """
    wanted = sorted({thing for thing in things if not thing.startswith("_:")})
    called = {thing: words for thing in wanted if (words := in_words(thing))}
    told = _told(store, [thing for thing in wanted if thing not in called])
    parts = {text_of(v) for of in told.values() for p in (org.MEMBER, iceorg.POST) for v in of.get(p, ())}
    named = {thing: _named(of) for thing, of in (_told(store, sorted(parts - told.keys())) | told).items()}
    said = {thing: named[thing] or _as_membership(of, named) or _as_count(of) for thing, of in told.items()}
    return {thing: label for thing, label in sorted((called | said).items()) if label}


_Told = dict[str, list["Cell"]]
"""The values of each property of a thing."""


def _told(store: Store, things: Sequence[str]) -> dict[str, _Told]:
    """Return what things are called by, read in as few queries as fit: a store may be far away."""
    told: dict[str, _Told] = {thing: {} for thing in things}
    for begin in range(0, len(things), _AT_ONCE):
        for thing, naming, value in solve(store, _NAMINGS % listed(things[begin : begin + _AT_ONCE])):
            if value is not None:
                told[text_of(thing)].setdefault(text_of(naming), []).append(value)
    return told


def _named(of: _Told) -> str:
    found = next((_first(of, naming) for naming in (skos.PREF_LABEL, foaf.NAME, iceorg.FILE_NAME) if naming in of), "")
    # On an earlier day its best name may not have been written yet: then the longest of those that were.
    return found or max(map(text_of, of.get(skos.ALT_LABEL, ())), key=lambda name: (len(name), name), default="")


def _as_membership(of: _Told, named: Mapping[str, str]) -> str:
    person, post = _first(of, org.MEMBER), _first(of, iceorg.POST)
    if not (person and post):
        return ""
    capacity = _first(of, iceorg.CAPACITY)
    said = f"{named.get(person, '')} as {named.get(post, '')}"
    return said if capacity in ("", iceorg.Substantive) else f"{said} ({in_words(capacity)})"


def _as_count(of: _Told) -> str:
    number, counted, bound = (_first(of, part) for part in (rdf.VALUE, iceorg.COUNTED, iceorg.BOUND))
    said = f"{number} {counted}".strip()
    return said if bound in ("", iceorg.Exactly) else f"{in_words(bound)} {said}"


def _first(of: _Told, naming: str) -> str:
    """Return the first value of a property, in the order of their texts, or nothing."""
    return min((text_of(value) for value in of.get(naming, ())), default="")


def _meant(store: Store, name: str) -> set[Iri]:
    """Return the things that a name may mean."""
    iri = expand(name)
    if iri is not None:
        return {iri} if solve(store, "ASK { ?thing ?says ?what }", {"thing": iri}) else set()
    names = _spelled(store, _THING_NAMES)
    found = _of_key(names, name_key(name)) or _of_key(names, name_key(_BRACKET.sub("", name)))
    return found if len(found) == 1 else _posts_of_bodies(store, names, name_key(name)) or found


def _spelled(store: Store, query: str) -> Spelled:
    spelled: Spelled = defaultdict(set)
    for thing, name in solve(store, query):
        spelled[text_of(name)].add(Iri(text_of(thing)))
    return spelled


def _of_key(names: Spelled, key: str) -> set[Iri]:
    return {thing for name in _with_word(names, key) if name_key(name) == key for thing in names[name]}


def _with_word(names: Iterable[str], key: str) -> Iterator[str]:
    """Yield the names that have the longest word of a key: the key of each of a million names would take a minute."""
    words = [word for word in key.replace("/", " ").split() if word != "and"]
    longest = max(words, key=len, default="")
    return (name for name in names if longest in _letters(name))


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", name).casefold()))


def _posts_of_bodies(store: Store, names: Spelled, key: str) -> set[Iri]:
    """Return the posts that a key names together with their bodies: `ice director`, `director of ice`."""
    parts = [(key[: m.start()], key[m.end() :]) for m in re.finditer(r" (?:of )?", key)]
    bodies = {text_of(post): text_of(body) for post, body in solve(store, _POSTS)} if parts else {}
    pairs = [pair for title, owner in parts for pair in ((title, owner), (owner, title))]
    return {
        post for title, owner in pairs for post in _of_key(names, title) if bodies.get(post) in _of_key(names, owner)
    }


def _described(store: Store, things: set[Iri]) -> tuple[Found, ...]:
    kinds = {thing: _kind(store, thing) for thing in sorted(things)}
    called = labels(store, {*things, *(body for body, _ in kinds.values() if body)})
    return tuple(
        sorted(
            Found(
                called.get(thing, shorten(thing)), f"{_POST}{called.get(body, shorten(body))}" if body else kind, thing
            )
            for thing, (body, kind) in kinds.items()
        )
    )


def _kind(store: Store, thing: Iri) -> tuple[Iri | None, str]:
    """Return the body that a post belongs to, and what kind of thing it is, in words."""
    rows = solve(store, _KIND, {"thing": thing})
    bodies = sorted(text_of(body) for body, _ in rows if body is not None)
    kinds = sorted(text_of(kind) for _, kind in rows if kind is not None)
    return Iri(bodies[0]) if bodies else None, (in_words(kinds[0]) if kinds else None) or "thing"


def _suggest(names: Iterable[str], name: str) -> str:
    """Return a hint with the names that hold this one, then those that look like it."""
    key = name_key(name)
    by_key = {name_key(text): text for text in sorted(names)}
    within = sorted((k for k in by_key if key and re.search(rf"\b{re.escape(key)}\b", k)), key=len)
    near = list(dict.fromkeys([*within, *close_to(key, by_key, n=_SUGGESTIONS, cutoff=_LIKE)]))
    if not near:
        return '`iceorg query -n find-things --param words="..."` looks for words in names'
    return f"did you mean {', '.join(by_key[k] for k in near[:_SUGGESTIONS])}?"
