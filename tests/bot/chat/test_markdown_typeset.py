"""Hostile text reads as it was written, acts as nothing, and is never lost or too long."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.chat.text.card import shortened
from bot.chat.text.limits import size
from bot.chat.text.markdown import inert, plain
from bot.chat.text.typeset import Line, Run, pages

signs = st.sampled_from(list("\\*_~|`#<>[]()@{}:-+.1 \n\u200b\u202e😀ab"))
hostile = st.text(alphabet=st.one_of(signs, st.characters()), max_size=300)
runs = st.builds(Run, hostile, st.sampled_from(["plain", "bold", "italic"]))
lines = st.builds(Line, st.lists(runs, max_size=4).map(tuple), st.booleans())


@given(hostile)
def test_it_reads_as_written(text: str) -> None:
    assert re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", inert(text)) == plain(text)


@given(hostile)
def test_no_sign_acts(text: str) -> None:
    live = re.sub(r"\\.", "x", inert(text))
    assert not re.search(r"[*_~|`#<>\[\]@]|:\S|^\s*[-+]|^\s*\d+\.(\s|$)", live)


@given(st.lists(lines, max_size=8), st.integers(60, 400))
def test_pages_lose_nothing_and_fit(written: list[Line], limit: int) -> None:
    made = pages(written, limit)
    assert all(size(page) <= limit for page in made)
    assert _letters("".join(map(_read, made))) == _letters(
        "".join(plain(run.text) for line in written for run in line.runs)
    )


@given(hostile, st.integers(10, 100))
def test_shortened_text_fits(text: str, limit: int) -> None:
    assert size(shortened(text, limit)) <= limit


def _read(page: str) -> str:
    """What a reader sees of a page: quote bars and style marks gone, escapes undone."""
    shown = "".join(line.removeprefix("> ") for line in page.split("\n"))
    return re.sub(r"\\(.)|\*", lambda match: match[1] or "", shown)


def _letters(text: str) -> str:
    return re.sub(r"\s", "", text)
