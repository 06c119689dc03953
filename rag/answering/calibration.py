"""The weights of the built-in engine, fitted by `tools/calibrate.py`; do not edit by hand."""

from __future__ import annotations

import numpy as np

__all__ = ["CONFIDENCE", "CONFIDENCE_BIAS", "RANKING"]

# In the order of `Candidate.features`: cosine, covered, standing, typed, untyped, length,
# passage_covered, passage score.
RANKING = np.array([5.748, 5.022, 2.706, 0.736, -0.736, 0.297, 2.766, 2.228], np.float32)
CONFIDENCE = np.array([4.456, 3.677, -2.492, 0.1, 0.067, 0.312, 1.267, 1.365], np.float32)
CONFIDENCE_BIAS = -4.49
