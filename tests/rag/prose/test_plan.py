"""Plans of a model are used where they can be."""

from __future__ import annotations

import pytest

from rag.prose.plan import Plan, plan_in

ASKED = "And when?"


def test_a_plan() -> None:
    text = (
        '```json\n{"question": "When did it  end?", "searches": ["a b", "c", "a b", "d", "e"]}\n```'
    )
    assert plan_in(text, ASKED) == Plan("When did it end?", ("a b", "c", "d"))


@pytest.mark.parametrize(
    "text",
    ["", "no idea", "{", '{"question": 3}', "[1]", '{"question": "' + "x" * 600 + '"}', "{" * 9999],
)
def test_no_plan(text: str) -> None:
    assert plan_in(text, ASKED) == Plan(ASKED, (ASKED,))


def test_half_a_plan() -> None:
    assert plan_in('{"question": "When?"}', ASKED) == Plan("When?", ("When?",))
    assert plan_in('{"searches": ["x", 3, "", null]}', ASKED) == Plan(ASKED, ("x",))
