"""The figures as text for people and as data for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from iceorg.evaluate.figures import Figures, figures, figures_by

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from iceorg.evaluate.score import Judged, Offered, Wanted

_WHATS: Final = (("entities", "entity"), ("relations", "relation"))
_COLUMNS: Final = ("precision", "recall", "F1", "gold", "found", "offered", "right")
_NONE: Final = "—"


def as_text(judged: Sequence[Judged], *, misses: bool = False) -> str:
    """Return the figures as tables: of everything, by relation, type, status, rule and document.

    Args:
        judged: The documents.
        misses: Whether to list what each document misses and what it has too much.
    """
    return "\n".join([*(_differences(judged) if misses else ()), *_tables(judged), ""])


def as_data(judged: Sequence[Judged], *, misses: bool = False) -> dict[str, Any]:
    """Return the figures as JSON has them, rounded to three places, with the counts behind them.

    Args:
        judged: The documents.
        misses: Whether to list what each document misses and what it has too much.
    """
    data: dict[str, Any] = {name: _row(figures(judged, what)) for name, what in _WHATS}
    data["traps_sprung"] = sum(one.traps_sprung for one in judged)
    data["by_relation"] = _rows(figures_by(judged, "relation", "type"))
    data["by_type"] = _rows(figures_by(judged, "entity", "type"))
    for part in ("status", "rule"):
        data[f"by_{part}"] = {name: _rows(figures_by(judged, what, part)) for name, what in _WHATS}
    data["by_document"] = {one.document: _document(one) for one in judged}
    if misses:
        data["differences"] = {one.document: _lists(one) for one in judged}
    return data


def _row(of: Figures) -> dict[str, Any]:
    shares = {"precision": round(of.precision, 3), "recall": round(of.recall, 3), "f1": round(of.f1, 3)}
    return {**shares, "gold": of.gold, "found": of.found, "offered": of.offered, "right": of.right}


def _rows(parts: Mapping[str, Figures]) -> dict[str, Any]:
    return {name: _row(of) for name, of in parts.items()}


def _document(one: Judged) -> dict[str, Any]:
    return {**{name: _row(figures([one], what)) for name, what in _WHATS}, "traps_sprung": one.traps_sprung}


# ------------------------------------------------------------------ tables


def _tables(judged: Sequence[Judged]) -> Iterator[str]:
    count = f"{len(judged)} document{'' if len(judged) == 1 else 's'}"
    yield from _table(count, {name: figures(judged, what) for name, what in _WHATS})
    yield f"traps sprung: {sum(one.traps_sprung for one in judged)}"
    yield from _table("relations by type", figures_by(judged, "relation", "type"))
    yield from _table("entities by type", figures_by(judged, "entity", "type"))
    for part in ("status", "rule"):
        for name, what in _WHATS:
            yield from _table(f"{name} by {part}", figures_by(judged, what, part))
    for name, what in _WHATS:
        yield from _table(f"{name} by document", {one.document: figures([one], what) for one in judged})


def _table(title: str, rows: Mapping[str, Figures]) -> Iterator[str]:
    """Yield a table's lines; a figure that nothing is known of is a dash."""
    width = max(len(title), *(len(name) for name in rows)) if rows else len(title)
    if title[0].islower():
        yield ""
    yield f"{title:{width}}  " + "  ".join(f"{name:>9}" for name in _COLUMNS)
    for name, of in rows.items():
        yield f"{name:{width}}  " + "  ".join(f"{cell:>9}" for cell in _cells(of))


def _cells(of: Figures) -> Iterator[str]:
    yield f"{of.precision:.3f}" if of.offered else _NONE
    yield f"{of.recall:.3f}" if of.gold else _NONE
    yield f"{of.f1:.3f}" if of.offered and of.gold else _NONE
    yield from map(str, (of.gold, of.found, of.offered, of.right))


# ------------------------------------------------------------------ misses and extras


def _missed(one: Judged) -> list[Wanted]:
    return [wanted for wanted in one.wanted if not wanted.found]


def _wrong(one: Judged) -> list[Offered]:
    """Return what is asserted and not in the gold; wrong suggestions are no errors."""
    return [offered for offered in one.offered if not offered.right and offered.status.asserted]


def _differences(judged: Sequence[Judged]) -> Iterator[str]:
    for one in judged:
        yield one.document
        for wanted in _missed(one):
            suggested = f"   suggested by {', '.join(sorted(wanted.rules))}" if wanted.rules else ""
            yield f"  missed {_place(wanted)} {_name(wanted)}{_quote(wanted)}{suggested}"
        for offered in _wrong(one):
            yield f"  extra  {_place(offered)} {_name(offered)}{_quote(offered)}   {offered.status} by {', '.join(offered.rules)}"
            for reason in offered.traps:
                yield f"         trap: {reason}"
        yield ""


def _place(one: Wanted | Offered) -> str:
    return f"{'?' if one.line is None else one.line:>4}:"


def _name(one: Wanted | Offered) -> str:
    return f"{one.type} {' → '.join(one.names)}"


def _quote(one: Wanted | Offered) -> str:
    """Return the words in quotes; of an entity its name is enough."""
    return f"   “{one.words}”" if one.words and one.words not in one.names else ""


def _lists(one: Judged) -> dict[str, Any]:
    return {
        "missed": [{**_common(wanted), "suggested_by": sorted(wanted.rules)} for wanted in _missed(one)],
        "extra": [
            {**_common(offered), "status": offered.status, "rules": list(offered.rules), "traps": list(offered.traps)}
            for offered in _wrong(one)
        ],
    }


def _common(one: Wanted | Offered) -> dict[str, Any]:
    return {"what": one.what, "type": one.type, "names": list(one.names), "line": one.line, "words": one.words}
