"""Topics as a table for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from bot.chat.gaps.likeness import Topic
from bot.chat.text.markdown import plain
from bot.store import Gap

__all__ = ["HEADINGS", "LARGEST", "table"]

HEADINGS = ("topic", "question", "not_found", "bad", "last", "comments")
"""`topic` counts from 1: questions that are alike have the same. `last` is ISO 8601, UTC."""

LARGEST = 8_000_000
"""Bytes: less than the smallest upload limit on Discord."""

_FORMULA = tuple("=+-@＝＋－＠")
_MARK = b"\xef\xbb\xbf"  # tells Excel that it is UTF-8


def table(topics: Sequence[Topic], largest: int = LARGEST) -> tuple[bytes, int]:
    """`topics` as CSV (RFC 4180), a row a question, and how many rows did not fit any more.

    No cell is a formula: one that could be read as such has an apostrophe in front.
    """
    data = bytearray(_MARK + _row(HEADINGS))
    left_out = 0
    for number, topic in enumerate(topics, start=1):
        for gap in topic.gaps:
            row = _row(_cells(number, gap))
            if left_out or len(data) + len(row) > largest:
                left_out += 1
            else:
                data += row
    return bytes(data), left_out


def _cells(number: int, gap: Gap) -> tuple[object, ...]:
    comments = " | ".join(map(plain, gap.comments))
    last = gap.last.strftime("%Y-%m-%dT%H:%M:%SZ")
    return number, _text(gap.question), gap.unanswered, gap.bad, last, _text(comments)


def _text(text: str) -> str:
    """`text` on one line, as a cell that is no formula."""
    cell = plain(text)
    return f"'{cell}" if cell.lstrip().startswith(_FORMULA) else cell


def _row(cells: Sequence[object]) -> bytes:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue().encode("utf-8")
