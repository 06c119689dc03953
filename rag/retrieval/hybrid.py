"""Passages by meaning and by words, fused by score."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rag.index.store import ParagraphStore
from rag.index.words import WordIndex
from rag.model import Paragraph, Passage

__all__ = ["HybridSearch", "Weights"]


@dataclass(frozen=True, slots=True)
class Weights:
    """How much counts what; chosen on `wiki_train` (docs/evaluation.md).

    `words` weighs the score by words, the rest is the cosine; `context` scales the score of
    headings and boilerplate.
    """

    words: float = 2 / 3
    context: float = 0.5
    candidates: int = 50


class HybridSearch:
    """Searches a store and a word index that hold the same paragraphs. Thread-safe."""

    def __init__(
        self,
        store: ParagraphStore,
        words: WordIndex,
        weights: Weights | None = None,
    ) -> None:
        self._store = store
        self._words = words
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
        passages = [
            Passage(each, self._score(each, worded.get(id_, 0.0), cosines[id_]))
            for id_, each in paragraphs.items()
            if id_ in cosines  # else removed a moment ago
        ]
        passages.sort(key=lambda p: (-p.score, p.paragraph.file, p.paragraph.number))
        return tuple(passages[:limit])

    def _score(self, paragraph: Paragraph, words: float, cosine: float) -> float:
        weight = self._weights.words
        score = weight * words + (1 - weight) * max(cosine, 0.0)
        return score if paragraph.kind == "text" else score * self._weights.context
