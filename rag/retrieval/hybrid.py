"""Passages by words, by meaning and by their nearest sentence, fused by score."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rag.index.sentence_vectors import SentenceVectors
from rag.index.store import ParagraphStore
from rag.index.words import WordIndex
from rag.model import Paragraph, Passage

__all__ = ["HybridSearch", "Weights"]


@dataclass(frozen=True, slots=True)
class Weights:
    """How much counts what; chosen on `wiki_train` (docs/evaluation.md).

    `words` weighs the score by words, `sentence` the cosine of the nearest sentence, the rest is
    the cosine of the paragraph; `context` scales the score of headings and boilerplate.
    """

    words: float = 0.5
    sentence: float = 0.3
    context: float = 0.5
    candidates: int = 50


class HybridSearch:
    """Searches a store and what is derived from it. Thread-safe."""

    def __init__(
        self,
        store: ParagraphStore,
        words: WordIndex,
        sentences: SentenceVectors,
        weights: Weights | None = None,
    ) -> None:
        self._store = store
        self._words = words
        self._sentences = sentences
        self._weights = weights or Weights()

    def search(
        self,
        question: str,
        vector: NDArray[np.float32],
        limit: int,
        without: Collection[str] = (),
    ) -> tuple[Passage, ...]:
        """The `limit` best passages, best first (fewer only if there are no more).

        `vector` is that of the question. Of the files `without` nothing is found, and it is as
        though they were not in the index.
        """
        candidates = max(self._weights.candidates, limit)
        nearest = self._store.nearest(vector, candidates * 4 if without else candidates)
        near = {n.paragraph.id: n for n in nearest if n.paragraph.file not in without}
        worded = dict(self._words.search(question, candidates, without))
        paragraphs = {id_: neighbour.paragraph for id_, neighbour in near.items()}
        paragraphs |= self._store.paragraphs([id_ for id_ in worded if id_ not in near])
        cosines = {id_: neighbour.cosine for id_, neighbour in near.items()}
        missing = [id_ for id_ in paragraphs if id_ not in cosines]
        cosines |= {id_: float(row @ vector) for id_, row in self._store.vectors(missing).items()}
        # A heading has no sentences, nor an article that another version indexed.
        versions = self._store.versions_of({each.file for each in paragraphs.values()})
        sentences = cosines | self._sentences.nearest(vector, paragraphs.values(), versions)
        passages = [
            Passage(each, self._score(each, worded.get(id_, 0.0), cosines[id_], sentences[id_]))
            for id_, each in paragraphs.items()
            if id_ in cosines  # else removed a moment ago
        ]
        passages.sort(key=lambda p: (-p.score, p.paragraph.file, p.paragraph.number))
        return tuple(passages[:limit])

    def _score(self, paragraph: Paragraph, words: float, cosine: float, sentence: float) -> float:
        weights = self._weights
        score = weights.words * words + weights.sentence * max(sentence, 0.0)
        score += (1 - weights.words - weights.sentence) * max(cosine, 0.0)
        return score if paragraph.kind == "text" else score * self._weights.context
