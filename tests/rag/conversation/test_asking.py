"""A conversation with a real library: what is put in finds the answer."""

from __future__ import annotations

from pathlib import Path

from rag import Library
from rag.conversation import Turn, standalone


def answers(library: Library, *questions: str) -> list[str]:
    """The words that answer each question, asked one after the other."""
    turns: list[Turn] = []
    for question in questions:
        understood = standalone(question, turns)
        citations = library.ask(understood).citations
        turns.append(Turn(question, understood, citations[0].answer if citations else ""))
    return [turn.answer for turn in turns]


def test_a_pronoun_finds_its_person_among_several(library: Library, articles: Path) -> None:
    (articles / "people.txt").write_text(
        "People of the bay\n\n"
        "Tom Baker, the mayor, was born in Holm in 1958.\n\n"
        "Ann Miller, the captain, was born in Velden in 1971.\n\n"
        "Peter Lund, who owns the yard, was born in Olten in 1966.\n",
        encoding="utf-8",
    )
    library.sync()
    blamed, born = answers(library, "Who blames the rudder?", "When was she born?")
    assert "Ann Miller" in blamed
    assert "1971" in born


def test_the_subject_of_a_short_question_is_found(library: Library) -> None:
    opened, duration = answers(
        library, "When did the bridge over the river open?", "After how long?"
    )
    assert "Friday" in opened
    assert "nine years" in duration
