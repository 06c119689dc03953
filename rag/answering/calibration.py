"""How sure an answer is; the weights are fitted by tools/calibrate.py, not by hand."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rag.reader.reading import Reading
from rag.retrieval.close_reading import Read

__all__ = ["confidence", "signs"]

# In the order of `signs`.
CONFIDENCE = np.array([-0.1126, 0.4223, 0.5343, -0.5734, 3.1907])
CONFIDENCE_BIAS = -1.3427


def signs(passage: Read, quote: Reading) -> NDArray[np.float64]:
    """What the confidence is made of: how the passage reads, how its `quote` does alone, and
    how well the search found it."""
    of_passage = passage.reading
    return np.array([of_passage.fits, of_passage.answers, quote.fits, quote.answers, passage.fused])


def confidence(passage: Read, quote: Reading) -> float:
    """The probability that the best quote of a passage answers."""
    return float(1 / (1 + np.exp(-(signs(passage, quote) @ CONFIDENCE + CONFIDENCE_BIAS))))
