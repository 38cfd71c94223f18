"""Names in a sentence: runs of capital words, cut where one name ends and the next begins.

A run such as "Director Sarah R. Ochs" or "Port Office Fair Play Program" holds several names. It
is cut at names that the document defines, at titles, and at an "and" between two names that are
each complete; a name is complete when its head word tells its kind.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from iceorg.extract.acronyms import SMALL
from iceorg.extract.lexicon import BODIES, lexicon
from iceorg.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from iceorg.extract.words import Word

_JOINING = {"of", "for", "and", "&", "on", "between", "performing", "’s", "'s", "the"}
_LONGEST_PERSON = 4


@dataclass(frozen=True, slots=True)
class Name:
    """A name where it stands.

    Args:
        start: Offset of its first character.
        end: Offset after its last character.
        text: As written, with single blanks.
        kind: What it names, if its words tell.
        capacity: How the post is held, where the words before the title say so: `Acting`.
    """

    start: int
    end: int
    text: str
    kind: Kind | None
    capacity: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """Names that a document gives, as tuples of words, for cutting runs of capitals at them.

    Args:
        kinds: The kind of each: UNKNOWN for one that a short form defines without telling its kind,
            None for a mere run of capitals.
        odd: The names with words in them that no run of capitals has ("Office of Ports, Fairs, and
            Tolls"), by their first word.
    """

    kinds: Mapping[tuple[str, ...], Kind | None] = field(default_factory=dict)
    odd: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, kinds: Mapping[tuple[str, ...], Kind | None]) -> Known:
        """Return the known names of a mapping from words to kind."""
        odd: dict[str, tuple[tuple[str, ...], ...]] = {}
        for name in kinds:
            if any(not text[0].isupper() and text.casefold() not in _JOINING for text in name):
                odd[name[0]] = (*odd.get(name[0], ()), name)
        return cls(kinds, odd)

    def __contains__(self, name: tuple[str, ...]) -> bool:
        """Whether a name is known."""
        return name in self.kinds

    def __getitem__(self, name: tuple[str, ...]) -> Kind | None:
        """Return the kind of a known name."""
        return self.kinds[name]


def find_names(words: Sequence[Word], known: Known) -> Iterator[Name]:
    """Yield the names in the words of one sentence, in text order.

    Args:
        words: The words of the sentence.
        known: Names that the document gives elsewhere.

    Example:
        >>> from iceorg.extract.words import split_words
        >>> words = split_words("the Tide Office and the Port Academy, said Director Ada B. Ochs")
        >>> [(n.text, n.kind.value) for n in find_names(words, Known())]
        [('Tide Office', 'unit'), ('Port Academy', 'unit'), ('Director', 'post'), ('Ada B. Ochs', 'person')]
    """
    for first, last in _runs(words, known):
        yield from _cut(words, first, last, known)


def _runs(words: Sequence[Word], known: Known) -> Iterator[tuple[int, int]]:
    """Yield first and last index of every run of capital words and the small words that join them.

    A known name with other words in it ("Office of State, Local, and Tribal Affairs") is a run of its own.
    """
    i = 0
    while i < len(words):
        odd = known.odd.get(words[i].text, ())
        whole = max((len(name) for name in odd if _texts(words, i, i + len(name) - 1) == name), default=0) if odd else 0
        if whole:
            yield i, i + whole - 1
            i += whole
            continue
        if not words[i].capital or (i == 0 and words[i].text.casefold() in lexicon().openers):
            i += 1
            continue
        last = i
        while (following := _continues(words, last)) is not None:
            last = following
        yield i, last
        i = last + 1


def _continues(words: Sequence[Word], last: int) -> int | None:
    """Return the next capital word of a run, over at most two joining words."""
    for step in range(1, 4):
        at = last + step
        if at >= len(words):
            return None
        if words[at].capital:
            return at
        if words[at].text.casefold() not in _JOINING:
            return None
    return None


def _cut(words: Sequence[Word], first: int, last: int, known: Known) -> Iterator[Name]:
    at, capacity = first, ""
    while at <= last:
        word = words[at].text
        if word in SMALL or word.casefold() in _JOINING:
            at += 1
        elif word.casefold() in lexicon().standing_in and at < last:
            capacity, at = lexicon().standing_in[word.casefold()], at + 1
        elif length := _known_length(words, at, last, known):
            kind = known[_texts(words, at, at + length - 1)]
            yield _name(words, at, at + length - 1, None if kind is Kind.UNKNOWN else kind)
            at += length
        elif (rank_end := _rank_end(words, at, last)) > at:
            at = rank_end
            if person_end := _person_end(words, at, last, known):
                yield _name(words, at, person_end, Kind.PERSON)
                at = person_end + 1
        elif title_end := _title_end(words, at, last, known):
            yield _name(words, at, title_end, Kind.POST, _capacity(words, at, title_end) or capacity)
            capacity, at = "", title_end + 1
            if person_end := _person_end(words, at, last, known):
                yield _name(words, at, person_end, Kind.PERSON)
                at = person_end + 1
        else:
            end = _name_end(words, at, last, known)
            yield from _typed(words, at, end)
            at = end + 1


def _texts(words: Sequence[Word], first: int, last: int) -> tuple[str, ...]:
    return tuple(word.text for word in words[first : last + 1])


def _name(words: Sequence[Word], first: int, last: int, kind: Kind | None, capacity: str = "") -> Name:
    text = join_words(words[first : last + 1])
    return Name(words[first].start, words[last].end, text, kind, capacity)


def join_words(words: Sequence[Word]) -> str:
    """Return words as a person writes them: no blank before a sign or a possessive, nor where none stands.

    >>> from iceorg.extract.words import split_words
    >>> join_words(split_words("State,  Local,  and Visitor’s Office"))
    'State, Local, and Visitor’s Office'
    >>> join_words(split_words("Directorate “East” of the Users' Union"))
    "Directorate “East” of the Users' Union"
    """
    text, end = "", -1
    for word in words:
        tight = not text or word.text in (",", ")", "’s", "'s", ".", ";", ":", "”") or text.endswith(("(", "“"))
        beside = word.start == end and not text.endswith((",", ";", ":"))
        text += word.text if tight or beside else " " + word.text
        end = word.end
    return text


def _rank_end(words: Sequence[Word], at: int, last: int) -> int:
    """Return the first word after the ranks and forms of address that stand here before a name."""
    end = at
    while end <= last and words[end].text.rstrip(".").casefold() in lexicon().ranks:
        end += 1
    return end if end <= last else at


def _known_length(words: Sequence[Word], at: int, last: int, known: Known) -> int:
    """Return how many words from here are a known name that ends here or is followed by a complete one."""
    for end in range(last, at - 1, -1):
        texts = _texts(words, at, end)
        if texts in known and (end == last or (known[texts] is not None and _can_follow(words, end + 1, last, known))):
            return end - at + 1
    return 0


def _can_follow(words: Sequence[Word], at: int, last: int, known: Known) -> bool:
    word = words[at].text.casefold()
    if word in ("and", "&", "’s", "'s", "of", "for", "to", "on", "the"):
        return True
    rest = _texts(words, at, last)
    return (
        rest in known
        or words[at].text[0].isdigit()
        or lexicon().head_kind(rest) is not None
        or word in lexicon().standing_in
        or any(_title_end(words, i, last, known) for i in range(at, last + 1))
    )


def _title_end(words: Sequence[Word], at: int, last: int, known: Known) -> int | None:
    """Return the last word of the title that begins here."""
    texts = _texts(words, at, last)
    head = next((i for i, t in enumerate(texts) if _is_post_head(t)), None)
    if head is None or any(t.casefold() in _JOINING or _is_body_head(t) for t in texts[:head]):
        return None
    while (further := _further_head(texts, head)) is not None:
        head = further
    if head + 1 < len(texts) and _is_body_head(texts[head + 1]):
        return None
    if texts[head].casefold() in lexicon().opening and head + 2 == len(texts) and not _is_body_head(texts[head + 1]):
        head += 1  # one word more is no person's name: "the Chief Pharmacist"
    return at + _title_tail(words, at, head, texts, known)


def _further_head(texts: tuple[str, ...], head: int) -> int | None:
    """Return the next head word of the same title: "Deputy Assistant Secretary" has two."""
    reach = 2 if texts[head].casefold() in lexicon().opening else 0
    for i in range(head + 1, len(texts)):
        if _is_post_head(texts[i]) or (i == head + 1 and texts[i].casefold() in lexicon().following):
            return i
        if texts[i].casefold() not in lexicon().post_modifiers:
            reach -= 1
        if reach < 0 or texts[i].casefold() in _JOINING or _is_body_head(texts[i]):
            return None
    return None


def _title_tail(words: Sequence[Word], at: int, head: int, texts: tuple[str, ...], known: Known) -> int:
    """Return the index in texts of a title's last word, with "for X", "of X" and duties performed."""
    following = texts[head + 1].casefold() if head + 1 < len(texts) else ""
    rest = " ".join(texts[head + 1 :]).casefold()
    if duties := next((d for d in lexicon().duties if rest.startswith(d)), None):
        start = head + 1 + len(duties.split())
        start += start < len(texts) and texts[start].casefold() == "the"
        inner = _title_end(words, at + start, at + len(texts) - 1, known) if start < len(texts) else None
        return inner - at if inner is not None else head
    if following in ("for", "of") and head + 2 < len(texts):
        start = head + 2 + (texts[head + 2].casefold() == "the")
        tail = texts[start:]
        known_body = _known_length(words, at + start, at + len(texts) - 1, known)
        body_follows = bool(known_body) or (len(tail) > 1 and lexicon().head_kind(tail) in BODIES)
        if tail and not (following == "of" and body_follows):
            return _until_the(texts, start)
    return head


def _until_the(texts: tuple[str, ...], start: int) -> int:
    """Return the last index before "and the", or the last of all."""
    for i in range(start, len(texts) - 1):
        if texts[i].casefold() in ("and", "&") and (texts[i + 1].casefold() == "the" or _is_title(texts[i + 1 :])):
            return i - 1
    return len(texts) - 1


def _is_title(texts: tuple[str, ...]) -> bool:
    return lexicon().head_kind(texts) is Kind.POST


def _is_post_head(text: str) -> bool:
    return lexicon().heads.get(text.casefold()) is Kind.POST


def _is_body_head(text: str) -> bool:
    kind = lexicon().heads.get(text.casefold())
    return kind in (Kind.AGENCY, Kind.UNIT, Kind.PROGRAM)


def _capacity(words: Sequence[Word], first: int, last: int) -> str:
    text = " ".join(_texts(words, first, last)).casefold()
    return "PerformingTheDuties" if any(duties in text for duties in lexicon().duties) else ""


def _person_end(words: Sequence[Word], at: int, last: int, known: Known) -> int | None:
    """Return the last word of the person's name that begins here, right after a title."""
    end = at - 1
    while end + 1 <= last and end - at + 1 < _LONGEST_PERSON:
        word = words[end + 1]
        if not word.capital or (word.text,) in known or (word.acronym and not word.text.endswith(".")):
            break
        end += 1
    return end if end >= at else None


def is_person_shaped(words: Sequence[Word]) -> bool:
    """Return whether words look like a person's name: two to four capital words, none of them a head word.

    >>> from iceorg.extract.words import split_words
    >>> is_person_shaped(split_words("Ada B. Ochs")), is_person_shaped(split_words("Port Office"))
    (True, False)
    """
    if not 2 <= len(words) <= _LONGEST_PERSON:
        return False
    plain = all(
        word.capital and not word.text[0].isdigit() and word.text.casefold() not in lexicon().heads for word in words
    )
    return plain and not any(word.acronym for word in words)


def _name_end(words: Sequence[Word], at: int, last: int, known: Known) -> int:
    """Return the last word of the name that begins here: at an "and" between complete names it ends."""
    inside = _inside_known(words, at, last, known)
    for i in range(at + 1, last):
        if words[i].text.casefold() in ("of", "for") and _is_of_known(words, at, i, last, known):
            return i - 1
        if words[i].text.casefold() not in ("and", "&") or i in inside:
            continue
        if words[i + 1].text.casefold() == "the":
            return i - 1
        left, right = _texts(words, at, i - 1), _texts(words, i + 1, last)
        if _complete(left, known) and _complete(right, known):
            return i - 1
    return last


def _is_of_known(words: Sequence[Word], at: int, of: int, last: int, known: Known) -> bool:
    """Whether a complete name is followed by "of" and the name of a body: "Gauge Division of WA" are two."""
    after = of + 1 + (words[of + 1].text.casefold() == "the")
    body = _texts(words, after, last)
    return body in known and known[body] is not None and of - at > 1 and _complete(_texts(words, at, of - 1), known)


def _inside_known(words: Sequence[Word], at: int, last: int, known: Known) -> set[int]:
    """Return the words inside known names of three words or more: no name is cut there."""
    inside: set[int] = set()
    for first in range(at, last):
        for end in range(last, first + 1, -1):
            if _texts(words, first, end) in known:
                inside.update(range(first + 1, end))
                break
    return inside


def _complete(texts: tuple[str, ...], known: Known) -> bool:
    return texts in known or texts[0][0].isdigit() or (lexicon().head_kind(texts) is not None and len(texts) > 1)


def _after_page_words(words: Sequence[Word], first: int, last: int) -> int:
    """Return the first word of a name after words of the page: "About", "Annual Report of the"."""
    while first <= last and (words[first].text.casefold() in lexicon().leads or words[first].text == "the"):
        first += 1
    for i in range(first, last):
        if words[i].text.casefold() == "of" and i > first and words[i - 1].text.casefold() in lexicon().page_nouns:
            return i + 1 + (words[i + 1].text.casefold() == "the")
    return first


def _typed(words: Sequence[Word], first: int, last: int) -> Iterator[Name]:
    """Yield the name with the kind that its head tells; a law is no thing of the graph."""
    first = _after_page_words(words, first, last)
    if first > last:
        return
    texts = _texts(words, first, last)
    run = words[first : last + 1]
    if lexicon().is_law(texts):
        return
    kind = lexicon().head_kind(texts)
    if kind is None and any(len(w.text) == 2 and w.text.endswith(".") for w in run) and is_person_shaped(run):
        kind = Kind.PERSON
    yield _name(words, first, last, kind)
