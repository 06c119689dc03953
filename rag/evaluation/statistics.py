"""Figures with their uncertainty."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Figure", "auroc", "bootstrapped", "mean", "percentile", "ratio"]

Values = NDArray[np.float64]

_RESAMPLES = 500
_SEED = 0


@dataclass(frozen=True, slots=True)
class Figure:
    """A value and the interval in which 95 of 100 resamples of the questions put it."""

    value: float
    low: float
    high: float
    cases: int


def bootstrapped(rows: Sequence[Sequence[float]], measure: Callable[[Values], float]) -> Figure:
    """`measure` of `rows`, [cases, columns], by the percentile bootstrap (Efron 1979)."""
    table = np.asarray(rows, np.float64)
    rng = np.random.default_rng(_SEED)
    drawn = [measure(table[rng.integers(len(table), size=len(table))]) for _ in range(_RESAMPLES)]
    low, high = np.nanpercentile(drawn, [2.5, 97.5])
    return Figure(measure(table), float(low), float(high), len(table))


def mean(table: Values) -> float:
    """Of the first column."""
    return float(table[:, 0].mean())


def ratio(table: Values) -> float:
    """The sum of the first column over that of the second; 0 over 0 is 0."""
    below = table[:, 1].sum()
    return float(table[:, 0].sum() / below) if below else 0.0


def auroc(table: Values) -> float:
    """How often a case of the first kind scores above one of the second, ties half.

    Columns: the score, and 1 for a case of the first kind. The rank-sum formula (Mann and
    Whitney 1947); not a number when a kind is missing.
    """
    scores, first = table[:, 0], table[:, 1] == 1
    count = int(first.sum())
    others = len(scores) - count
    if not count or not others:
        return float("nan")
    _, inverse, repeats = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(repeats) - (repeats - 1) / 2)[inverse]
    return float((ranks[first].sum() - count * (count + 1) / 2) / (count * others))


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of `values` (at least one) do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
