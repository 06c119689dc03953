"""How sure an answer is: that the passage is about the question, and that it says what is asked.

Both can be told apart: an article that is missing leaves passages about something else, a
misleading question finds the right passage, which is silent. The weights are fitted by
tools/calibrate.py, not by hand.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rag.reader.reading import Reading
from rag.retrieval.close_reading import Read

__all__ = ["about", "confidence", "of_both", "said"]

Logits = NDArray[np.float64]

_LEAST = 1e-9

# In the order of what `about` and `said` say.
ABOUT, ABOUT_BIAS = np.array([1.3069]), 4.8937
SAID, SAID_BIAS = np.array([0.1924, 0.3463]), -0.0759
SCALE, SCALE_BIAS = 0.8819, 1.166


def about(passage: Read) -> Logits:
    """The sign that the passage is about the question: its score, as a logit."""
    score = np.clip(passage.passage.score, _LEAST, 1 - _LEAST)
    return np.array([np.log(score) - np.log1p(-score)])


def said(passage: Read, quote: Reading) -> Logits:
    """The signs that the passage says what is asked: how well it answers, and its `quote` alone."""
    return np.array([passage.reading.answers, quote.answers])


def of_both(one: Logits, other: Logits) -> Logits:
    """The logit of the product of two probabilities that are given as logits."""
    both = -np.logaddexp(0, -one) - np.logaddexp(0, -other)
    return np.asarray(both - np.log(-np.expm1(both)))


def confidence(passage: Read, quote: Reading) -> float:
    """The probability that the best quote of a passage answers."""
    is_about = np.asarray(about(passage) @ ABOUT + ABOUT_BIAS)
    is_said = np.asarray(said(passage, quote) @ SAID + SAID_BIAS)
    return float(1 / (1 + np.exp(-(of_both(is_about, is_said) * SCALE + SCALE_BIAS))))
