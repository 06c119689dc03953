"""Which paragraphs a Sources button opens, written into the button itself.

So a button works for as long as its message stands, with nothing stored: it carries the ids of
the paragraphs and where the quotes lie in them. A custom id reads

    src FIRST : ID START - LENGTH , …

with up to four references and all numbers in base 36. `FIRST` is the marker of the first: an
answer with more footnotes has more buttons.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.model import Citation

__all__ = ["MOST", "TEMPLATE", "Reference", "custom_ids", "references"]

MOST = 4
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_ONE = r"[a-z2-7]{12}[0-9a-z]{1,4}-[0-9a-z]{1,4}"
TEMPLATE = re.compile(
    rf"src(?P<first>[0-9a-z]{{1,2}}):(?P<references>{_ONE}(,{_ONE}){{0,{MOST - 1}}})"
)


@dataclass(frozen=True, slots=True)
class Reference:
    """Footnote `marker` quotes the paragraph with this id from `start` to `end`."""

    marker: int
    paragraph_id: str
    start: int
    end: int


def custom_ids(citations: Sequence[Citation]) -> list[str]:
    """The custom ids of the buttons that open `citations`, up to four each."""
    return [
        f"src{_base36(part[0].marker)}:" + ",".join(map(_written, part))
        for part in (citations[start : start + MOST] for start in range(0, len(citations), MOST))
    ]


def references(match: re.Match[str]) -> list[Reference]:
    """What a custom id that matched `TEMPLATE` refers to."""
    first = int(match["first"], 36)
    return [_read(first + n, text) for n, text in enumerate(match["references"].split(","))]


def _written(citation: Citation) -> str:
    length = citation.end - citation.start
    return f"{citation.paragraph_id}{_base36(citation.start)}-{_base36(length)}"


def _read(marker: int, text: str) -> Reference:
    start, length = (int(number, 36) for number in text[12:].split("-"))
    return Reference(marker, text[:12], start, start + length)


def _base36(number: int) -> str:
    digits = ""
    while number or not digits:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
    return digits
