"""The best passages by word and meaning, read together with the question and ranked anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from rag.model import Passage
from rag.reader.reading import Reader, Reading

__all__ = ["CloseReader", "Effort", "Read", "features", "in_order"]

# Fitted by tools/calibrate.py, in the order of `features`; do not edit by hand.
RANKING = np.array([0.3348, -0.0724, 0.0727, -0.0508, 12.4606])
RANKING_BIAS = -7.8124


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is read: `first` passages always, up to `most` while none of them convinces.

    A passage convinces when the logit that it answers is at least `convinced`. Chosen on the
    held-out part of `wiki_train` (docs/evaluation.md).
    """

    first: int = 6
    most: int = 32
    convinced: float = 1.0

    def enough(self, readings: Sequence[Reading]) -> int:
        """How many passages are read, going by the readings of the `first`."""
        convinces = any(reading.answers >= self.convinced for reading in readings[: self.first])
        return self.first if convinces else self.most


@dataclass(frozen=True, slots=True)
class Read:
    """A passage with what reading it says.

    The passage's score is now the probability that it is the right one; `fused` is what it
    was when found.
    """

    passage: Passage
    reading: Reading
    fused: float


class CloseReader:
    """Reads passages with a reader, as many as it takes. Thread-safe if the reader is."""

    def __init__(self, reader: Reader, effort: Effort | None = None) -> None:
        self._reader = reader
        self._effort = effort or Effort()

    def read(self, question: str, passages: Sequence[Passage]) -> list[Read]:
        """Those of `passages` (best first) that were read, ranked anew; only text is read."""
        text = [passage for passage in passages if passage.paragraph.kind == "text"]
        done = self._readings(question, text[: self._effort.first])
        enough = self._effort.enough([reading for _, reading in done])
        done += self._readings(question, text[len(done) : enough])
        return in_order(done)

    def _readings(
        self, question: str, passages: Sequence[Passage]
    ) -> list[tuple[Passage, Reading]]:
        readings = self._reader.read(question, [passage.paragraph for passage in passages])
        return list(zip(passages, readings, strict=True))


def features(fused: float, reading: Reading) -> NDArray[np.float64]:
    """What the rank of a passage is made of."""
    span = reading.spans[0].score if reading.spans else reading.silent
    return np.array([reading.fits, reading.answers, span, reading.silent, fused])


def in_order(readings: Sequence[tuple[Passage, Reading]]) -> list[Read]:
    """Best first. A reader that brings an order of its own keeps it, on our scale."""
    scores = [
        float(1 / (1 + np.exp(-(features(passage.score, reading) @ RANKING + RANKING_BIAS))))
        for passage, reading in readings
    ]
    own = [
        score if r.order is None else r.order
        for score, (_, r) in zip(scores, readings, strict=True)
    ]
    places = sorted(range(len(own)), key=lambda i: (-own[i], i))
    ranked = sorted(scores, reverse=True)
    return [
        Read(replace(readings[place][0], score=score), readings[place][1], readings[place][0].score)
        for place, score in zip(places, ranked, strict=True)
    ]
