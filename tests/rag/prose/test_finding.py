"""Words are found word for word, and nowhere else."""

from __future__ import annotations

import pytest

from rag.prose.finding import places

TEXT = (
    "The “war” has – now – lasted 171 days, or 71\u00a0days… It’s re\u00adported at 71,000 of "
    "ﬁre. Cafe\u0301 Zola paid 3.5 million. The war is over."
)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("71 days", ["71\u00a0days"]),
        ("71  \n days", ["71\u00a0days"]),
        ('The "war" has - now', ["The “war” has – now"]),
        ("The 'war' has — now", ["The “war” has – now"]),
        ("71 days... It's reported", ["71\u00a0days… It’s re\u00adported"]),
        ("\u200bCafé Zola.", ["Cafe\u0301 Zola"]),
        ("fire", ["ﬁre"]),
        ("“The war is over!”", ["The war is over"]),
        ("has … lasted 171 days", ["has – now – lasted 171 days"]),
        ("war [...] is over", ["war” has – now – lasted 171 days, or 71\u00a0days… It’s re\u00ad"
                               "ported at 71,000 of ﬁre. Cafe\u0301 Zola paid 3.5 million. The "
                               "war is over"]),
        ("war", ["war", "war"]),
        ("71", ["71"]),
    ],
)  # fmt: skip
def test_found(words: str, found: list[str]) -> None:
    assert [TEXT[start:end] for start, end in places(words, TEXT)] == found


@pytest.mark.parametrize(
    "words",
    [
        "the war is over",  # case
        "1 days",
        "71 day",
        "000 of",
        "3.5 mill",
        "5 million",
        "lasted 72 days",
        "The war has now",
        "over … The",  # order
        "is over … Zola",
        "has … 72 days",
        "",
        "…",
        '."',
        "x" * 5000,
    ],
)
def test_not_found(words: str) -> None:
    assert places(words, TEXT) == []


def test_of_pieces_far_apart_the_longest_is_found() -> None:
    text = f"The king left. {'He wandered for many years. ' * 30}He came back in the spring."
    (place,) = places("king left … He came back in the spring", text)
    assert text[slice(*place)] == "He came back in the spring"


def test_an_empty_text() -> None:
    assert places("a", "") == []
