"""Whether quotes support a statement.

Five rules, in this order; the first that a statement breaks is the reason for its refusal:

1. its numbers and dates stand in the quotes (`number_missing`);
2. its names stand in the quotes, their titles or headings, or in the question; or shortly
   before the quote in its article, if the quote has a pronoun that the statement has not, so
   that they may have taken its place (`name_missing`);
3. neither side negates what the other affirms (`negated`);
4. it does not say "rise" where the quotes say "fall" (`opposite`);
5. enough of its other words stand in the quotes, some of every clause, and the reader finds
   that they belong together (`not_supported`).

The weights and the threshold of the fifth are fitted by tools/calibrate_support.py; what the
rules keep and refuse is in docs/verification.md.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from rag.answering.quotes import Quote
from rag.model import Paragraph
from rag.prose.names import Known, missing_names
from rag.prose.negation import denies
from rag.prose.numbers import missing_numbers, number_words
from rag.prose.opposites import opposite_words
from rag.reader.reading import Reader, Reading
from rag.sentences import sentences
from rag.terms import STOP_WORDS, plain, stems

__all__ = [
    "Broken",
    "Evidence",
    "broken_rule",
    "chance",
    "coverage",
    "share_covered",
    "signs",
    "supports",
    "uncovered",
]

Broken = Literal["number_missing", "name_missing", "negated", "opposite", "not_supported"]

# Fitted by tools/calibrate_support.py, in the order of `signs`; do not edit by hand.
WEIGHTS = (-1.18, 0.303)
BIAS = 0.923
THRESHOLD = 0.4

FEWEST_COVERED = 0.5
"""A statement of which less stands in the quotes is not read at all."""

FEWEST_OF_A_CLAUSE = 0.34
"""Nor is one with a clause of which less does."""

_CLAUSE = re.compile(
    r"[,;:–—]|\b(?:and|but|because|since|after|before|when|while|which|who|whose|although|though"
    r"|until|unless|so that|in order to|despite|due to|thanks to)\b",
    re.I,
)
_MOST_READ = 700  # characters of a quote that the reader sees
_NEAR = 3  # paragraphs before, in which the name that a pronoun stands for is looked for
_STRONGEST = 3.0  # as a logit: the reader must not make up for any number of foreign words
_PRONOUN = re.compile(
    r"\b(?:he|she|they|it|his|her|hers|him|them|their|its|this|these|those|who|we|our|us|i|my)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a statement is held against: quotes that are taken together, and the question.

    `passages` are those that were given beside them, for what a pronoun stands for.
    """

    quotes: tuple[Quote, ...]
    question: str = ""
    passages: tuple[Paragraph, ...] = ()

    @property
    def text(self) -> str:
        """The quotes' own words."""
        return " ".join(quote.text for quote in self.quotes)

    @property
    def paragraph(self) -> Paragraph:
        """The quotes as one paragraph, for the reader."""
        first = self.quotes[0].paragraph
        text = " ".join(_middle(quote) for quote in self.quotes)
        return replace(first, text=text, kind="text")

    def names_for(self, statement: str) -> list[str]:
        """Where the names of `statement` may come from besides the question."""
        kept = _pronouns(statement)
        found: list[str] = []
        for quote in self.quotes:
            found += [quote.text, quote.paragraph.title, quote.paragraph.heading]
            if _pronouns(quote.text) - kept:
                found += _before(quote, self.passages)
        return found


def supports(statement: str, evidence: Sequence[Evidence], reader: Reader) -> list[Broken | None]:
    """For each of `evidence`, the rule that `statement` breaks; `None` if it is supported."""
    broken = [broken_rule(statement, each) for each in evidence]
    worth = [at for at, rule in enumerate(broken) if rule is None]
    readings = reader.read(statement, [evidence[at].paragraph for at in worth]) if worth else []
    for at, reading in zip(worth, readings, strict=True):
        if chance(signs(statement, evidence[at], reading)) < THRESHOLD:
            broken[at] = "not_supported"
    return broken


