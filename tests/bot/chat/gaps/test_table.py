"""The table is what spreadsheets read, and nothing in it is a formula."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.gaps.likeness import Topic
from bot.chat.gaps.table import HEADINGS, table
from bot.store import Gap

LAST = datetime(2026, 5, 1, 12, tzinfo=UTC)


def topic(*questions: str, comments: tuple[str, ...] = ()) -> Topic:
    return Topic(tuple(Gap(question, 1, 2, comments, LAST) for question in questions))


def rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_every_question_is_a_row() -> None:
    data, left_out = table([topic("Who?", "When, “then”?", comments=('He said "no"', "b"))])
    assert data.startswith(b"\xef\xbb\xbftopic,question,")
    assert data.count(b"\r\n") == 3
    assert b'"When, \xe2\x80\x9cthen\xe2\x80\x9d?"' in data
    assert b'"He said ""no"" | b"' in data
    assert rows(data) == [
        list(HEADINGS),
        ["1", "Who?", "1", "2", "2026-05-01T12:00:00Z", 'He said "no" | b'],
        ["1", "When, “then”?", "1", "2", "2026-05-01T12:00:00Z", 'He said "no" | b'],
    ]
    assert left_out == 0


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\u200b=1", "\n@x", "＝1", "=HYPERLINK(“x”)"],
)
def test_nothing_is_a_formula(text: str) -> None:
    _, (_, question, *_, comments) = rows(table([topic(text, comments=(text,))])[0])
    assert question.startswith("'")
    assert comments.startswith("'")


@given(st.text(max_size=50))
def test_one_line_whatever_was_asked(text: str) -> None:
    data, _ = table([topic(text, comments=(text,))])
    assert data.count(b"\n") == 2
    assert rows(data)[1][1].lstrip()[:1] not in set("=+-@")


def test_a_table_has_an_end() -> None:
    many = [topic(f"Who was number {number}?") for number in range(100)]
    whole, _ = table(many)
    data, left_out = table(many, largest=len(whole) // 2)
    assert len(data) <= len(whole) // 2
    assert len(rows(data)) - 1 + left_out == 100
    assert rows(data) == rows(whole)[: len(rows(data))]
