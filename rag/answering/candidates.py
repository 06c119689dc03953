"""Sentences that could answer a question, and how well each seems to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rag.answering.answer_type import asked_for, has
from rag.answering.sentences import Sentence, sentences
from rag.index.context import in_context
from rag.model import Passage
from rag.terms import content_words, coverage, stems

__all__ = ["Candidate", "Embeddings", "Rarity", "candidates"]

Matrix = NDArray[np.float32]
Rarity = Callable[[frozenset[str]], Mapping[str, float]]
"""The weight of each stem; see `terms.rarity`."""

_PASSAGES_READ = 5
_LONG = 400  # characters


@dataclass(frozen=True, slots=True)
class Embeddings:
    """How questions and texts become vectors of unit length."""

    of_question: Callable[[str], Matrix]
    of_texts: Callable[[list[str]], Matrix]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence with what was measured of it; all features are 0 to 1 or nearly so.

    `cosine` to the question; `covered`, the share of the question's words in it, and
    `passage_covered` that in its paragraph with title; `standing`, its passage's score over
    the best; `typed` and `untyped`, whether it has the kind of thing asked for.
    """

    passage: Passage
    sentence: Sentence
    vector: Matrix
    words: frozenset[str]
    cosine: float
    covered: float
    passage_covered: float
    standing: float
    typed: bool
    untyped: bool

    def features(self) -> Matrix:
        """The features in the order of the weights."""
        length = min(len(self.sentence.text), _LONG) / _LONG
        values = (self.cosine, self.covered, self.standing, self.typed, self.untyped, length)
        return np.array([*values, self.passage_covered, self.passage.score], np.float32)


def candidates(
    question: str, passages: Sequence[Passage], embeddings: Embeddings, rarity: Rarity
) -> list[Candidate]:
    """The sentences of the best passages of text, in the order of the passages."""
    read = [p for p in passages if p.paragraph.kind == "text"][:_PASSAGES_READ]
    found = [(p, sentence) for p in read for sentence in sentences(p.paragraph.text)]
    if not found:
        return []
    vector = embeddings.of_question(question)
    rows = embeddings.of_texts([sentence.text for _, sentence in found])
    weights = rarity(frozenset(stems(" ".join(content_words(question)))))
    kind = asked_for(question)
    covered = {
        p.paragraph.id: coverage(weights, frozenset(stems(in_context(p.paragraph)))) for p in read
    }
    best = max(passage.score for passage in read) or 1.0
    result = []
    for (passage, sentence), row in zip(found, rows, strict=True):
        words = frozenset(stems(sentence.text))
        fits = has(kind, sentence.text, question)
        result.append(
            Candidate(
                passage=passage,
                sentence=sentence,
                vector=row,
                words=words & frozenset(weights),
                cosine=float(row @ vector),
                covered=coverage(weights, words),
                passage_covered=covered[passage.paragraph.id],
                standing=passage.score / best,
                typed=kind != "any" and fits,
                untyped=kind != "any" and not fits,
            )
        )
    return result
