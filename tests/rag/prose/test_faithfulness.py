"""How much of an answer stands in its quotes."""

from __future__ import annotations

import pytest

from rag.model import NOT_FOUND, Answer, Citation, IndexState
from rag.prose.faithfulness import faithfulness

QUOTES = ("The ferry has been out of service since 12 May.", "Captain Ann Miller blames a rudder.")


def answer(text: str) -> Answer:
    citations = tuple(
        Citation(marker, "a.txt", marker, 1, "", quote, 0, len(quote))
        for marker, quote in enumerate(QUOTES, start=1)
    )
    status = "not_found" if text == NOT_FOUND else "answered"
    return Answer("?", status, text, 0.9, "x", citations, (), IndexState(1, 2, ""))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "share"),
    [
        (f"{QUOTES[0]} [1]\n{QUOTES[1]} [2]", 1.0),
        ("The ferry is out of service since 12 May [1]. Ann Miller blames a rudder [2].", 1.0),
        ("The ferry is out of service since 13 May [1]. Ann Miller blames a rudder [2].", 0.5),
        ("Ann Miller blames a rudder [1].", 0.0),
        ("Ann Miller blames the ferry's rudder [1][2].", 1.0),
        ("Ann Baker blames a rudder [2].", 0.0),
        ("The ferry is out of service because the harbour froze over [1].", 0.0),
        ("The ferry is out of service.", 0.0),
        ("The ferry is out of service [7].", 0.0),
        ("The sources differ:\nCaptain Miller blames a rudder [2]", 1.0),
        (NOT_FOUND, None),
        ("", None),
    ],
)
def test_faithfulness(text: str, share: float | None) -> None:
    assert faithfulness(answer(text)) == share
