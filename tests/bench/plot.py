"""A plot of times as SVG: a line for each question, a dot for each engine, on a scale where each step is ten times the last."""

from __future__ import annotations

from html import escape
from math import ceil, floor, log10
from typing import NamedTuple

COLOURS = ("#0b6e4f", "#d1495b", "#30638e", "#edae49", "#7d5ba6", "#3c3c3c", "#00a6a6", "#8f5d2e", "#a0a000", "#b07aa1")
_LEFT, _WIDE, _STEP, _TOP = 190, 620, 16, 60


class Dot(NamedTuple):
    """A time: its line, whose it is, and whether it is only known to be longer."""

    row: str
    kind: str
    ms: float
    over: bool = False


def plot(points: list[Dot], title: str) -> str:
    """Return a picture of times."""
    rows = list(dict.fromkeys(one.row for one in points))
    kinds = list(dict.fromkeys(one.kind for one in points))
    low = floor(log10(max(min(one.ms for one in points), 0.01)))
    high = max(ceil(log10(max(one.ms for one in points))), low + 1)

    def across(value: float) -> float:
        return _LEFT + _WIDE * (log10(max(value, 10**low)) - low) / (high - low)

    bottom = _TOP + _STEP * len(rows)
    parts = [f'<text x="8" y="16" font-weight="bold">{escape(title)}</text>']
    for at, kind in enumerate(kinds):
        x, y = 8 + at % 5 * 160, 32 + at // 5 * 14
        parts.append(f'<circle cx="{x + 4}" cy="{y - 4}" r="4" fill="{COLOURS[at % len(COLOURS)]}"/>')
        parts.append(f'<text x="{x + 12}" y="{y}">{escape(kind)}</text>')
    for power in range(low, high + 1):
        right = across(10.0**power)
        parts.append(f'<line x1="{right:.0f}" y1="{_TOP}" x2="{right:.0f}" y2="{bottom}" stroke="#ddd"/>')
        parts.append(f'<text x="{right:.0f}" y="{bottom + 14}" text-anchor="middle">{10.0**power:g}</text>')
    for at, row in enumerate(rows):
        parts.append(f'<text x="{_LEFT - 8}" y="{_TOP + _STEP * at + 12}" text-anchor="end">{escape(row)}</text>')
    for one in points:
        y = _TOP + _STEP * rows.index(one.row) + 8
        colour = COLOURS[kinds.index(one.kind) % len(COLOURS)]
        fill = f'fill="none" stroke="{colour}"' if one.over else f'fill="{colour}" fill-opacity="0.8"'
        parts.append(f'<circle cx="{across(one.ms):.1f}" cy="{y}" r="4" {fill}/>')
    size = f'width="{_LEFT + _WIDE + 30}" height="{bottom + 24}"'
    style = 'font-family="sans-serif" font-size="11" style="background:#fff"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {style}>\n' + "\n".join(parts) + "\n</svg>\n"
