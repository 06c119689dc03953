"""Paragraphs that look like the answer to our own retrieval, and are not."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from rag.embedding.encoder import Encoder
from rag.evaluation.outcome import holds
from rag.model import Paragraph
from rag.reader.reading import Reader
from rag.terms import content_words, stems
from reader_training.corpora import Corpus, Text

__all__ = ["Mined", "look_alikes", "mined", "tempting"]

_WORDS = 2 / 3  # as the search weighed them before it went by sentences, too
_SHORT = 4  # characters; shorter answers stand anywhere
_READ = 10  # look-alikes from elsewhere that a reader reads
_TEMPTING = 5  # of them, those that it is likeliest to fall for
_TEMPTED = 0.15  # share of the questions with which it is likeliest to fall


@dataclass(frozen=True, slots=True)
class Mined:
    """A corpus with the places of each question's look-alikes, the hardest first.

    `near` are of any source, `elsewhere` of another than the right one's.
    """

    corpus: Corpus
    near: list[list[int]]
    elsewhere: list[list[int]]

    def part(self, numbers: Sequence[int]) -> Mined:
        """That of some of the questions."""
        asked = tuple(self.corpus.asked[number] for number in numbers)
        return Mined(
            replace(self.corpus, name=f"{self.corpus.name}, tempting", asked=asked),
            [self.near[number] for number in numbers],
            [self.elsewhere[number] for number in numbers],
        )


def mined(corpus: Corpus, count: int) -> Mined:
    """Finds the `count` and more look-alikes of each question by our search."""
    near = look_alikes(corpus, count)
    elsewhere = [
        [place for place in places if _elsewhere(corpus, asked.gold, place)]
        for asked, places in zip(corpus.asked, near, strict=True)
    ]
    return Mined(corpus, near, elsewhere)


def tempting(found: Mined, reader: Reader) -> tuple[Mined, Mined]:
    """`found` with what the reader is likeliest to fall for elsewhere, and the part of its
    questions with which it is the likeliest to."""
    elsewhere, worst = [], []
    for asked, places in zip(found.corpus.asked, found.elsewhere, strict=True):
        texts = [found.corpus.texts[place] for place in places[:_READ]]
        readings = reader.read(
            asked.question,
            [Paragraph(t.source, t.number, 1, 0, 0, t.text, title=t.title) for t in texts],
        )
        ranked = sorted(
            zip((r.fits + r.answers for r in readings), places[:_READ], strict=True), reverse=True
        )
        elsewhere.append([place for _, place in ranked[:_TEMPTING]])
        worst.append(ranked[0][0])
    again = replace(found, elsewhere=elsewhere)
    hardest = np.argsort(-np.array(worst), kind="stable")[: int(len(worst) * _TEMPTED)]
    return again, again.part([int(number) for number in sorted(hardest)])


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
