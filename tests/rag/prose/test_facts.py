"""Numbers, names, negations and opposites: what a statement may not add to its quotes."""

from __future__ import annotations

import pytest

from rag.prose.names import Known, missing_names
from rag.prose.negation import denies
from rag.prose.numbers import missing_numbers
from rag.prose.opposites import opposite_words
from rag.prose.support import share_covered


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("7,000 men", "7000 men"),
        ("7.000 men", "7 000 men"),
        ("7 000", "7\u00a0000"),
        ("30 million", "30,000,000"),
        ("2.5 million", "2,500,000"),
        ("2,5 million", "2.5 million"),
        ("1,234.5", "1.234,5"),
        ("in 1918", "1914–18"),
        ("the third", "the 3rd"),
        ("21 ships", "twenty-one ships"),
        ("205 ships", "two hundred and five ships"),
        ("a dozen", "12"),
        ("three dozen", "36"),
        ("12 May 1990", "May 12, 1990"),
        ("12 May 1990", "1990-05-12"),
        ("5 percent", "5%"),
        ("the 1990s", "the 1990s"),
        ("one of them", "them"),
        ("He may march", "He left"),
        ("1, 2 and 3", "1,2,3"),
        ("minus −5", "at −5 degrees"),
    ],
)
def test_numbers_that_are_there(statement: str, quote: str) -> None:
    assert missing_numbers(statement, quote) == []


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("71 days", "171 days"),
        ("71 days", "71,000 days"),
        ("71 days", "72 days"),
        ("30 euros", "30 million euros"),
        ("30 million", "30"),
        ("in 1990", "the 1990s"),
        ("in the 1990s", "in 1994"),
        ("in June 1990", "in July 1990"),
        ("in May", "he may go"),
        ("two men", "men"),
        ("the second", "the first"),
        ("3.5", "35"),
        ("Paris,1990", "Paris"),
        ("−5", "5"),
        ("9" * 5000, "8"),
    ],
)
def test_numbers_that_are_not(statement: str, quote: str) -> None:
    assert missing_numbers(statement, quote) != []


KNOWN = Known(
    ["Nikola Tesla moved to Budapest, in Austria. The U.S. war in Zürich, the president said."],
    "who hired edison in the uk?",
)


@pytest.mark.parametrize(
    "statement",
    [
        "Tesla moved.",
        "The Austrians and the Austrian emperor fought.",
        "The US war.",
        "He met Edison in the UK.",
        "Zurich was at war.",
        "The President said so.",
        "However, officials said so.",
        "War broke out.",
        "Tesla's move.",
    ],
)
def test_names_that_are_known(statement: str) -> None:
    assert missing_names(statement, KNOWN) == []


@pytest.mark.parametrize(
    ("statement", "names"),
    [
        ("He met Puskas.", ["Puskas"]),
        ("Puskas met him.", ["Puskas"]),
        ("Tivadar Puskas met him.", ["Tivadar", "Puskas"]),
        ("He moved to Australia.", ["Australia"]),
        ("The EU war.", ["EU"]),
        ("Tesla (Paris)", ["Paris"]),
    ],
)
def test_names_that_are_not(statement: str, names: list[str]) -> None:
    assert missing_names(statement, KNOWN) == names


@pytest.mark.parametrize(
    ("statement", "quote", "denied"),
    [
        ("He went to Paris.", "He did not go to Paris but stayed in Rome.", True),
        ("He stayed in Rome.", "He did not go to Paris but stayed in Rome.", False),
        ("It was not open.", "It was open.", True),
        ("It was not open.", "It wasn't open.", False),
        ("It opened without delay.", "It opened without delay.", False),
        ("He denied the charge.", "He admitted the charge.", True),
        ("It was open to all.", "It was not only open to all, but free.", False),
        ("Nobody came.", "People came.", True),
        ("He paid 5 euros.", "He paid no less than 5 euros.", False),
    ],
)
def test_negation(statement: str, quote: str, denied: bool) -> None:
    assert denies(statement, quote) is denied


@pytest.mark.parametrize("quote", ["İzmir grew quickly.", "Izmir grew quickly."])
def test_a_name_is_covered_however_its_capital_is_written(quote: str) -> None:
    assert share_covered("İzmir grew.", quote) == 1.0


def test_opposites() -> None:
    assert opposite_words("Prices rose in May.", "Prices fell in May.") == [("rose", "fell")]
    assert opposite_words("Prices rose, then fell.", "Prices fell in May.") == []
    assert opposite_words("Prices rose.", "Prices went up.") == []
