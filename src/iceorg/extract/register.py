"""The names of one document: which of them are one thing, and of what kind.

The register is filled while a document is read and does not outlive the reading. A thing's names
meet by definition ("Long Name (LN)"), by key, and as "Office of X" with the heading "X"; never by
likeness.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from iceorg.extract.acronyms import Definition, find_definitions
from iceorg.extract.lexicon import BODIES, lexicon
from iceorg.extract.names import Known, Name, find_names, join_words
from iceorg.extract.places import find_places
from iceorg.extract.sentences import readable_sentences
from iceorg.extract.words import Word, split_words
from iceorg.model import BlockKind, Kind, Layout, Sentence, Span, name_key

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINES = (BlockKind.HEADING, BlockKind.ITEM, BlockKind.LABEL)
_OFFICE = re.compile(
    r"^(?:office|bureau|division|department|directorate|center|centre|branch) (?:of|for) (?P<rest>.+)$",
)
_COUNTRY = re.compile(r"^(?:U\.\s?S\.|US|United States|U\.K\.|UK)\s+")


@dataclass(frozen=True, slots=True)
class Inference:
    """A name that is not written as such, by which rule it follows, and from what place."""

    rule: str
    place: Span


@dataclass(slots=True, eq=False)
class Entry:
    """One thing of the document, and what it is called there.

    Args:
        kinds: How often each kind was told for it, by head words, definitions and the slots it fills.
        names: Its names, with the place where each stands first.
        acronyms: Its short forms, likewise.
        definitions: Every place that defines a short form, with the short form.
        inferred: Names that follow from an initial or a surname.
        chosen: The name to call it by where that is not the fullest one.
        generic: Whether its name is in small letters: a description rather than a name.
        body: The body that a post belongs to.
    """

    kinds: Counter[Kind] = field(default_factory=Counter)
    names: dict[str, Span] = field(default_factory=dict)
    acronyms: dict[str, Span] = field(default_factory=dict)
    definitions: list[tuple[str, Span]] = field(default_factory=list)
    inferred: dict[str, Inference] = field(default_factory=dict)
    chosen: str = ""
    generic: bool = False
    body: Entry | None = None

    @property
    def kind(self) -> Kind | None:
        """The kind most often told; None if none was."""
        return max(self.kinds, key=lambda kind: (self.kinds[kind], kind.value), default=None)

    @property
    def label(self) -> str:
        """The fullest of its names, unless one is chosen; an acronym if it has no other."""
        return self.chosen or max(self.names or self.acronyms, key=lambda name: (len(name_key(name)), len(name), name))

    @property
    def place(self) -> Span:
        """Where it is first named."""
        return min([*self.names.values(), *self.acronyms.values()], key=lambda span: span.start)

    def absorb(self, other: Entry) -> None:
        """Take over the names and kinds of another entry that is the same thing."""
        self.kinds.update(other.kinds)
        self.chosen = self.chosen or other.chosen
        self.definitions += other.definitions
        self.inferred = {**other.inferred, **self.inferred}
        for mine, its in ((self.names, other.names), (self.acronyms, other.acronyms)):
            for name, span in its.items():
                if name not in mine or span.start < mine[name].start:
                    mine[name] = span


class Register:
    """The entries of one document, found by name."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self._by_name: dict[str, Entry] = {}

    def find(self, name: str) -> Entry | None:
        """Return the entry that bears the name, spelt so or with the same key."""
        return self._by_name.get(name) or self._by_name.get(_key(name))

    def add(self, name: str, span: Span, kind: Kind | None = None, *, acronym: bool = False) -> Entry:
        """Note a name where it stands; return its entry, new if the name is."""
        entry = self.find(name)
        if entry is not None and _clash(entry, kind):
            entry = None
        if entry is None:
            entry = Entry()
            self.entries.append(entry)
        if kind is not None:
            entry.kinds[kind] += 1
        names = entry.acronyms if acronym or name in entry.acronyms else entry.names
        entry.inferred.pop(name, None)
        if name not in names or span.start < names[name].start:
            names[name] = span
        self._index(entry)
        return entry

    def infer(self, entry: Entry, name: str, why: Inference) -> None:
        """Note a name of an entry that follows from what the document says."""
        entry.inferred.setdefault(name, why)
        self._index(entry)

    def merge(self, kept: Entry, gone: Entry) -> None:
        """Make one entry of two."""
        kept.absorb(gone)
        self.entries.remove(gone)
        self._index(kept)

    def _index(self, entry: Entry) -> None:
        for name in (*entry.names, *entry.acronyms, *entry.inferred):
            self._by_name[name] = entry
            if not (len(name_key(name)) < 4 and name in entry.acronyms):
                self._by_name[_key(name)] = entry


