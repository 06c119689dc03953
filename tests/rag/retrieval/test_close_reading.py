"""How much is read, and in which order the passages come back."""

from __future__ import annotations

from dataclasses import replace

from readings import ScriptedReader, paragraph

from rag.model import Passage
from rag.retrieval.close_reading import CloseReader, Effort

EFFORT = Effort(first=2, most=5, convinced=3.0)
PASSAGES = [Passage(paragraph(f"Text {n}.", number=n), score=0.5 - n / 100) for n in range(1, 8)]


def read(answers: dict[str, float], passages: list[Passage] = PASSAGES) -> tuple[list[str], int]:
    reader = ScriptedReader(answers)
    reads = CloseReader(reader, EFFORT).read("Which?", passages)
    return [each.passage.paragraph.text for each in reads], len(reader.read_texts)


def test_the_passage_that_answers_comes_first() -> None:
    assert read({"Text 2": 4.0})[0] == ["Text 2.", "Text 1."]


def test_reading_stops_when_a_passage_convinces() -> None:
    assert read({"Text 1": 4.0})[1] == 2


def test_reading_goes_on_while_none_does() -> None:
    assert read({"Text 1": 2.0})[1] == 5
    assert read({"Text 5": 4.0})[0][0] == "Text 5."


def test_headings_are_not_read() -> None:
    heading = replace(PASSAGES[0], paragraph=replace(PASSAGES[0].paragraph, kind="heading"))
    texts, _ = read({"Text 2": 4.0}, [heading, *PASSAGES[1:]])
    assert texts == ["Text 2.", "Text 3."]


def test_scores_are_chances_in_order() -> None:
    reads = CloseReader(ScriptedReader({"Text 2": 4.0}), EFFORT).read("Which?", PASSAGES)
    scores = [each.passage.score for each in reads]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert [each.fused for each in reads] == [0.48, 0.49]


def test_nothing_to_read() -> None:
    assert read({}, []) == ([], 0)
