"""The figures against cases that can be counted by hand."""

from __future__ import annotations

import numpy as np
import pytest

from rag.evaluation.outcome import exact, holds, overlap
from rag.evaluation.statistics import auroc, bootstrapped, mean, percentile, ratio


@pytest.mark.parametrize(
    ("scores", "first", "expected"),
    [
        ([0.9, 0.8, 0.2, 0.1], [1, 1, 0, 0], 1.0),
        ([0.9, 0.8, 0.2, 0.1], [0, 0, 1, 1], 0.0),
        ([0.5, 0.5, 0.5, 0.5], [1, 0, 1, 0], 0.5),
        ([0.9, 0.3, 0.5, 0.1], [1, 1, 0, 0], 0.75),
        ([0.9, 0.5, 0.5, 0.1], [1, 1, 0, 0], 0.875),
    ],
)
def test_auroc(scores: list[float], first: list[int], expected: float) -> None:
    assert auroc(np.c_[scores, first].astype(float)) == expected


def test_auroc_of_one_kind_is_no_number() -> None:
    assert np.isnan(auroc(np.array([[0.5, 1.0]])))


def test_an_interval_holds_its_value_and_narrows_with_more_cases() -> None:
    few = bootstrapped([(0.0,), (1.0,)] * 10, mean)
    many = bootstrapped([(0.0,), (1.0,)] * 500, mean)
    assert few.value == many.value == 0.5
    assert few.low < many.low < 0.5 < many.high < few.high
    assert 0.2 < few.low < 0.35  # half of twenty, give or take two standard errors of 0.11
    assert (few.cases, many.cases) == (20, 1000)
    assert bootstrapped([(0.0,), (1.0,)] * 10, mean) == few


def test_ratio_and_percentile() -> None:
    assert ratio(np.array([[1.0, 2.0], [1.0, 2.0]])) == 0.5
    assert ratio(np.array([[0.0, 0.0]])) == 0.0
    assert percentile([3, 1, 2], 0.5) == 2
    assert percentile([3, 1, 2], 0.95) == 3
    assert percentile([7], 0.95) == 7


def test_comparing_answers() -> None:
    assert holds("It cost 30 Million euros, twice.", "30 million euros")
    assert not holds("It cost 130 million euros.", "30 million euros")
    assert not holds("Anything", "…")
    assert exact("the Saxon Garden", "Saxon garden")
    assert not exact("Saxon Garden in Warsaw", "Saxon Garden")
    assert overlap("Saxon Garden in Warsaw", "the Saxon Garden") == pytest.approx(2 / 3)
    assert overlap("Warsaw", "Saxon Garden") == 0.0
    assert overlap("", "Saxon Garden") == 0.0
