"""Questions that ask for the same become one topic."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.gaps.likeness import topics
from bot.store import Gap

START = datetime(2026, 5, 1, tzinfo=UTC)


def gap(question: str, unanswered: int = 1, bad: int = 0, *comments: str, days: int = 0) -> Gap:
    return Gap(question, unanswered, bad, comments, START - timedelta(days=days))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Who built the bridge?", "When was the bridge built?"),
        ("Who built the bridge?", "who built the bridge"),
        ("Who built the bridge?", "Who built the new bridge?"),
        ("What do tickets for the ferry cost?", "How much does a ferry ticket cost?"),
        ("???", "???"),
    ],
)
def test_alike(one: str, other: str) -> None:
    assert len(topics([gap(one), gap(other)])) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Who built the bridge?", "Who painted the bridge?"),
        ("Who built the bridge?", "Who built the tower in the harbour?"),
        ("Wer hat die Brücke gebaut?", "Wer hat den Turm gestrichen?"),
        ("???", "!!!"),
        ("", "Who built the bridge?"),
    ],
)
def test_unlike(one: str, other: str) -> None:
    assert len(topics([gap(one), gap(other)])) == 2


def test_no_chain_of_neighbours() -> None:
    """Each is like the next, but the last has nothing of the first."""
    chain = ["ferry harbour tickets", "harbour tickets price", "tickets price week"]
    alike = [gap(chain[0] + " price"), gap(chain[1]), gap(chain[2])]
    assert [len(topic.gaps) for topic in topics(alike)] == [2, 1]


def test_a_topic_sums_up() -> None:
    (topic,) = topics(
        [
            gap("Who built the bridge?", 2, 1, "Wrong name."),
            gap("When was the bridge built?", 1, 2, "Outdated.", days=3),
        ]
    )
    assert topic.question == "Who built the bridge?"
    assert (topic.unanswered, topic.bad) == (3, 3)
    assert topic.comments == ("Wrong name.", "Outdated.")
    assert topic.last == START


def test_what_happened_most_often_comes_first() -> None:
    found = topics([gap("ferry"), gap("bridge", 1, 2), gap("tower", 2), gap("harbour", days=1)])
    assert [topic.question for topic in found] == ["bridge", "tower", "ferry", "harbour"]


@given(st.lists(st.text(alphabet="abc ?", max_size=12), max_size=20))
def test_none_is_lost(questions: list[str]) -> None:
    gaps = [gap(question) for question in questions]
    found = [each for topic in topics(gaps) for each in topic.gaps]
    assert sorted(each.question for each in found) == sorted(questions)
