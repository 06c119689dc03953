"""Misspelt words are read as the articles have them, and the answer says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag import Library

BUILDING = """The cathedral of Köpenick

Architect Zbigniew Olszewski restored the cathedral of Köpenick in 1871 after the conflagration.

The Olszewskis were millers before. Nobody knows who founded the cathedral.
"""


@pytest.fixture
def cathedral(library: Library, articles: Path) -> Library:
    (articles / "cathedral.txt").write_text(BUILDING, encoding="utf-8")
    library.sync()
    return library


@pytest.mark.parametrize(
    ("question", "understood"),
    [
        ("Who restored the cathedrall?", "Who restored the cathedral?"),
        ("Who restored the cathdral?", "Who restored the cathedral?"),
        ("Who restored the cathedarl?", "Who restored the cathedral?"),
        ("When did Olszevski work?", "When did Olszewski work?"),
        ("when did olszevski work?", "when did Olszewski work?"),
        ("What did the conflaggratoin destroy?", "What did the conflagration destroy?"),
    ],
)
def test_a_slip_is_made_good(cathedral: Library, question: str, understood: str) -> None:
    answer = cathedral.ask(question)
    assert (answer.question, answer.understood) == (question, understood)


@pytest.mark.parametrize(
    "question",
    [
        "Who restored the cathedral?",
        "Who restored the cathedrals?",  # another ending is no slip
        "Who restored the cathedral of Kopenick?",  # nor is an accent left out
        "Was it in 1872 or 1781?",  # a number is what it is
        "Who will master the ferries?",  # words of the language, though the articles lack them
        "Is there a conflaggraatoin?",  # three slips are another word
        "Was konflagration there?",  # and so is another first letter
        "Who knew a Milllers then?",  # a name is not mended into what is none
        "Wievviel kostett das cathedrall?",  # mostly strange: another language
    ],
)
def test_what_is_no_slip_stays(cathedral: Library, question: str) -> None:
    assert cathedral.ask(question).understood == ""


def test_a_misspelt_question_is_answered(cathedral: Library) -> None:
    (citation,) = cathedral.ask("Who restored the cathdral of Kopenick?").citations
    assert citation.answer.endswith("Zbigniew Olszewski")


def test_passages_are_found_for_a_misspelt_word(cathedral: Library) -> None:
    places = [
        [(p.paragraph.file, p.paragraph.number) for p in cathedral.search(question, 2)]
        for question in ("olszewski", "olszevski")
    ]
    assert places[0] == places[1]


def test_what_is_left_out_spells_nothing(cathedral: Library) -> None:
    answer = cathedral.ask("Who restored the cathdral?", without=frozenset({"cathedral.txt"}))
    assert answer.understood == ""


def test_accents_are_not_needed_to_find_a_word(library: Library, articles: Path) -> None:
    (articles / "names.txt").write_text("List\n\nİstiklal, Pétionville\n", encoding="utf-8")
    library.sync()
    for word in ("istiklal", "Petionville", "PÉTIONVILLE"):
        assert library.search(word, 1)[0].paragraph.file == "names.txt"
