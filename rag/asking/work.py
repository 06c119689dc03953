"""One question that a language model answers, as far as its answer has come."""

from __future__ import annotations

from dataclasses import dataclass, field

from rag.asking.asked import Asked
from rag.llm.usage import Usage
from rag.model import Passage
from rag.prose.page import Page
from rag.prose.plan import Plan
from rag.stopwatch import Stopwatch

__all__ = ["Work"]


@dataclass
class Work:
    """Filled in from top to bottom while the question is planned, searched and answered.

    `confidence` is the reader's, in the passages; `notice` says what went wrong.
    """

    asked: Asked
    page: Page
    clock: Stopwatch = field(default_factory=Stopwatch)
    plan: Plan = field(default_factory=lambda: Plan("", ()))
    passages: tuple[Passage, ...] = ()
    confidence: float = 0.0
    usage: Usage = field(default_factory=Usage)
    calls: int = 0
    notice: str = ""

    def use(self, usage: Usage) -> None:
        """Books one call."""
        self.usage += usage
        self.calls += 1