def _key(name: str) -> str:
    return "=" + name_key(name)


def _clash(entry: Entry, kind: Kind | None) -> bool:
    """Whether a name of one kind cannot be that of an entry of another."""
    if kind is None or entry.kind is None or kind is entry.kind:
        return False
    return not (kind.body and entry.kind.body)


def read_names(layout: Layout) -> Register:
    """Return the names of a document's readable text."""
    register = Register()
    sentences = [(s, split_words(layout.view, s.start, s.end)) for s in readable_sentences(layout)]
    for sentence, words in sentences:
        _add_definitions(register, words, line=layout.blocks[sentence.block].kind in _LINES)
    for sentence, _ in sentences:
        _add_places(register, layout, sentence)
    known = known_names(register)
    for sentence, words in sentences:
        line = layout.blocks[sentence.block].kind in _LINES
        for name in _line_name(words) if line else ():
            register.add(name.text, Span(name.start, name.end), name.kind)
        for name in find_names(words, known):
            _add_name(register, name, words)
    _join_offices(register)
    _join_surnames(register)
    _join_programs(register)
    _join_countries(register)
    return register


def _add_places(register: Register, layout: Layout, sentence: Sentence) -> None:
    """Add the places of a sentence; a short form that the document defines is no place: "the largest office in DHS"."""
    for place in find_places(layout.view, sentence.start, sentence.end):
        known = register.find(place.text)
        if known is None or place.text not in known.acronyms:
            register.add(place.text, Span(place.start, place.end), Kind.PLACE)


def known_names(register: Register) -> Known:
    """Return the names noted so far, as words, for cutting runs of capitals at them."""
    known: dict[tuple[str, ...], Kind | None] = {}
    for entry in register.entries:
        for name in (*entry.names, *entry.acronyms):
            for spelt in {name, without_country(name)}:
                kind = entry.kind or (Kind.UNKNOWN if entry.acronyms or entry.chosen else None)
                known[tuple(word.text for word in split_words(spelt))] = kind
    return Known.of(known)


# ------------------------------------------------------------------ definitions


def _add_definitions(register: Register, words: tuple[Word, ...], *, line: bool) -> None:
    for definition in find_definitions(words, whole_line=line):
        if combined := _with_head(words, definition):
            _add_combined(register, words, definition, combined)
        else:
            _add_definition(register, words, definition)


def _add_definition(register: Register, words: tuple[Word, ...], definition: Definition) -> None:
    long = [w for w in words if definition.start <= w.start and w.end <= definition.end]
    short = next(w for w in words if w.start == definition.short_start)
    texts = tuple(w.text for w in long)
    if lexicon().is_law(texts) or (long[0].text.islower() and lexicon().head_kind(texts) is None):
        return
    kind = Kind.UNIT if definition.missing else lexicon().head_kind(texts)
    name, span = join_words(long), Span(definition.start, definition.end)
    if short.start < definition.start:
        _add_reversed(register, words, definition, name)
        return
    entry = register.add(name, span, kind)
    if definition.missing:
        place = Span(definition.short_start, definition.short_end)
        entry.inferred[f"Office of {name}"] = Inference("N-INITIAL", place)
    entry.definitions.append((short.text, span))
    entry.acronyms.setdefault(short.text, Span(short.start, short.end))
    register.add(short.text, Span(short.start, short.end), entry.kind, acronym=True)
    _merge_acronym(register, entry, short)


def _merge_acronym(register: Register, entry: Entry, short: Word) -> None:
    other = register.find(short.text)
    if other is not None and other is not entry:
        register.merge(entry, other)


def _add_reversed(register: Register, words: tuple[Word, ...], definition: Definition, long: str) -> None:
    """Add "PORT FAIR (Long Form)": the capitals before the bracket are the name, its expansion is another."""
    at = next(i for i, w in enumerate(words) if w.start == definition.short_start)
    first = at
    while first and words[first - 1].acronym:
        first -= 1
    name = join_words(words[first : at + 1])
    entry = register.add(name, Span(words[first].start, words[at].end))
    entry.chosen = name
    entry.names[long] = Span(definition.start, definition.end)
    register.add(long, Span(definition.start, definition.end))


def _with_head(words: tuple[Word, ...], definition: Definition) -> Word | None:
    """Return the head word right after a bracket: "Fair Play Act (FPA) Office" is one name."""
    after = next((w for w in words if w.start >= definition.whole_end), None)
    if after is None or not after.capital or definition.short_start < definition.start:
        return None
    kind = lexicon().heads.get(after.text.casefold())
    return after if kind is not None and kind is not Kind.POST else None


