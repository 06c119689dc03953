"""The words that answer stand out wherever an answer is shown."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from bot.chat.cards.answer import answer_card
from bot.chat.text.typeset import Run
from bot.language import phrases
from bot.render import answer_lines, source_lines, write
from bot.render.marked import marked_lines
from rag.model import Answer, Citation, IndexState, Paragraph

TEXT = "It began in May. The war has lasted 71 days so far. Nobody had expected that."
PARAGRAPH = Paragraph("war.txt", 2, 3, 0, len(TEXT), TEXT, id="p2")
START, END = TEXT.index("The war"), TEXT.index(" Nobody")
QUOTE = TEXT[START:END]
MARKED = Citation(
    1, "war.txt", 2, 3, "Day by day", QUOTE, START, END, paragraph_id="p2",
    answer_start=TEXT.index("71"), answer_end=TEXT.index(" so far"),
)  # fmt: skip


def answered(text: str, *citations: Citation) -> Answer:
    state = IndexState(1, 3, "2026-11-22T04:00:00Z")
    return Answer("How long?", "answered", text, 0.9, "extractive", citations, (), state)


def printed(lines: object, *, terminal: bool) -> str:
    out = io.StringIO()
    console = Console(
        file=out, force_terminal=terminal, width=100, color_system="standard" if terminal else None
    )
    write(console, lines)  # type: ignore[arg-type]
    return out.getvalue()


def test_the_pieces_are_the_text() -> None:
    text = f"{QUOTE} [1]\nSomething else [2] and more."
    lines = marked_lines(answered(text, MARKED))
    assert ["".join(piece.text for piece in line) for line in lines] == text.splitlines()
    assert [(piece.text, piece.kind) for piece in lines[0]] == [
        ("The war has lasted ", "prose"),
        ("71 days", "answer"),
        (" so far. ", "prose"),
        ("[1]", "marker"),
    ]
    assert {piece.kind for piece in lines[1]} == {"prose"}


def test_prose_that_is_not_the_quote_is_not_marked() -> None:
    (line,) = marked_lines(answered("It has lasted 71 days. [1]", MARKED))
    assert [piece.kind for piece in line] == ["prose", "marker"]


def test_one_quote_for_two_markers() -> None:
    second = Citation(2, "b.txt", 1, 1, "", "71 days!", 0, 8)
    (line,) = marked_lines(answered(f"{QUOTE} [1][2]", MARKED, second))
    assert [piece.kind for piece in line] == ["prose", "answer", "prose", "marker", "marker"]


def test_a_terminal_shows_it_bold_and_a_pipe_between_stars() -> None:
    answer = answered(f"{QUOTE} [1]", MARKED)
    assert "lasted \x1b[1;32m71 days\x1b[0m so far" in printed(answer_lines(answer), terminal=True)
    piped = printed(answer_lines(answer), terminal=False)
    assert "The war has lasted **71 days** so far. [1]" in piped
    assert f"“{QUOTE}”" in piped  # word for word, to copy


def test_the_cited_paragraph_shows_it_too() -> None:
    shown = printed(source_lines(MARKED, PARAGRAPH), terminal=True)
    assert "\x1b[7mThe war has lasted \x1b[0m\x1b[1;7m71 days\x1b[0m\x1b[7m so far.\x1b[0m" in shown


@pytest.mark.parametrize("marked", [True, False])
def test_the_card_shows_it_bold(marked: bool) -> None:
    citation = MARKED if marked else Citation(1, "war.txt", 2, 3, "", QUOTE, START, END)
    card = answer_card(answered(f"{QUOTE} [1]", citation), phrases("en"))
    assert (Run("71 days", "bold") in card.lines[0].runs) is marked
