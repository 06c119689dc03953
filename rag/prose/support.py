"""Whether quotes bear out a statement."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import mul
from typing import Literal

from rag.answering.sentences import sentences
from rag.model import Paragraph
from rag.prose.names import Known, missing_names
from rag.prose.negation import denies
from rag.prose.numbers import missing_numbers
from rag.reader.reading import Reader
from rag.terms import STOP_WORDS, content_words, stems

__all__ = ["Evidence", "Fault", "Support", "coverage", "signs"]

Fault = Literal["number_missing", "name_missing", "negated", "not_supported"]

# Fitted by tools/calibrate_support.py, in the order of `signs`; do not edit by hand. What they
# make of a statement is at least zero if it is borne out.
WEIGHTS = (4.5416, 0.2505)
BIAS = -1.1316

_CLAUSE = re.compile(
    r"[,;:–—]|\b(?:and|but|because|since|after|before|when|while|which|who|although|though|so that"
    r"|in order to|despite|due to|by|for|with)\b",
    re.I,
)

COVERED = 0.3
"""Share of a statement's words that must stand in its quotes, whatever the reader says."""


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

    @property
    def before(self) -> str:
        """The sentence before them, which may name whom they speak of; empty if there is none."""
        return next((s.text for s in reversed(sentences(self.paragraph.text[: self.start]))), "")


class Support:
    """Judges by rules, and where they leave it open by a weighted sum. Thread-safe.

    1. Every number and date of the statement occurs in the quotes.
    2. Every name occurs in the quotes, the sentence before one, their titles or the question.
    3. Statement and quotes agree in what they negate.
    4. How much of it stands in the quotes, and what the `reader` says of statement and quotes
       (the statement in the place of a question), add up to enough.
    """

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def fault(self, statement: str, evidence: Sequence[Evidence], question: str) -> Fault | None:
        """Why `evidence` does not bear the statement out; `None` if it does."""
        fault = self.rules(statement, evidence, question)
        if fault:
            return fault
        made = signs(self._reader, statement, evidence)
        if made[0] < COVERED or sum(map(mul, WEIGHTS, made)) + BIAS < 0:
            return "not_supported"
        return None

    def rules(self, statement: str, evidence: Sequence[Evidence], question: str) -> Fault | None:
        """What the first three rules object to."""
        quotes = _quotes(evidence)
        if missing_numbers(statement, quotes):
            return "number_missing"
        around = [f"{each.paragraph.title}\n{each.before} {each.quote}" for each in evidence]
        if missing_names(statement, Known(around, question)):
            return "name_missing"
        return "negated" if denies(statement, quotes) else None


def signs(reader: Reader, statement: str, evidence: Sequence[Evidence]) -> tuple[float, float]:
    """What speaks for a statement, and against it.

    The share of its words that stand in the quotes or their titles, of the clause that has
    least; and the reader's logit that the quotes answer.
    """
    first = evidence[0].paragraph
    quotes = _quotes(evidence)
    shown = Paragraph(first.file, first.number, first.line, 0, len(quotes), quotes)
    (reading,) = reader.read(statement, [replace(shown, title=first.title)])
    known = f"{quotes} {first.title}"
    clauses = [part for part in _CLAUSE.split(statement) if len(content_words(part)) > 1]
    least = min((coverage(clause, known) for clause in clauses), default=1.0)
    return min(least, coverage(statement, known)), reading.answers


def coverage(statement: str, quotes: str) -> float:
    """The share of the words that matter in `statement` whose stems stand in `quotes`."""
    wanted = set(stems(" ".join(w for w in content_words(statement) if w not in STOP_WORDS)))
    if not wanted:
        return 0.0
    return len(wanted & set(stems(quotes))) / len(wanted)


def _quotes(evidence: Sequence[Evidence]) -> str:
    return " ".join(dict.fromkeys(each.quote for each in evidence))
