"""How sure an answer is; the weights are fitted by tools/calibrate.py, not by hand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rag.retrieval.close_reading import Read, features

__all__ = ["confidence", "signs"]

# In the order of `signs`.
CONFIDENCE = np.array([0.019, 0.1008, 0.129, -0.2896, 1.9638, -0.2226])
CONFIDENCE_BIAS = -1.0026


def signs(reads: Sequence[Read]) -> NDArray[np.float64]:
    """What the confidence is made of: how the best passage ranks, and its lead on the next."""
    best = reads[0]
    lead = best.passage.score - reads[1].passage.score if len(reads) > 1 else best.passage.score
    return np.array([*features(best.fused, best.reading), lead])


def confidence(reads: Sequence[Read]) -> float:
    """The probability that the best span of the best passage answers; 0 without a passage."""
    if not reads:
        return 0.0
    return float(1 / (1 + np.exp(-(signs(reads) @ CONFIDENCE + CONFIDENCE_BIAS))))
