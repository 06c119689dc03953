"""How one answer did on one question."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rag.evaluation.questions import Question
from rag.model import Paragraph

__all__ = ["Outcome", "Row", "exact", "holds", "judge", "overlap"]

ReadParagraph = Callable[[str, int], Paragraph | None]
"""Reads a paragraph of a file anew, past the index."""

Row = Mapping[str, Any]
"""An answer as `ask --json` prints it, and `eval --out` writes it."""

_ARTICLES = {"a", "an", "the"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """`rank`: place of the first gold passage, from 1; 0 if absent, `None` without gold.

    `holds`: whether the first quote holds one of the known answers; `exact` and `overlap`: how
    the answer marked in it compares with them; `None` without answers. `on_gold`: how many
    citations name a gold paragraph; `gold_cited`: how many gold paragraphs are cited. `astray`:
    citations whose quote does not stand in the paragraph of the file that they name.
    `confidence_without`: the confidence when the gold articles are left out, if that was asked.
    `faithfulness`: the share of its statements that are in their quotes, `None` unless answered.
    """

    id: str
    question: str
    answerable: bool
    answered: bool
    confidence: float
    rank: int | None
    holds: bool | None
    exact: bool | None
    overlap: float | None
    citations: int
    on_gold: int | None
    gold: int
    gold_cited: int
    astray: int
    quote: str
    answer: str
    expected: str
    milliseconds: Mapping[str, float] = field(default_factory=dict)
    confidence_without: float | None = None
    faithfulness: float | None = None


def judge(question: Question, row: Row, read: ReadParagraph) -> Outcome:
    """Compares an answer with what is known; quotes are held against the files themselves."""
    places = [(p["file"], p["paragraph"]) for p in row["passages"]]
    ranks = [rank for rank, place in enumerate(places, start=1) if place in question.gold]
    known = question.answerable and bool(question.answers)
    citations = row["citations"]
    cited = [(citation["file"], citation["paragraph"]) for citation in citations]
    quote = citations[0]["quote"] if citations else ""
    answer = citations[0].get("answer", "") if citations else ""
    return Outcome(
        id=question.id,
        question=question.question,
        answerable=question.answerable,
        answered=row["status"] == "answered",
        confidence=row["confidence"],
        rank=(ranks or [0])[0] if question.gold else None,
        holds=any(holds(quote, text) for text in question.answers) if known else None,
        exact=any(exact(answer, text) for text in question.answers) if known else None,
        overlap=max(overlap(answer, text) for text in question.answers) if known else None,
        citations=len(citations),
        on_gold=sum(place in question.gold for place in cited) if question.gold else None,
        gold=len(question.gold),
        gold_cited=len(set(cited) & set(question.gold)),
        astray=sum(_is_astray(citation, read) for citation in citations),
        quote=quote,
        answer=answer,
        expected=question.answers[0] if question.answers else "",
        milliseconds=row.get("timings_ms", {}),
    )


def _is_astray(citation: Row, read: ReadParagraph) -> bool:
    paragraph = read(citation["file"], citation["paragraph"])
    return paragraph is None or " ".join(citation["quote"].split()) not in paragraph.text


def holds(quote: str, answer: str) -> bool:
    """Whether `quote` has the words of `answer` in a row, case and punctuation aside."""
    wanted = " ".join(_words(answer))
    return bool(wanted) and f" {wanted} " in f" {' '.join(_words(quote))} "


def exact(said: str, answer: str) -> bool:
    """Whether both are the same words, articles aside (SQuAD's exact match)."""
    return _plain(said) == _plain(answer)


def overlap(said: str, answer: str) -> float:
    """The harmonic mean of precision and recall over words (SQuAD's F1), 0 to 1."""
    one, other = _plain(said), _plain(answer)
    common = sum((Counter(one) & Counter(other)).values())
    if not one or not other or not common:
        return float(one == other)
    precision, recall = common / len(one), common / len(other)
    return 2 * precision * recall / (precision + recall)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text).lower())


def _plain(text: str) -> list[str]:
    return [word for word in _words(text) if word not in _ARTICLES]
