"""Sentences end where a reader would say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.sentences import sentences


@pytest.mark.parametrize(
    "parts",
    [
        ["He came.", "She left!", "Why?", "Nobody knows…"],
        ["Mr. Lukashenko met Dr. J. R. Miller in the U.S. on Friday.", "They spoke."],
        ["It cost 3.5 million.", "That is 2.1 p.c. more."],
        ["He said: “We do not accept war.", "We never did.”", "Then he left."],
        ["It opened at 9 a.m.", "Visitors came."],
        ["The firm, Baker Inc., was sold.", "It was old."],
        ["Fish live there, e.g. Cod, i.e. Gadus, see Fig. 3 and No. 7 there.", "They swim."],
        ["The war began in 2022.[12]", "It went on."],
        ["wait … and see"],
        ["彼は来た。", "彼女は去った。"],
        ["No full stop at all"],
    ],
)
def test_parts(parts: list[str]) -> None:
    glue = "" if parts[0].endswith("。") else " "
    assert [sentence.text for sentence in sentences(glue.join(parts))] == parts


@given(st.text(alphabet=st.sampled_from("aB1 .!?”“。\n"), max_size=80))
def test_sentences_cover_the_text_in_order(text: str) -> None:
    found = sentences(text)
    assert all(text[each.start : each.end] == each.text for each in found)
    assert "".join("".join(each.text for each in found).split()) == "".join(text.split())
