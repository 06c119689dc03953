"""The built-in engine: the sentences that answer best, word for word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rag.answering.calibration import CONFIDENCE, CONFIDENCE_BIAS, RANKING
from rag.answering.candidates import Candidate, Embeddings, Rarity, candidates
from rag.model import Citation, Passage

__all__ = ["Draft", "ExtractiveEngine"]

_SAME_STATEMENT = 0.85  # cosine of two sentences that say the same
_ADDS = 0.2  # share of the question's words that a further quote must bring
_NEAR_BEST = 1.5  # how far below the best a further quote may rank
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Draft:
    """What an engine proposes: text with markers, and the citations they stand for."""

    text: str
    citations: tuple[Citation, ...]
    confidence: float


class ExtractiveEngine:
    """Quotes whole sentences; adds nothing of its own.

    Below the confidence `threshold` it withholds them. At most `quotes` citations.
    """

    name = "extractive"

    def __init__(
        self, embeddings: Embeddings, rarity: Rarity, *, threshold: float = 0.25, quotes: int = 3
    ) -> None:
        self._embeddings = embeddings
        self._rarity = rarity
        self._threshold = threshold
        self._quotes = quotes

    def answer(self, question: str, passages: Sequence[Passage]) -> Draft:
        """The best sentences of `passages`, or none when they do not seem to answer."""
        found = candidates(question, passages, self._embeddings, self._rarity)
        if not found:
            return self.not_found(0.0)
        ranked = sorted(found, key=_rank, reverse=True)
        confidence = _confidence(ranked[0])
        if confidence < self._threshold:
            return self.not_found(confidence)
        return _composed(_statements(ranked, self._quotes), confidence)

    def not_found(self, confidence: float) -> Draft:
        """The answer when the articles are silent."""
        return Draft("The articles do not answer this question.", (), confidence)


def _rank(candidate: Candidate) -> float:
    return float(candidate.features() @ RANKING)


def _confidence(best: Candidate) -> float:
    return float(1 / (1 + np.exp(-(best.features() @ CONFIDENCE + CONFIDENCE_BIAS))))


def _statements(ranked: list[Candidate], most: int) -> list[list[Candidate]]:
    """The best sentence and those that add to it; each with others that say the same."""
    statements = [[ranked[0]]]
    said = set(ranked[0].words)
    for candidate in ranked[1:]:
        if sum(map(len, statements)) == most:
            break
        same = next((s for s in statements if _says_the_same(s[0], candidate)), None)
        if same is not None:
            if all(_file(candidate) != _file(other) for other in same):
                same.append(candidate)
        elif _adds(candidate, ranked[0], said):
            statements.append([candidate])
            said |= candidate.words
    return statements


def _says_the_same(one: Candidate, other: Candidate) -> bool:
    alike = float(one.vector @ other.vector) >= _SAME_STATEMENT
    return alike and _numbers(one) == _numbers(other)


def _adds(candidate: Candidate, best: Candidate, said: set[str]) -> bool:
    new = len(candidate.words - said) / max(len(candidate.words | said), 1)
    return new >= _ADDS and _rank(candidate) >= _rank(best) - _NEAR_BEST


def _numbers(candidate: Candidate) -> set[str]:
    return set(_NUMBER.findall(candidate.sentence.text))


def _file(candidate: Candidate) -> str:
    return candidate.passage.paragraph.file


def _composed(statements: list[list[Candidate]], confidence: float) -> Draft:
    lines: list[str] = []
    citations: list[Citation] = []
    for statement in statements:
        markers = ""
        for candidate in statement:
            citations.append(_citation(len(citations) + 1, candidate))
            markers += f"[{len(citations)}]"
        lines.append(f"{statement[0].sentence.text} {markers}")
    return Draft("\n".join(lines), tuple(citations), confidence)


def _citation(marker: int, candidate: Candidate) -> Citation:
    paragraph, sentence = candidate.passage.paragraph, candidate.sentence
    return Citation(
        marker=marker,
        file=paragraph.file,
        paragraph=paragraph.number,
        line=paragraph.line,
        title=paragraph.title,
        quote=sentence.text,
        start=sentence.start,
        end=sentence.end,
        paragraph_id=paragraph.id,
    )