def _add_combined(register: Register, words: tuple[Word, ...], definition: Definition, head: Word) -> None:
    whole = [w for w in words if definition.start <= w.start and w.end <= head.end]
    long = [w for w in whole if w.end <= definition.end]
    short = next(w for w in whole if w.start == definition.short_start)
    kind = lexicon().heads[head.text.casefold()]
    span = Span(definition.start, head.end)
    entry = register.add(join_words(whole), span, kind)
    for name in (f"{join_words(long)} {head.text}", f"{short.text} {head.text}", f"{short.text} {head.text.lower()}"):
        entry.names.setdefault(name, span)
    register.add(join_words(whole), span, kind)


# ------------------------------------------------------------------ names


def _line_name(words: tuple[Word, ...]) -> Iterator[Name]:
    """Yield the name that a heading or item is, if it is one: capital words and nothing else."""
    bare = _without_bracket(words)
    if not bare or len(bare) > 14:
        return
    if not all(w.capital or w.text.casefold() in _SMALL for w in bare) or not bare[0].capital:
        return
    texts = tuple(w.text for w in bare)
    kind = lexicon().head_kind(texts)
    if kind is Kind.POST or lexicon().is_law(texts) or _is_lead(texts) or _is_page_title(texts):
        return
    yield Name(bare[0].start, bare[-1].end, join_words(bare), kind)


_SMALL = {"of", "the", "and", "for", "&", "on", "to", "in", "a", ",", "’s", "'s", "between"}


def _is_lead(texts: tuple[str, ...]) -> bool:
    """Whether a line tells what a list holds ("Offices Within the Agency") and is no name."""
    return texts[0].casefold() in lexicon().classes["COMPONENTS"]


def _is_page_title(texts: tuple[str, ...]) -> bool:
    """Whether a line is the title of a page ("Annual Report of the Tide Office") and not the name of a thing."""
    lower = [text.casefold() for text in texts]
    return lower[0] in lexicon().leads or any(word in lexicon().page_nouns for word in lower)


