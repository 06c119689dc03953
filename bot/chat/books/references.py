"""Which paragraphs a button opens, written into the button itself.

So a button works for as long as its message stands, with nothing stored: it carries the ids of
the paragraphs and where the quotes lie in them. That is

    FIRST : ID START - LENGTH , …

with up to four references and all numbers in base 36. `FIRST` is the marker of the first: an
answer with more footnotes has more buttons.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.model import Citation

__all__ = ["MOST", "Reference", "cited", "pack", "unpack"]

MOST = 4
"""How many references fit into one button."""

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_LONGEST = 36**3 - 1  # characters of a quote; of a longer one less is marked
_ONE = r"[a-z2-7]{12}[0-9a-z]{1,5}-[0-9a-z]{1,3}"
_PACKED = re.compile(rf"[0-9a-z]{{1,2}}:{_ONE}(?:,{_ONE}){{0,{MOST - 1}}}")


@dataclass(frozen=True, slots=True)
class Reference:
    """Footnote `marker` quotes the paragraph with this id from `start` to `end`."""

    marker: int
    paragraph_id: str
    start: int
    end: int


def cited(citations: Sequence[Citation]) -> Iterator[tuple[Reference, ...]]:
    """What `citations` refer to, as many together as one button carries."""
    every = [Reference(c.marker, c.paragraph_id, c.start, c.end) for c in citations]
    for start in range(0, len(every), MOST):
        yield tuple(every[start : start + MOST])


def pack(references: Sequence[Reference]) -> str:
    """At least one reference, the markers in a row, as part of a custom id."""
    return f"{_base36(references[0].marker)}:" + ",".join(map(_written, references))


def unpack(packed: str) -> tuple[Reference, ...]:
    """What `pack` wrote. Raises `ValueError` for anything else."""
    if not _PACKED.fullmatch(packed):
        raise ValueError(f"{packed!r} refers to nothing.")
    first, written = packed.split(":")
    return tuple(_read(int(first, 36) + n, each) for n, each in enumerate(written.split(",")))


def _written(reference: Reference) -> str:
    length = min(reference.end - reference.start, _LONGEST)
    return f"{reference.paragraph_id}{_base36(reference.start)}-{_base36(length)}"


def _read(marker: int, text: str) -> Reference:
    start, length = (int(number, 36) for number in text[12:].split("-"))
    return Reference(marker, text[:12], start, start + length)


def _base36(number: int) -> str:
    digits = ""
    while number or not digits:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
    return digits
