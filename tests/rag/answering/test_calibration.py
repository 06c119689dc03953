"""The confidence needs both: a passage about the question, and an answer in it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from readings import read

from rag.answering.calibration import confidence, of_both
from rag.reader.reading import Reading

TEXT = "The bridge cost 30 million euros."
SURE = Reading(6.0, 6.0, (), -8.0)
POOR = Reading(-6.0, -6.0, (), -0.1)


def sure(passage: Reading = SURE, score: float = 0.9, quote: Reading = SURE) -> float:
    found = read(TEXT, "30 million euros", score=score)
    return confidence(replace(found, reading=passage), quote)


def test_sure_when_all_signs_are_good() -> None:
    assert sure() > 0.8


@pytest.mark.parametrize(
    "worse",
    [
        {"passage": POOR},
        {"score": 0.05},
        {"quote": POOR},
    ],
)
def test_each_sign_has_a_say(worse: dict[str, object]) -> None:
    assert sure(**worse) < sure() - 0.1  # type: ignore[arg-type]


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("score", [0.0, 1.0])
def test_a_score_at_its_end_is_no_trouble(score: float) -> None:
    assert 0 <= sure(score=score) <= 1


def test_the_product_of_two_chances() -> None:
    logits = np.array([-30.0, -1.0, 0.0, 2.0, 30.0])
    chances = 1 / (1 + np.exp(-logits))
    for logit, chance in zip(logits, chances, strict=True):
        both = 1 / (1 + np.exp(-of_both(np.asarray(logit), logits)))
        assert both == pytest.approx(chance * chances)
