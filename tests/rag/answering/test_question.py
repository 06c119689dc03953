"""What questions ask for."""

from __future__ import annotations

import pytest

from rag.answering.question import asks_for_list, asks_for_reason, parts


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who built the bridge?", ["Who built the bridge?"]),
        (
            "Who built the bridge and when was it opened?",
            ["Who built the bridge", "when was it opened?"],
        ),
        ("Who built it? What did it cost?", ["Who built it?", "What did it cost?"]),
        ("Which towns and what rivers?", ["Which towns and what rivers?"]),
        ("The mayor said that and who knows why?", ["The mayor said that and who knows why?"]),
        ("What do salt and pepper do?", ["What do salt and pepper do?"]),
    ],
)
def test_parts(question: str, expected: list[str]) -> None:
    assert list(parts(question)) == expected


@pytest.mark.parametrize(
    "question",
    ["Which cities are named?", "What two countries signed?", "List the rivers.", "Who were they?"],
)
def test_lists(question: str) -> None:
    assert asks_for_list(question)


@pytest.mark.parametrize("question", ["Who is the mayor?", "What is tin?", "When was it built?"])
def test_no_lists(question: str) -> None:
    assert not asks_for_list(question)


def test_reasons() -> None:
    assert asks_for_reason("Why did the ferry stop?")
    assert asks_for_reason("How does a lens work?")
    assert not asks_for_reason("How many lenses?")
    assert not asks_for_reason("Who knows why?")
