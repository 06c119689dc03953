"""One question of a conversation and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from rag.model import Answer

__all__ = ["Turn"]


@dataclass(frozen=True, slots=True)
class Turn:
    """A question as it was typed, as it was `understood`, and the words that answered it.

    `understood` is what `standalone` made of the question; it carries the subject through a
    chain of follow-ups. `answer` is a name, a number or a few words, empty if none was found.
    """

    question: str
    understood: str
    answer: str = ""

    @classmethod
    def of(cls, answer: Answer) -> Self:
        """The turn that ended in `answer`."""
        words = answer.citations[0].answer if answer.citations else ""
        return cls(answer.question, answer.understood or answer.question, words)
