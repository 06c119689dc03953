"""The weights of the built-in engine, fitted by `tools/calibrate.py`; do not edit by hand."""

from __future__ import annotations

import numpy as np

__all__ = ["CONFIDENCE", "CONFIDENCE_BIAS", "RANKING"]

# In the order of `Candidate.features`: cosine, covered, standing, typed, untyped, length,
# passage_covered, passage score.
RANKING = np.array([6.003, 4.655, 3.331, 0.744, -0.744, 0.79, 1.574, 1.549], np.float32)
CONFIDENCE = np.array([3.456, 3.327, -1.089, 0.206, -0.112, 0.362, 0.79, -0.843], np.float32)
CONFIDENCE_BIAS = -3.175
