"""The built-in engine: the sentences that answer, word for word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.answering.calibration import confidence
from rag.answering.composition import Statement, best_quote, composed
from rag.model import NOT_FOUND, SOURCES_DIFFER, Citation
from rag.reader.reading import Reader
from rag.retrieval.close_reading import Read

__all__ = ["Draft", "ExtractiveEngine", "read_closely"]


@dataclass(frozen=True, slots=True)
class Draft:
    """What an engine proposes: text with markers, and the citations they stand for."""

    text: str
    citations: tuple[Citation, ...]
    confidence: float


class ExtractiveEngine:
    """Quotes whole sentences; adds nothing of its own but that sources differ, if they do.

    Below the confidence `threshold` it withholds them. At most `quotes` citations. The `reader`
    reads the best passage closely, and then its quote by itself: what the paragraph says beside
    it is then no help.
    """

    name = "extractive"

    def __init__(self, reader: Reader, *, threshold: float, quotes: int = 3) -> None:
        self._reader = reader
        self._threshold = threshold
        self._quotes = quotes

    def answer(
        self, asked: Sequence[tuple[str, Sequence[Read]]], *, withhold: bool = True
    ) -> Draft:
        """The best sentences for `asked`: the parts of a question with what was read for each.

        A part that is not answered is left out. If none is, nothing is quoted, or, unless
        told to `withhold`, what would be.
        """
        read = [
            (question, read_closely(self._reader, question, reads)) for question, reads in asked
        ]
        sure = [(self._confidence(*each), each) for each in read]
        answered = [(chance, each) for chance, each in sure if chance >= self._threshold]
        if not answered and not withhold:
            answered = sure
        statements = composed([each for _, each in answered], self._quotes)
        if not statements:
            return self.not_found(max((chance for chance, _ in sure), default=0.0))
        return _written(statements, answered[0][0])

    def _confidence(self, question: str, reads: Sequence[Read]) -> float:
        best = best_quote(question, reads)
        if best is None:
            return 0.0
        (alone,) = self._reader.read(question, [best.alone], closely=True)
        return confidence(best.read, alone)

    def not_found(self, confidence: float) -> Draft:
        """The answer when the articles are silent."""
        return Draft(NOT_FOUND, (), confidence)


def read_closely(reader: Reader, question: str, reads: Sequence[Read]) -> list[Read]:
    """`reads` with the first, which an answer is made of, read closely; the order stays."""
    if not reads:
        return []
    (closer,) = reader.read(question, [reads[0].passage.paragraph], closely=True)
    return [replace(reads[0], reading=closer), *reads[1:]]


def _written(statements: list[Statement], confidence: float) -> Draft:
    lines = [SOURCES_DIFFER] if any(statement.rival for statement in statements) else []
    citations: list[Citation] = []
    for statement in statements:
        markers = ""
        for quote in statement.quotes:
            citations.append(quote.cited(len(citations) + 1))
            markers += f"[{len(citations)}]"
        lines.append(f"{statement.quotes[0].text} {markers}")
    return Draft("\n".join(lines), tuple(citations), confidence)
