"""What a question asks for, and which sentences have it."""

from __future__ import annotations

import pytest

from rag.answering.answer_type import asked_for, has


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who steered the ferry?", "name"),
        ("Which Belarusian journalist criticised him?", "name"),
        ("How many days did it last?", "number"),
        ("When did it open?", "time"),
        ("In what year was it built?", "time"),
        ("Why was it closed?", "reason"),
        ("What did the mayor say?", "any"),
    ],
)
def test_asked_for(question: str, kind: str) -> None:
    assert asked_for(question) == kind


@pytest.mark.parametrize(
    ("question", "right", "wrong"),
    [
        ("Who steered it?", "It was steered by Ann Miller.", "It was steered by nobody."),
        ("How many came in 2022?", "In 2022 some 400 came.", "In 2022 few people came."),
        ("When did it open?", "It opened in May.", "It opened with music."),
        ("Why was it closed?", "It closed because of rust.", "It closed and stayed so."),
    ],
)
def test_has(question: str, right: str, wrong: str) -> None:
    kind = asked_for(question)
    assert has(kind, right, question)
    assert not has(kind, wrong, question)
