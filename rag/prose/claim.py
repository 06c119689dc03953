"""What a language model claims, as it wrote it: nothing here has been checked."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["NO_PASSAGE", "Claim", "Source", "passage_number"]

NO_PASSAGE = 10**9
"""Stands for a number too long to be that of any passage."""

_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Source:
    """A marker: the number of a passage, which may name none, and words, which may be empty."""

    passage: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement without its markers, and the markers in their order."""

    text: str
    sources: tuple[Source, ...] = ()


def passage_number(digits: str) -> int:
    """The number that `digits` (0 to 9 only) spell, `NO_PASSAGE` if there are too many."""
    return int(digits) if len(digits) <= _DIGITS else NO_PASSAGE
