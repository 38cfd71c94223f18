"""Small graphs as the page's scripts read them."""

from __future__ import annotations

from typing import Any

KINDS = ["agency", "unit", "post", "person", "program", "group", "collaboration", "place", "unknown"]
RELATIONS = ["heads", "holds", "reports", "post", "part", "within", "runs", "member", "partner", "replaced"]

Line = tuple[str, str, str, list[int]]


def block(things: dict[str, str], lines: list[Line], dates: list[str], **more: dict[str, Any]) -> dict[str, Any]:
    """Return a data block: things by name with their kinds; lines as (lower end, relation, upper end, documents).

    Args:
        things: Kinds by name.
        lines: The lines.
        dates: The documents' dates; "" for an undated one.
        more: Further columns of lines, such as `over={0: [["2010", "", "it ended", []]]}`.
    """
    names = list(things)
    sightings = sorted({tuple(sorted(seen)) for *_, seen in lines} | {tuple(range(len(dates)))})
    at = {seen: place for place, seen in enumerate(sightings)}
    ends = {name: sorted({one for low, _, up, seen in lines if name in (low, up) for one in seen}) for name in names}
    for seen in ends.values():
        if seen and tuple(seen) not in at:
            at[tuple(seen)] = len(sightings)
            sightings.append(tuple(seen))
    return {
        "title": "Test",
        "words": {"lines": {key: ["", key] for key in RELATIONS}},
        "base": "https://example.org/id/",
        "kinds": KINDS,
        "statuses": ["Stated", "Layout", "Inferred", "Curated"],
        "relations": [{"key": key} for key in RELATIONS],
        "documents": [{"id": f"d{place}", "title": f"d{place}", "date": date} for place, date in enumerate(dates)],
        "sightings": sightings,
        "nodes": {
            "id": names,
            "kind": [KINDS.index(kind) for kind in things.values()],
            "label": names,
            "acronym": [""] * len(names),
            "seen": [at[tuple(ends[name] or range(len(dates)))] for name in names],
        },
        "lines": {
            "kind": [RELATIONS.index(relation) for _, relation, _, _ in lines],
            "upper": [names.index(upper) for _, _, upper, _ in lines],
            "lower": [names.index(lower) for lower, _, _, _ in lines],
            "seen": [at[tuple(sorted(seen))] for *_, seen in lines],
            "status": [0] * len(lines),
            **more,
        },
    }
