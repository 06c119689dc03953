"""How Footnote says numbers, places and times."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.render.clean import clean

__all__ = ["confidence_word", "count", "moment", "place"]

_HIGH = 0.7
_MEDIUM = 0.4


def confidence_word(confidence: float) -> str:
    """`high`, `medium` or `low`, for a probability."""
    if confidence >= _HIGH:
        return "high"
    return "medium" if confidence >= _MEDIUM else "low"


def count(number: int, noun: str) -> str:
    """`1 article`, `2 articles`, `1,204 paragraphs`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def place(file: str, paragraph: int, line: int) -> str:
    """Where a paragraph stands: `a.txt ¶5, line 9`."""
    return f"{clean(file)} ¶{paragraph}, line {line}"


def moment(iso: str) -> str:
    """An ISO 8601 moment to the minute, in UTC: `2026-11-22 04:00 UTC`; empty: `never`."""
    if not iso:
        return "never"
    return datetime.fromisoformat(iso).astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