def _without_bracket(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Return a line's words without a bracketed short form at its end."""
    if len(words) > 3 and words[-1].text == ")" and words[-3].text == "(":
        return words[:-3]
    return words if not any(w.sign and w.text != "," for w in words) else ()


def _add_name(register: Register, name: Name, words: tuple[Word, ...]) -> None:
    if name.kind is Kind.POST or _no_name(register, name, words):
        return
    typed = None if _defined(register, name.text) else _with_type_word(name, words)
    entry = register.add(name.text, Span(name.start, name.end), name.kind if typed is None else typed.kind)
    if typed is not None:
        entry.names.setdefault(typed.text, Span(typed.start, typed.end))
        register.add(typed.text, Span(typed.start, typed.end), typed.kind)


def _no_name(register: Register, name: Name, words: tuple[Word, ...]) -> bool:
    """Whether capitals are no name: a lone head word, a country, a sentence's first word, words around a known name."""
    texts = tuple(w.text for w in split_words(name.text))
    if register.find(name.text) is not None:
        return False
    if len(texts) == 1:
        lone = texts[0].casefold() in lexicon().heads or texts[0].rstrip(".") in _COUNTRIES or len(texts[0]) < 3
        first = name.start == words[0].start
        typed = name.kind is not None or _with_type_word(name, words) is not None
        return lone or (not typed and (first or not name.text.isupper()))
    if " ".join(texts) == "United States":
        return True
    return name.kind is None and any(_defined(register, text) for text in texts)


_COUNTRIES = {"U.S", "US", "USA", "UK", "U.K", "DC", "D.C"}


def _defined(register: Register, text: str) -> bool:
    """Whether the text is the short form of a body that the document defines."""
    entry = register.find(text)
    return entry is not None and text in entry.acronyms


def _with_type_word(name: Name, words: tuple[Word, ...]) -> Name | None:
    """Return the name with the word in small letters after it that makes it a program's: "Fair Play initiative"."""
    after = next((w for w in words if w.start >= name.end), None)
    if after is None or name.kind is not None or not after.text.islower() or after.start - name.end > 1:
        return None
    if lexicon().heads.get(after.text) is not Kind.PROGRAM or after.text in lexicon().many_programs:
        return None
    return Name(name.start, after.end, f"{name.text} {after.text}", Kind.PROGRAM)


# ------------------------------------------------------------------ joining


def _join_offices(register: Register) -> None:
    """Join "Office of X" with the heading or short name "X" of the same document."""
    for entry in list(register.entries):
        for name in list(entry.names):
            match = _OFFICE.match(name_key(name))
            short = register.find(match["rest"]) if match else None
            if short is None or short is entry or entry not in register.entries or short not in register.entries:
                continue
            if short.kind in (None, Kind.UNIT) or (short.kind is Kind.AGENCY and short.acronyms == entry.acronyms):
                for written in entry.names:
                    short.inferred.pop(written, None)
                register.merge(entry, short)


def _join_surnames(register: Register) -> None:
    """Join "Director Ochs" with the one person of the document whose surname it is."""
    people = [entry for entry in register.entries if entry.kind is Kind.PERSON]
    by_surname: dict[str, list[Entry]] = defaultdict(list)
    for entry in people:
        by_surname[entry.label.split()[-1]].append(entry)
    for entry in people:
        if " " in entry.label:
            continue
        full = [p for p in by_surname.get(entry.label, ()) if p is not entry and p.label.split()[-1] == entry.label]
        if len(full) == 1:
            surname, place = entry.label, entry.place
            register.merge(full[0], entry)
            del full[0].names[surname]
            full[0].inferred[surname] = Inference("N-SURNAME", place)
            if full[0] not in (now := by_surname[full[0].label.split()[-1]]):
                now.append(full[0])  # its fullest name is another now


def _join_programs(register: Register) -> None:
    """Join "Fair Play", "Fair Play Program" and "Fair Play initiative" of one document."""
    by_key: dict[str, Entry] = {}
    for entry in [e for e in register.entries if e.kind is Kind.PROGRAM]:
        for name in entry.names:
            other = by_key.setdefault(program_key(name), entry)
            if other is not entry and entry in register.entries:
                register.merge(other, entry)


def program_key(name: str) -> str:
    """Return a program's key: its name's key without the word that says it is a program.

    >>> program_key("287(g) Program") == program_key("287g")
    True
    """
    words = name_key(name).split()
    if len(words) > 1 and lexicon().heads.get(words[-1]) is Kind.PROGRAM:
        words.pop()
    return " ".join(words)


def _join_countries(register: Register) -> None:
    """Join a name with the same name after its country: name keys leave the country out already."""
    by_key: dict[str, Entry] = {}
    for entry in list(register.entries):
        for name in entry.names:
            other = by_key.setdefault(name_key(name), entry)
            if other is not entry and not _clash(other, entry.kind) and entry in register.entries:
                register.merge(other, entry)


def without_country(name: str) -> str:
    """Return a name without the country that it begins with.

    >>> without_country("U.S. Tide Survey")
    'Tide Survey'
    """
    return _COUNTRY.sub("", name)


def has_country(name: str) -> bool:
    """Return whether a name begins with its country.

    >>> has_country("U.S. Tide Survey"), has_country("US Tide Survey"), has_country("Usher Board")
    (True, True, False)
    """
    return _COUNTRY.match(name) is not None


def named_by(layout: Layout, register: Register, index: int) -> Entry | None:
    """Return the thing that a heading or item names, if it is the name of one."""
    block = layout.blocks[index]
    words = layout.words(block)
    named = register.find(words) or register.find(re.sub(r"(?<!\s)\s*\([^()]{1,12}\)$", "", words))
    return named or (_with_tail(register, words) if block.kind is BlockKind.ITEM else None)


def run_in_head(layout: Layout, register: Register, index: int) -> Entry | None:
    """Return the body whose name alone opens a paragraph: "Gauge Office. The office tests gauges."."""
    block = layout.blocks[index]
    found = _RUN_IN.match(layout.view, block.start, block.end) if block.kind is BlockKind.PARAGRAPH else None
    entry = register.find(" ".join(found["name"].split())) if found is not None else None
    return entry if entry is not None and entry.kind in BODIES else None


_RUN_IN = re.compile(r"(?P<name>[A-Z][^.:;\n–—]{2,80})(?:[.:]|\s*[–—])\s+(?=[A-Z])")
_TAIL = re.compile(r",\s+(?=[a-z])|(?<!\s)\s+\((?=[^()]*\)\W*$)")


def _with_tail(register: Register, words: str) -> Entry | None:
    """Return the body that an item names before a remark: "Gauge Office, led by Ada Ochs"; not one that is no more."""
    tail = _TAIL.search(words)
    entry = register.find(words[: tail.start()]) if tail is not None else None
    if tail is None or entry is None or entry.kind not in BODIES:
        return None
    said = {word.text.casefold() for word in split_words(words[tail.end() :])}
    return None if said & lexicon().cells["gone"] else entry
