"""Small plots as SVG, so that a report is one file that needs nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

__all__ = ["Curve", "bars", "lines"]

_WIDTH, _HEIGHT = 380, 260
_LEFT, _BOTTOM, _TOP, _RIGHT = 46, 40, 12, 12
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
_COLOURS = ("#1f6feb", "#d1242f", "#8250df", "#1a7f37")


@dataclass(frozen=True, slots=True)
class Curve:
    """A named line through points; both coordinates 0 to 1."""

    name: str
    points: Sequence[tuple[float, float]]
    dots: bool = False


def lines(title: str, across: str, up: str, curves: Sequence[Curve]) -> str:
    """Curves over the unit square, with a legend."""
    parts = [_frame(across, up)]
    for place, curve in enumerate(curves):
        colour = _COLOURS[place % len(_COLOURS)]
        spots = [(_x(x), _y(y)) for x, y in curve.points]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        if curve.dots:
            parts += [
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>' for x, y in spots
            ]
    legend = "".join(
        f'<span><i style="background:{_COLOURS[place % len(_COLOURS)]}"></i>{escape(c.name)}</span>'
        for place, c in enumerate(curves)
    )
    return _figure(title, "".join(parts), legend)


def bars(title: str, across: str, values: Sequence[float], count: int = 24) -> str:
    """A histogram of `values` from 0 to the largest."""
    most = max(values, default=0.0) or 1.0
    heights = [0] * count
    for value in values:
        heights[min(int(value / most * count), count - 1)] += 1
    tallest = max(heights) or 1
    wide = (_x(1) - _x(0)) / count
    columns = "".join(
        f'<rect x="{_x(0) + place * wide + 1:.1f}" y="{_y(h / tallest):.1f}" '
        f'width="{wide - 2:.1f}" height="{_y(0) - _y(h / tallest):.1f}" fill="{_COLOURS[0]}"/>'
        for place, h in enumerate(heights)
    )
    ticks = [(share, f"{share * most:.0f}") for share in _TICKS]
    counts = [(share, f"{share * tallest:.0f}") for share in _TICKS]
    return _figure(title, _axes(across, "questions", ticks, counts) + columns, "")


def _figure(title: str, content: str, legend: str) -> str:
    return (
        f"<figure><figcaption>{escape(title)}</figcaption>"
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{escape(title)}">'
        f"{content}</svg><div class=legend>{legend}</div></figure>"
    )


def _frame(across: str, up: str) -> str:
    ticks = [(share, f"{share:g}") for share in _TICKS]
    return _axes(across, up, ticks, ticks)


def _axes(
    across: str,
    up: str,
    below: Sequence[tuple[float, str]],
    beside: Sequence[tuple[float, str]],
) -> str:
    parts = []
    for share, text in beside:
        y = _y(share)
        parts.append(f'<line x1="{_x(0)}" x2="{_x(1)}" y1="{y}" y2="{y}" class="grid"/>')
        parts.append(f'<text x="{_LEFT - 6}" y="{y + 4}" text-anchor="end">{text}</text>')
    for share, text in below:
        parts.append(f'<text x="{_x(share)}" y="{_y(0) + 16}" text-anchor="middle">{text}</text>')
    parts.append(
        f'<text x="{(_x(0) + _x(1)) / 2}" y="{_HEIGHT - 6}" text-anchor="middle">'
        f"{escape(across)}</text>"
    )
    middle = (_y(0) + _y(1)) / 2
    parts.append(
        f'<text x="12" y="{middle}" text-anchor="middle" transform="rotate(-90 12 {middle})">'
        f"{escape(up)}</text>"
    )
    return "".join(parts)


def _x(share: float) -> float:
    return round(_LEFT + share * (_WIDTH - _LEFT - _RIGHT), 1)


def _y(share: float) -> float:
    return round(_HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM), 1)
