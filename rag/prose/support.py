"""Whether quotes bear out a statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rag.model import Paragraph
from rag.prose.names import Known, missing_names
from rag.prose.negation import denies
from rag.prose.numbers import missing_numbers
from rag.reader.reading import Reader
from rag.terms import content_words, stems

__all__ = ["Evidence", "Fault", "Support", "coverage"]

Fault = Literal["number_missing", "name_missing", "negated", "not_supported"]

COVERED = 0.5
"""Share of a statement's words that must stand in its quotes, whatever the reader says."""

SURELY = 0.8
"""Share from which on the reader is not asked."""

FITS = 0.0
"""The least that the reader must say, as a logit, of a statement between both."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Characters `start` to `end` of a paragraph, whole sentences; the words stand in them."""

    paragraph: Paragraph
    start: int
    end: int
    words: tuple[int, int]

    @property
    def quote(self) -> str:
        """The sentences."""
        return self.paragraph.text[self.start : self.end]


class Support:
    """Judges by rules, and asks the `reader` where they leave it open. Thread-safe.

    1. Every number and date of the statement occurs in the quotes.
    2. Every name occurs in the quoted paragraphs, their titles or the question.
    3. Statement and quotes agree in what they negate.
    4. At least `COVERED` of its words that matter stand in the quotes (names also in their
       titles or the question), and from there to `SURELY` the reader, shown the statement in
       the place of a question, finds that one of the quotes fits.
    """

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def fault(self, statement: str, evidence: Sequence[Evidence], question: str) -> Fault | None:
        """Why `evidence` does not bear the statement out; `None` if it does."""
        quotes = " ".join(each.quote for each in evidence)
        if missing_numbers(statement, quotes):
            return "number_missing"
        around = [f"{each.paragraph.title}\n{each.paragraph.text}" for each in evidence]
        if missing_names(statement, Known(around, question)):
            return "name_missing"
        if denies(statement, quotes):
            return "negated"
        covered = coverage(statement, quotes)
        if covered >= SURELY:
            return None
        if covered < COVERED or not self._fits(statement, evidence):
            return "not_supported"
        return None

    def _fits(self, statement: str, evidence: Sequence[Evidence]) -> bool:
        paragraphs = [
            Paragraph(p.file, p.number, p.line, 0, len(each.quote), each.quote, title=p.title)
            for each in evidence
            for p in (each.paragraph,)
        ]
        return any(r.fits >= FITS for r in self._reader.read(statement, paragraphs))


def coverage(statement: str, quotes: str) -> float:
    """The share of the words that matter in `statement` whose stems stand in `quotes`."""
    wanted = set(stems(" ".join(content_words(statement))))
    if not wanted:
        return 0.0
    return len(wanted & set(stems(quotes))) / len(wanted)
