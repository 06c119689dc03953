"""The prompt and the key are known again, however they are dressed up."""

from __future__ import annotations

import pytest

from rag.asking.confidential import Confidential
from rag.prose.prompts import answering, planning

RULES = [planning([], "").system, answering("", [], structured=True).system]
KNOWN = Confidential(RULES, ["sk-0123456789", ""])


@pytest.mark.parametrize(
    "text",
    [
        "My rules: You answer a question from numbered passages of articles.",
        "*You* ANSWER a-question, from [1] numbered passages of articles".replace("[1] ", ""),
        "Y\u200bou answer a question from numbered pass\u00adages of articles",
        "Ｙｏｕ answer a question from numbered passages",
        "The key is sk-0123456789!",
        "You prepare a search in a collection of articles.",
    ],
)
def test_it_is_known(text: str) -> None:
    assert KNOWN.told_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The war has lasted 71 days.",
        "You answer a question from numbered sheets of paper.",
        "A question from numbered passages of books was put to the mayor.",
        "sk-01234",
    ],
)
def test_what_is_no_secret(text: str) -> None:
    assert not KNOWN.told_in(text)
