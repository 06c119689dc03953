"""What a reader finds in a paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from rag.model import Paragraph

__all__ = ["Reader", "Reading", "Span"]


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` of a paragraph's text, and their logarithmic probability."""

    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a question and a paragraph together says.

    `fits` and `answers` are logits: that this is the paragraph that the question is about, and
    that it answers it. `spans` are where the answer stands, likeliest first, none overlapping
    another; `silent` is the logarithmic probability that it stands nowhere. `order`, if given,
    is higher for better and overrules the rest in the ranking.
    """

    fits: float
    answers: float
    spans: tuple[Span, ...]
    silent: float
    order: float | None = None


class Reader(Protocol):
    """Reads paragraphs for a question; thread-safe."""

    @property
    def name(self) -> str:
        """What `footnote status` calls it."""
        ...

    def read(
        self, question: str, paragraphs: Sequence[Paragraph], *, closely: bool = False
    ) -> list[Reading]:
        """A reading of each of `paragraphs`, in their order.

        `closely`: as well as it can, whatever that takes; for the few that an answer is made of.
        """
        ...
