"""Nothing that is shown works elsewhere than on the eye."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.prose.shown import LONGEST_STATEMENT, cleaned


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("It is so.", "It is so."),
        ("See [the site](http://evil.example/x?q=1) now.", "See the site now."),
        ("![pixel](https://evil.example/p.png) Yes.", "pixel Yes."),
        ("Go to https://evil.example/a.b.", "Go to"),
        ("Go to www.evil.example now", "Go to now"),
        ("<b>Bold</b><script src=x> text", "Bold text"),
        ("Forged [7] and [^3] and 【2】 end [1, 2].", "Forged and and end."),
        ("a\x1b[31mred\x07\u202ekcab\u200b", "a[31mredkcab"),
        ("two\nlines\u2028three", "two lines three"),
        ("htt[1]p://evil.example", ""),
        ("1http://evil.example now", "1 now"),
        ("so :// it is", "so it is"),
        ("half [a link](h", "half [a link] (h"),
        ("[[1]7]", ""),
        ("[[[[1]1]1]1] so", "so"),
        ("join discord.gg/abc today", "join today"),
        ("5 < 6 and 7 > 4 [sic]", "5 < 6 and 7 > 4 [sic]"),
        ("x" * 5000, "x" * (LONGEST_STATEMENT - 1) + "…"),
        ("", ""),
    ],
)
def test_cleaned(text: str, shown: str) -> None:
    assert cleaned(text) == shown


def test_addresses_of_the_passages_stay() -> None:
    passages = ["It is at https://a.example/b, they say."]
    assert cleaned("See https://a.example/b.", passages) == "See https://a.example/b."
    assert cleaned("See https://a.example/bc.", passages) == "See"
    assert cleaned("See https://a.example.", passages) == "See"


@given(st.text(alphabet="a1 [](){}<>!^:/.htps\u200b\x00【】é", max_size=60))
def test_whatever_it_is(text: str) -> None:
    shown = cleaned(text)
    assert cleaned(shown) == shown
    assert not re.search(r"[\[【]\s*\^?\s*\d+\s*[\]】]|://|\]\(h", shown)
    assert shown.isprintable()
