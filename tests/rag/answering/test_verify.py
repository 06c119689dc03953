"""A citation stands only where it says, word for word."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from rag.answering.verify import stands
from rag.model import Citation, Paragraph

TEXT = "The ferry has been out of service since 12 May."
PARAGRAPH = Paragraph("a.txt", 2, 3, 0, len(TEXT), TEXT)
CITATION = Citation(1, "a.txt", 2, 3, "", "out of service", 19, 33)


def test_what_stands() -> None:
    assert stands(CITATION, PARAGRAPH)


@pytest.mark.parametrize(
    "change",
    [
        {"quote": "out of Service"},
        {"quote": "out of service "},
        {"start": 18},
        {"end": 34},
        {"file": "b.txt"},
        {"paragraph": 3},
        {"quote": "", "end": 19},
    ],
)
def test_what_does_not(change: dict[str, Any]) -> None:
    assert not stands(replace(CITATION, **change), PARAGRAPH)


def test_a_paragraph_that_is_gone() -> None:
    assert not stands(CITATION, None)
