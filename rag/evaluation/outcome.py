"""How one answer did on one question."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from rag.evaluation.questions import Question
from rag.model import Answer, Citation, Paragraph

__all__ = ["Outcome", "holds", "judge"]

ReadParagraph = Callable[[str, int], Paragraph | None]
"""Reads a paragraph of a file anew, past the index."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """`rank`: place of the first gold passage, from 1; 0 if absent, `None` without gold.

    `holds`: whether the first quote holds one of the known answers; `None` without answers.
    `astray`: citations whose quote does not stand in the paragraph of the file that they name.
    """

    id: str
    answerable: bool
    answered: bool
    confidence: float
    rank: int | None
    holds: bool | None
    cites_gold: bool | None
    citations: int
    astray: int
    milliseconds: float


def judge(question: Question, answer: Answer, read: ReadParagraph) -> Outcome:
    """Compares `answer` with what is known; quotes are held against the files themselves."""
    places = [(p.paragraph.file, p.paragraph.number) for p in answer.passages]
    ranks = [rank for rank, place in enumerate(places, start=1) if place in question.gold]
    known = question.answerable and bool(question.answers)
    cited = {(citation.file, citation.paragraph) for citation in answer.citations}
    first = answer.citations[0].quote if answer.citations else ""
    return Outcome(
        id=question.id,
        answerable=question.answerable,
        answered=answer.status == "answered",
        confidence=answer.confidence,
        rank=(ranks or [0])[0] if question.gold else None,
        holds=any(holds(first, text) for text in question.answers) if known else None,
        cites_gold=bool(cited & set(question.gold)) if question.gold else None,
        citations=len(answer.citations),
        astray=sum(_is_astray(citation, read) for citation in answer.citations),
        milliseconds=answer.timings_ms.get("total", 0.0),
    )


def _is_astray(citation: Citation, read: ReadParagraph) -> bool:
    paragraph = read(citation.file, citation.paragraph)
    return paragraph is None or " ".join(citation.quote.split()) not in paragraph.text


def holds(quote: str, answer: str) -> bool:
    """Whether `quote` has the words of `answer` in a row, case and punctuation aside."""
    wanted = _words(answer)
    return bool(wanted) and f" {wanted} " in f" {_words(quote)} "


def _words(text: str) -> str:
    """Words alone, in lower case, parted by single spaces."""
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", text).lower()))
