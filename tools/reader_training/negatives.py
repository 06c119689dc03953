"""Paragraphs that look like the answer to our own retrieval, and are not."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from functools import partial
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from rag.embedding.encoder import Encoder
from rag.evaluation.outcome import holds
from rag.terms import content_words, stems
from reader_training.corpora import Corpus, Text

__all__ = ["look_alikes"]

_WORDS = 2 / 3  # as rag.retrieval.hybrid weighs them
_SHORT = 4  # characters; shorter answers stand anywhere


def look_alikes(corpus: Corpus, count: int) -> list[list[int]]:
    """For each question the best other paragraphs that do not hold an answer, best first.

    They are the `count` best of all, and so many more that half as many are of other sources.
    """
    encoder = Encoder()
    rows = encoder([f"{text.title}\n{text.text}".strip() for text in corpus.texts])
    vectors = encoder([asked.question for asked in corpus.asked])
    words = _Words(corpus.texts)
    found = []
    for asked, vector in zip(corpus.asked, vectors, strict=True):
        scores = _WORDS * words.scores(asked.question) + (1 - _WORDS) * (rows @ vector)
        gold = corpus.texts[asked.gold].text
        answers = [gold[start:end] for start, end in asked.spans]
        answers = [answer for answer in answers if len(answer) >= _SHORT]
        silent = (
            place
            for place in map(int, np.argsort(-scores))
            if place != asked.gold
            and not any(holds(corpus.texts[place].text, answer) for answer in answers)
        )
        chosen = list(islice(silent, count))
        elsewhere = partial(_elsewhere, corpus, asked.gold)
        lacking = count // 2 - sum(map(elsewhere, chosen))
        chosen += islice(filter(elsewhere, silent), max(0, lacking))
        found.append(chosen)
    return found


def _elsewhere(corpus: Corpus, place: int, other: int) -> bool:
    return corpus.texts[place].source != corpus.texts[other].source


class _Words:
    """BM25 over the most that it could reach (Robertson et al. 1994)."""

    def __init__(self, texts: tuple[Text, ...]) -> None:
        self._total = len(texts)
        postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        lengths = []
        for place, text in enumerate(texts):
            counts = Counter(stems(f"{text.title}\n{text.text}"))
            lengths.append(sum(counts.values()))
            for stem, times in counts.items():
                postings[stem].append((place, times))
        self._postings = {stem: np.array(found) for stem, found in postings.items()}
        length = np.array(lengths)
        self._damping = 1.2 * (0.25 + 0.75 * length / length.mean())

    def scores(self, question: str) -> NDArray[np.float64]:
        scores = np.zeros(self._total)
        most = 0.0
        for stem in set(stems(" ".join(content_words(question)))):
            found = self._postings.get(stem, np.empty((0, 2), np.int64))
            weight = math.log(1 + (self._total - len(found) + 0.5) / (len(found) + 0.5))
            places, times = found[:, 0], found[:, 1]
            scores[places] += weight * times * 2.2 / (times + self._damping[places])
            most += 2.2 * weight
        return scores / (most or 1.0)
