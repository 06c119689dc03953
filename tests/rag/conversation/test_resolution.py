"""Follow-ups are completed, and what stands alone is left alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.conversation import LONGEST, Turn, standalone
from rag.library import MAX_QUESTION

LABELLED = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "data" / "follow_ups.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]
ALONE = [pair for pair in LABELLED if pair.get("unchanged")]
LEANING = [pair for pair in LABELLED if "holds" in pair]
FERRY = Turn("Who blames the rudder?", "Who blames the rudder?", "Captain Ann Miller")


def conversation(*earlier: Any) -> list[Turn]:
    """The turns of questions with their answers, each understood after those before it."""
    turns: list[Turn] = []
    for question, answer in earlier:
        turns.append(Turn(question, standalone(question, turns), answer))
    return turns


def understood(question: str, *earlier: Any) -> str:
    return standalone(question, conversation(*earlier))


def test_there_are_enough_labelled_pairs() -> None:
    assert len(ALONE) >= 100
    assert len(LEANING) >= 70


@pytest.mark.parametrize("pair", ALONE, ids=lambda pair: pair["question"])
def test_what_stands_alone_is_unchanged(pair: dict[str, Any]) -> None:
    assert understood(pair["question"], *pair["earlier"]) == pair["question"]


@pytest.mark.parametrize("pair", ALONE, ids=lambda pair: pair["question"])
@pytest.mark.parametrize(
    "earlier",
    [
        ("Who is the president of Belarus?", "Alexander Lukashenko"),
        ("Why did the ferry to Holm stop in 1950?", ""),
        ("where do the bees live?", "in Malta"),
    ],
    ids=lambda earlier: earlier[0],
)
def test_whatever_was_asked_before(pair: dict[str, Any], earlier: tuple[str, str]) -> None:
    assert understood(pair["question"], earlier) == pair["question"]


@pytest.mark.parametrize(
    "pair",
    [
        pytest.param(pair, marks=pytest.mark.xfail(strict=True) if pair.get("missed") else ())
        for pair in LEANING
    ],
    ids=lambda pair: pair["question"],
)
def test_what_leans_on_a_question_gets_its_subject(pair: dict[str, Any]) -> None:
    result = understood(pair["question"], *pair["earlier"])
    assert [held for held in pair["holds"] if held not in result] == []


@pytest.mark.parametrize("pair", LEANING, ids=lambda pair: pair["question"])
def test_with_nothing_said_before_nothing_is_put_in(pair: dict[str, Any]) -> None:
    assert standalone(pair["question"], []) == pair["question"]


@pytest.mark.parametrize(
    ("earlier", "question", "expected"),
    [
        # Clear what the pronoun stands for: its name is put in its place.
        (("Where is Lake Ladoga?", "Russia"), "How deep is it?", "How deep is Lake Ladoga?"),
        (("Who is the mayor?", "Eva Klein"), "how old is she", "How old is Eva Klein"),
        (("Who is the mayor?", "Eva Klein"), "Who is her son?", "Who is Eva Klein’s son?"),
        (("When did the ferry in Holm stop?", ""), "Was it old?", "Was the ferry in Holm old?"),
        (
            ("When will the new school open?", ""),
            "Who pays for it?",
            "Who pays for the new school?",
        ),
        (("Where is the port of Oslo?", ""), "Who was its king?", "Who was Oslo’s king?"),
        (
            ("Who blames the rudder?", "Ann Miller"),
            "What did she say about it?",
            "What did Ann Miller say about the rudder?",
        ),
        (
            ("Who blames the rudder?", "Ann Miller"),
            "Where did she do so?",
            "Where did Ann Miller do so (blames rudder)?",
        ),
        # Not clear: the words that matter are put behind.
        (
            ("Who accused the minister?", "Eva Klein"),
            "Where was he born?",
            "Where was he born (accused minister Eva Klein)?",
        ),
        (
            ("What is the capital of Malta?", "Valletta"),
            "How large is it?",
            "How large is it (capital Malta Valletta)?",
        ),
        (
            ("When will the village school open?", "4 September"),
            "Who pays for it?",
            "Who pays for it (village school open 4 September)?",
        ),
        (("Where is the stone bridge?", ""), "Who built it?", "Who built it (stone bridge)?"),
        (("Who sold the yard to Lund?", ""), "Where is it?", "Where is it (sold yard Lund)?"),
        (
            ("Who designed the bridge over the river Aare?", ""),
            "When was he born?",
            "When was he born (designed bridge river Aare)?",
        ),
        (
            ("What did Lukashenko say about the war?", ""),
            "Is that true?",
            "Is that true (Lukashenko say war)?",
        ),
        # Too short to be a sentence: the earlier question completes it.
        (("Did the talks fail?", ""), "why?", "Why did the talks fail?"),
        (
            ("Who can stop the war?", "Joe Biden"),
            "How fast?",
            "How fast can Joe Biden stop the war?",
        ),
        (("What would it cost?", "two euros"), "Why?", "Why would it cost two euros?"),
        (("Who crosses the bay?", "Tom Baker"), "Why?", "Why does Tom Baker cross the bay?"),
        (("Who sold the yard?", "Tom Baker"), "When?", "When: Tom Baker sold the yard?"),
        (("Who sold the yard?", ""), "When?", "When (sold yard)?"),
        (("What did the mayor say?", ""), "What else?", "What else did the mayor say?"),
        (("When did the ferry stop?", "12 May"), "Who won?", "Who won (ferry stop 12 May)?"),
        # The same about another thing: it takes the place of its like, or stands at the end.
        (("Who sold the yard?", ""), "And the ferry?", "Who sold the ferry?"),
        (("Did it rain in Malta in 1950?", ""), "and in 1951?", "Did it rain in Malta in 1951?"),
        (("Did Malta beat Cyprus?", ""), "And Spain?", "Did Malta beat Cyprus, Spain?"),
        (("Who sold the yard?", ""), "What about Tom Baker?", "Who sold the yard, Tom Baker?"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_how_it_is_put(earlier: tuple[str, str], question: str, expected: str) -> None:
    assert understood(question, earlier) == expected


def test_a_follow_up_to_a_follow_up_knows_the_subject() -> None:
    chain = [("Who designed the bridge?", "Karl Moser"), ("Where was he born?", "Zurich")]
    assert understood("And when?", *chain) == "When was Karl Moser born?"
    chain += [("And when?", "1970"), ("Was he married?", "")]
    assert understood("What did he study?", *chain) == "What did Karl Moser study?"


def test_a_subject_that_was_not_clear_is_carried_over_without_the_question_about_it() -> None:
    chain = [("Who accused the minister?", "Eva Klein"), ("Where was he born?", "in Bonn")]
    assert understood("Is he rich?", *chain) == "Is he rich (accused minister Eva Klein Bonn)?"


def test_a_new_subject_replaces_the_old() -> None:
    asked = [("Who designed the bridge?", "Karl Moser"), ("Who wrote Hamlet?", "Shakespeare")]
    assert understood("When was he born?", *asked) == "When was Shakespeare born?"


def test_a_turn_without_a_subject_is_passed_over() -> None:
    first = conversation(("why?", ""), ("who?", ""))
    assert standalone("When was that?", first) == "When was that?"
    asked = [FERRY, Turn("Why?", "Why?"), Turn("?", "?")]
    assert "Captain Ann Miller" in standalone("How old is she?", asked)


def test_the_subject_of_a_question_without_answer_is_carried_over() -> None:
    turns = conversation(("How old is Lukashenko?", ""))
    assert standalone("Where does he live?", turns) == "Where does Lukashenko live?"


def test_the_limit_is_the_library_s() -> None:
    assert LONGEST == MAX_QUESTION


def test_what_would_be_too_long_is_left_as_it_is() -> None:
    ample = f"Who saw the {'long ' * 395}bridge?"
    assert standalone("Where?", [Turn(ample, ample, "Tom Baker")]) == "Where?"


VOCABULARY = st.sampled_from(
    (
        "who what when where why how which whose he she it they his her its that this so there "
        "then and but about did was is said the a bridge mayor Tesla Norway 1950 blames rained in "
        "of for , ? . ; ’s don't WHO ¿ é İ 's else one exactly next true called"
    ).split()
)
QUESTION = st.one_of(st.text(max_size=80), st.lists(VOCABULARY, max_size=12).map(" ".join))
TURN = st.builds(Turn, QUESTION, QUESTION, QUESTION)


@given(QUESTION, st.lists(TURN, max_size=4))
def test_it_never_raises_nor_exceeds_the_limit(question: str, turns: list[Turn]) -> None:
    assert len(standalone(question, turns)) <= LONGEST
    assert standalone(question, []) == question


@given(QUESTION, st.integers(1, 300))
def test_nor_after_a_long_question(question: str, times: int) -> None:
    turn = Turn("", "the bridge over Norway blames Tesla " * times, "")
    assert len(standalone(question, [turn])) <= LONGEST
