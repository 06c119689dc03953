"""By which of its words a question leans on what was said before."""

from __future__ import annotations

import pytest

from rag.conversation.dependence import leaning


@pytest.mark.parametrize(
    ("question", "kind", "words"),
    [
        ("How old is he?", "pronoun", "he"),
        ("Which city did he leave?", "pronoun", "he"),
        ("Who blames it?", "pronoun", "it"),
        ("What is the name of his wife?", "pronoun", "his"),
        ("What does the yard say about it?", "pronoun", "it"),
        ("What was the first ship she commanded?", "pronoun", "she"),
        ("How did his sister come to Paris?", "pronoun", "his"),
        ("Who was its captain?", "pronoun", "its"),
        ("What caused their deaths?", "pronoun", "their"),
        ("Is it true?", "event", "it"),
        ("Who said that?", "event", "that"),
        ("Did he say why?", "pronoun", "he"),
        ("What happened after that?", "event", "that"),
        ("Why is this important?", "event", "this"),
        ("Does anyone else think so?", "event", "so"),
        ("How many people live there?", "event", "there"),
        ("Who was king then?", "event", "then"),
        ("Which one is older?", "event", "one"),
        ("So why was that?", "ellipsis", "why"),
        ("since when exactly?", "ellipsis", "since when exactly"),
        ("Who was killed?", "ellipsis", "Who was killed"),
        ("Really?", "ellipsis", "Really"),
        ("Anything new, or who else?", None, ""),
        ("Who else died?", "else", "Who else died"),
        ("But what about the yard in Holm?", "parallel", "the yard in Holm"),
        ("or Minsk?", "parallel", "Minsk"),
    ],
)
def test_leaning(question: str, kind: str | None, words: str) -> None:
    leans = leaning(question)
    assert (leans.kind if leans else None) == kind
    assert leans is None or question[leans.start : leans.end] == words


@pytest.mark.parametrize(
    "question",
    [
        "",
        "?!",
        "And?",
        "Where did Tesla live when he wrote that the earth hums?",  # its own antecedent
        "Before it closed, who ran the ferry?",  # one that follows
        "Which country has a star on its flag?",
        "Who lost his ear?",
        "How often does it rain there in Norway?",  # weather
        "How likely is it that the ship sank?",
        "What day was it when Kennedy was shot?",
        "What was decided on that day?",  # a noun of its own
        "How warm was this summer?",
        "Did the mayor say that crime fell?",  # a conjunction
        "How many moons are there?",
        "And who wrote Hamlet?",
        "What do they drink in Bavaria?",
        "What about the yard makes the mayor, who is old, so angry?",
    ],
)
def test_standing_alone(question: str) -> None:
    assert leaning(question) is None
