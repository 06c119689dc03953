"""Misspelt words are read as the articles have them, and the answer says so."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Literal

import pytest

from rag import Library

Form = Literal["NFC", "NFD"]
FORMS: tuple[Form, ...] = ("NFC", "NFD")
BUILDING = """The cathedral of Köpenick

Architect Zbigniew Olszewski restored the cathedral of Köpenick in 1871 after the conflagration.

THE CONFLAGRATION destroyed nothing else, the Olszewskis were millers before.

Pilgrims. Many pilgrims walk there.

Nobody trains mistral8x7b there.
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
        ("WHO RESTORED THE CATHDRAL?", "WHO RESTORED THE CATHEDRAL?"),
        ("Cathdral restored when?", "Cathedral restored when?"),
        ("When did Olszevski restore it?", "When did Olszewski restore it?"),
        ("when did olszevski restore it?", "when did Olszewski restore it?"),
        ("What did the conflaggratoin destroy?", "What did the conflagration destroy?"),
        ("Where do pilgriims walk?", "Where do pilgrims walk?"),
        ("Was the Kopenik cathedral restored?", "Was the Köpenick cathedral restored?"),
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
        "Was konflagration destroyed?",  # and so is another first letter
        "Which Milllers were Olszewskis?",  # a name is not mended into what is none
        "Wievviel kostett das restored cathedrall?",  # mostly strange: another language
        'Who restored the "cathdral"?',  # so it is to be
        "Who trains mixtral8x7b there?",  # no word of letters alone
        "Who restored cathdral.org and https://cathdral.com/cathdral?",  # addresses
        "Where was Betty Olszevska born?",  # of whom the articles tell nothing of the kind
        "What is a cathdral?",  # nothing else says that this is meant
    ],
)
def test_what_may_be_right_stays(cathedral: Library, question: str) -> None:
    assert cathedral.ask(question).understood == ""


def test_a_misspelt_question_is_answered(cathedral: Library) -> None:
    (citation,) = cathedral.ask("Who restored the cathdral of Kopenick?").citations
    assert citation.answer.endswith("Zbigniew Olszewski")


def test_passages_are_found_for_a_misspelt_word(cathedral: Library) -> None:
    places = [
        [(p.paragraph.file, p.paragraph.number) for p in cathedral.search(question, 2)]
        for question in ("restored by Olszewski", "restored by Olszevski")
    ]
    assert places[0] == places[1]


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("What is a cathdral?", "What is a cathedral?"),
        ("Where was Betty Olszevska born?", "Where was Betty Olszewski born?"),
        ("What is the population of Belarus?", ""),
        ("Is there a conflaggraatoin?", ""),
    ],
)
def test_without_an_answer_it_says_what_may_be_meant(
    cathedral: Library, question: str, meant: str
) -> None:
    answer = cathedral.ask(question)
    assert (answer.status, answer.understood, answer.meant) == ("not_found", "", meant)


def test_with_an_answer_nothing_else_is_meant(cathedral: Library) -> None:
    assert cathedral.ask("Who restored the cathedral and what is a cathdral?").meant == ""


def test_what_is_left_out_spells_nothing(cathedral: Library) -> None:
    answer = cathedral.ask("Who restored the cathdral?", without=frozenset({"cathedral.txt"}))
    assert answer.understood == ""


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("typed", ["İstiklal", "istiklal", "Pétionville", "PETIONVILLE"])
def test_accents_are_not_needed_to_find_a_word(
    library: Library, articles: Path, form: Form, typed: str
) -> None:
    names = unicodedata.normalize(form, "List\n\nİstiklal, Pétionville\n")
    (articles / "names.txt").write_text(names, encoding="utf-8")
    library.sync()
    for each in FORMS:
        found = library.search(unicodedata.normalize(each, typed), 1)
        assert found[0].paragraph.file == "names.txt"