def broken_rule(statement: str, evidence: Evidence) -> Broken | None:
    """The first rule that can be seen broken without the reader."""
    if not evidence.quotes or not (_that_matter(statement) or number_words(statement)):
        return "not_supported"
    if missing_numbers(statement, evidence.text):
        return "number_missing"
    if missing_names(statement, Known(evidence.names_for(statement), evidence.question)):
        return "name_missing"
    if denies(statement, evidence.text):
        return "negated"
    if opposite_words(statement, evidence.text):
        return "opposite"
    if coverage(statement, evidence) < FEWEST_COVERED or _adds_a_clause(statement, evidence):
        return "not_supported"
    return None


def coverage(statement: str, evidence: Evidence) -> float:
    """The share of its words that matter, but for numbers, that stand in the quotes or title.

    Of several sentences, the share of the one that is covered least. 1 for a statement that
    has no such words.
    """
    there = _there(evidence)
    return min((_share(s.text, there) for s in sentences(statement)), default=1.0)


def _adds_a_clause(statement: str, evidence: Evidence) -> bool:
    """Whether a clause of two or more words that matter has next to nothing of the quotes."""
    there = _there(evidence)
    clauses = [_that_matter(part) for part in _CLAUSE.split(statement)]
    return any(len(c) > 1 and len(c & there) < FEWEST_OF_A_CLAUSE * len(c) for c in clauses)


def share_covered(statement: str, quotes: str) -> float:
    """The same share of the whole statement, of the bare text of quotes."""
    return _share(statement, _all_stems(quotes))


def uncovered(statement: str, evidence: Evidence) -> int:
    """How many of the words that count for `coverage` stand in none of them."""
    return len(_that_matter(statement) - _there(evidence))


def signs(statement: str, evidence: Evidence, reading: Reading) -> tuple[float, float]:
    """What rule 5 is made of: the words not covered, and the reader's verdict (a logit)."""
    verdict = max(-_STRONGEST, min(_STRONGEST, reading.answers))
    return uncovered(statement, evidence), verdict


def chance(signs: Sequence[float]) -> float:
    """The probability that a statement with these signs is supported, 0 to 1."""
    total = BIAS + sum(weight * sign for weight, sign in zip(WEIGHTS, signs, strict=True))
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, total))))


def _middle(quote: Quote) -> str:
    """The quote, or of one too long to be read quickly what stands around the words cited."""
    if len(quote.text) <= _MOST_READ:
        return quote.text
    start = max(quote.start, min(quote.span.start - _MOST_READ // 3, quote.end - _MOST_READ))
    return quote.paragraph.text[start : start + _MOST_READ]


def _before(quote: Quote, passages: Sequence[Paragraph]) -> list[str]:
    """What stands before the quote in its paragraph, and in those of `passages` shortly before."""
    here = quote.paragraph
    near = [p for p in passages if p.file == here.file and 0 < here.number - p.number <= _NEAR]
    return [here.text[: quote.start], *(paragraph.text for paragraph in near)]


def _pronouns(text: str) -> Counter[str]:
    return Counter(word.lower() for word in _PRONOUN.findall(text))


@lru_cache(maxsize=256)
def _that_matter(text: str) -> frozenset[str]:
    numbers = number_words(text)
    words = [word for word in plain(text) if word not in STOP_WORDS]
    return frozenset(stems(" ".join(word for word in words if word not in numbers)))


def _share(text: str, there: frozenset[str]) -> float:
    wanted = _that_matter(text)
    return len(wanted & there) / len(wanted) if wanted else 1.0


def _there(evidence: Evidence) -> frozenset[str]:
    """The stems of the quotes, and of what stands above them."""
    found: frozenset[str] = frozenset()
    for quote in evidence.quotes:
        above = f"{quote.paragraph.title} {quote.paragraph.heading}"
        found |= _all_stems(quote.text) | _all_stems(above)
    return found


@lru_cache(maxsize=4096)
def _all_stems(text: str) -> frozenset[str]:
    return frozenset(stems(text))
