"""How sure an answer is; the weights are fitted by tools/calibrate.py, not by hand."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rag.reader.reading import Reading
from rag.retrieval.close_reading import Read

__all__ = ["confidence", "signs"]

# In the order of `signs`.
CONFIDENCE = np.array([0.1429, 0.1601, 4.2449])
CONFIDENCE_BIAS = -1.707


def signs(passage: Read, quote: Reading) -> NDArray[np.float64]:
    """What the confidence is made of: how well the passage fits the question, how well its
    `quote` alone does, and how well the search found the passage."""
    return np.array([passage.reading.fits, quote.fits, passage.fused])


def confidence(passage: Read, quote: Reading) -> float:
    """The probability that the best quote of a passage answers."""
    return float(1 / (1 + np.exp(-(signs(passage, quote) @ CONFIDENCE + CONFIDENCE_BIAS))))
