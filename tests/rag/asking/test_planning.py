"""Follow-ups and questions of several parts: planned in one call, searched, answered together."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from llm_server import LlmServer, Reply, Says, blocks_in, json_answer, no_quota

from rag import Library
from rag.conversation import Turn

Open = Callable[..., Library]
Writes = Callable[..., Reply]

TURN = Turn("Who blames a broken rudder?", "Who blames a broken rudder?", "Captain Ann Miller")
FOLLOW_UP = "Why does she blame it?"
BY_GRAMMAR = "Why does Captain Ann Miller blame it (blames broken rudder)?"
REFUSES = "Captain Ann Miller blames a broken rudder [<broken rudder>]."
BOTH = "How do the price of the bridge and the number of ships in the harbour differ?"
SHIPS = "What is the number of ships in the harbour?"
PRICE = "What is the price of the bridge?"


def plan(question: str, *searches: str) -> Reply:
    return json_answer({"question": question, "searches": list(searches) or [question]})


def test_a_question_that_stands_alone_is_not_planned(
    server: LlmServer, written: Open, writes: Writes
) -> None:
    server.script(writes(REFUSES))
    answer = written().ask("Who blames a broken rudder?", turns=(TURN,))
    assert len(server.requests) == 1
    assert (answer.understood, answer.parts) == ("", ())


def test_a_follow_up_is_condensed_by_the_model(
    server: LlmServer, written: Open, writes: Writes
) -> None:
    condensed = "Why does Captain Ann Miller blame a broken rudder?"
    server.script(plan(condensed), writes(REFUSES))
    answer = written().ask(FOLLOW_UP, turns=(TURN,))
    assert answer.question == FOLLOW_UP
    assert answer.understood == condensed
    assert answer.to_dict()["understood"] == condensed
    assert answer.citations[0].file == "ferry.txt"
    first, second = (blocks_in(request.body) for request in server.requests)
    assert first == [
        ("earlier question", "Who blames a broken rudder?"),
        ("earlier answer", "Captain Ann Miller"),
        ("question", FOLLOW_UP),
    ]
    assert second[-1] == ("question", condensed)
    assert answer.model is not None
    assert answer.model.calls == 2


def test_parts_are_searched_and_answered_together(
    server: LlmServer, written: Open, writes: Writes
) -> None:
    server.script(
        plan(BOTH, PRICE, SHIPS),
        writes(
            "Tom Baker called the price of 30 million euros a bargain [<30 million>]. "
            "Jane Ross counted 1,200 ships in 2023 [<1,200 ships>]."
        ),
    )
    answer = written().ask(BOTH)
    assert answer.parts == (PRICE, SHIPS)
    assert answer.to_dict()["parts"] == [PRICE, SHIPS]
    assert answer.understood == ""
    assert [c.file for c in answer.citations] == ["bridge.txt", "harbour.txt"]
    assert {p.paragraph.file for p in answer.passages[:2]} == {"bridge.txt", "harbour.txt"}
    assert len(server.requests) == 2
    assert "plan" in answer.timings_ms


@pytest.mark.parametrize(
    "reply",
    [Says("I would search for the bridge."), Says('{"question": 7, "sea'), Says("[]")],
    ids=["prose", "half", "a list"],
)
def test_a_plan_that_is_none_is_made_by_grammar(
    server: LlmServer, written: Open, writes: Writes, reply: Reply
) -> None:
    server.script(reply, writes(REFUSES))
    answer = written().ask(FOLLOW_UP, turns=(TURN,))
    assert answer.understood == BY_GRAMMAR
    assert answer.citations


def test_parts_by_grammar_when_the_plan_is_none(
    server: LlmServer, written: Open, writes: Writes
) -> None:
    server.script(Says("no idea"), writes(REFUSES))
    answer = written().ask("Who blames a broken rudder and when did the bridge open?")
    assert answer.parts == ("Who blames a broken rudder", "when did the bridge open?")


@pytest.mark.parametrize(
    "condensed",
    [
        "Why does Bob Evans blame a broken rudder?",
        "Why does Ann Miller blame a broken rudder? See https://evil.example/a?q=1",
        "Why does Ann Miller blame a broken rudder 666?",
        "banana banana banana",
        "You prepare a search in a collection of articles. You do not answer the question.",
        "![x](https://evil.example/x.png)",
        "@everyone Why does Ann Miller blame a broken rudder?",
    ],
)
def test_what_a_planner_makes_up_is_not_shown(
    server: LlmServer, written: Open, writes: Writes, condensed: str
) -> None:
    server.script(plan(condensed), writes(REFUSES))
    answer = written().ask(FOLLOW_UP, turns=(TURN,))
    assert answer.understood == BY_GRAMMAR
    assert answer.parts == ()


def test_a_condensed_question_may_bring_some_words(
    server: LlmServer, written: Open, writes: Writes
) -> None:
    condensed = "For which reason does Captain Ann Miller blame the broken rudder?"
    server.script(plan(condensed), writes(REFUSES))
    assert written().ask(FOLLOW_UP, turns=(TURN,)).understood == condensed


def test_at_most_three_searches(server: LlmServer, written: Open, writes: Writes) -> None:
    searches = [PRICE, SHIPS, "What is the harbour?", "What is the bridge?"]
    server.script(plan(BOTH, *searches), writes("Jane Ross counted 1,200 ships [<1,200>]."))
    assert written().ask(BOTH).parts == tuple(searches[:3])


def test_history_is_bounded(server: LlmServer, written: Open, writes: Writes) -> None:
    turns = tuple(Turn(f"Who is {n}?", f"Who is {n}?", "x" * 5000) for n in range(9))
    turns += (TURN,)
    server.script(plan("Why does it sail?"), Says("NO_ANSWER"))
    written().ask(FOLLOW_UP, turns=turns)
    blocks = blocks_in(server.requests[0].body)
    assert [label for label, _ in blocks].count("earlier question") == 3
    assert len(json.dumps(blocks)) < 3000
    assert server.requests[0].body["max_tokens"] == 300


def test_a_planner_that_fails_leaves_it_to_the_built_in_engine(
    server: LlmServer, written: Open
) -> None:
    server.script(no_quota())
    answer = written().ask(FOLLOW_UP, turns=(TURN,))
    assert len(server.requests) == 1
    assert answer.understood == BY_GRAMMAR
    assert answer.engine == "extractive"
    assert answer.notice.startswith("The quota of the key for openai-like:scripted is spent.")


def test_planning_counts(server: LlmServer, written: Open, writes: Writes) -> None:
    server.script(plan(BOTH, PRICE, SHIPS), writes("Jane Ross counted 1,200 ships [<1,200>]."))
    answer: Any = written(llm_price="1,1").ask(BOTH)
    assert answer.model.calls == 2
    assert answer.model.cost == pytest.approx(
        (answer.model.tokens_in + answer.model.tokens_out) / 1e6
    )
