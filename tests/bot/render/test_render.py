"""Values as lines."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import replace

import pytest
from rich.console import Console
from rich.text import Text
from scripted import ScriptedLibrary, answer_to, report

from bot.render import (
    Line,
    answer_lines,
    clean,
    confidence_word,
    count,
    excerpt_lines,
    lines_of,
    moment,
    passage_lines,
    place,
    report_lines,
    source_lines,
    status_lines,
    write,
)
from rag.model import Citation, Excerpt, Paragraph, Passage

NASTY = "\x1b]0;owned\x07 \x9b31m [red]x[/red] :smile: \u202egnp.exe \ud800 a\r\nb"


def printed(lines: Iterable[Line], terminal: bool = False, width: int = 40) -> str:
    console = Console(file=io.StringIO(), force_terminal=terminal, width=width, color_system=None)
    write(console, lines)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_clean_text_is_one_line_that_drives_no_terminal() -> None:
    assert clean(NASTY) == "]0;owned 31m [red]x[/red] :smile: gnp.exe \ufffd a  b"


@pytest.mark.parametrize("text", ["“naïve” – 71 days", "עברית", "👩‍👩‍👧 e\u0301", ""])
def test_clean_keeps_what_is_harmless(text: str) -> None:
    assert clean(text) == text


def test_what_may_be_meant_is_asked_where_no_answer_is_found() -> None:
    answer = replace(answer_to("Wo?"), meant="Who?")
    assert "did you mean: Who?" in printed(answer_lines(replace(answer, status="not_found")))


@pytest.mark.parametrize("terminal", [True, False])
def test_nothing_that_an_article_says_is_obeyed(terminal: bool) -> None:
    paragraph = Paragraph(NASTY, 1, 1, 0, len(NASTY), NASTY, title=NASTY)
    citation = Citation(1, NASTY, 1, 1, NASTY, NASTY, 0, len(NASTY))
    answer = replace(answer_to("How"), text=NASTY, citations=(citation,), engine=NASTY)
    lines = [
        *answer_lines(answer),
        *answer_lines(
            replace(answer, status="not_found", passages=(Passage(paragraph, 1.0),), meant=NASTY)
        ),
        *passage_lines([Passage(paragraph, 1.0)]),
        *source_lines(citation, paragraph),
        *excerpt_lines(Excerpt(paragraph, (paragraph,))),
        *report_lines(report(added=(NASTY,), notice=NASTY)),
        *status_lines(replace(ScriptedLibrary().status(), new=(NASTY,), embedding=NASTY)),
    ]
    shown = printed(lines, terminal, width=1000)
    shown = shown.replace("\x1b[0m", "").replace("\x1b[1m", "").replace("\x1b[2m", "")
    shown = shown.replace("\x1b[1;7m", "")
    assert not set(shown) & {"\x1b", "\x07", "\x9b", "\r", "\u202e", "\ud800"}
    assert "[red]x[/red] :smile:" in shown


def test_a_terminal_gets_wrapped_lines_with_a_hanging_indent() -> None:
    text = Text("¶1  " + "word " * 12)
    assert printed([Line(text, indent=2, hang=4)], terminal=True).splitlines() == [
        "  ¶1  word word word word word word",
        "      word word word word word word",
    ]


def test_a_pipe_gets_each_line_whole() -> None:
    assert printed([Line(Text("word " * 30), indent=2)]) == "  " + "word " * 30 + "\n"


def test_a_very_narrow_terminal_still_gets_every_word() -> None:
    shown = printed([Line(Text("one two three"), indent=4)], terminal=True, width=5)
    assert shown.split() == ["one", "two", "three"]


def test_lines_of_a_text_stay_lines() -> None:
    assert printed(lines_of("a\n\nb")) == "a\n\nb\n"


def test_an_answer_says_that_a_cited_file_has_changed() -> None:
    answer = answer_to("How long")
    assert "has changed" not in printed(answer_lines(answer))
    stale = replace(answer, index=replace(answer.index, changed=("news/war.txt",)))
    assert "news/war.txt has changed since it was indexed" in printed(answer_lines(stale))


def test_only_markers_that_are_citations_stand_out() -> None:
    answer = replace(answer_to("How long"), text="In [2022] it was 71 days [1].")
    first = next(iter(answer_lines(answer))).text
    assert [first.plain[span.start : span.end] for span in first.spans] == ["[1]"]


def test_no_more_than_three_passages_are_offered_instead_of_an_answer() -> None:
    passages = tuple(
        Passage(Paragraph("a.txt", number, number, 0, 1, "word " * 200), 0.5)
        for number in range(1, 11)
    )
    shown = printed(answer_lines(replace(answer_to("Who"), passages=passages)), width=100)
    assert "¶3" in shown
    assert "¶4" not in shown
    assert all(len(line) < 260 for line in shown.splitlines())
    assert len(printed(passage_lines(passages)).splitlines()) == 20


def test_nothing_found_at_all_is_one_sentence() -> None:
    answer = replace(answer_to("Who"), passages=())
    assert printed(answer_lines(answer)) == "The articles do not answer this.\n"


def test_a_source_that_left_the_index_is_said_to_have() -> None:
    citation = answer_to("How long").citations[0]
    assert "no longer in the index" in printed(source_lines(citation, None))


def test_an_excerpt_of_a_changed_file_says_so() -> None:
    excerpt = replace(ScriptedLibrary().show("a", 2), changed=True)
    assert "changed since it was indexed" in printed(excerpt_lines(excerpt))


def test_a_report_without_changes_says_that_nothing_changed() -> None:
    assert printed(report_lines(report())) == (
        "2 articles, 39 paragraphs (nothing changed) in 0.2 s\n"
    )


def test_words() -> None:
    assert [confidence_word(p) for p in (1, 0.7, 0.69, 0.4, 0.39, 0)] == [
        "high", "high", "medium", "medium", "low", "low",
    ]  # fmt: skip
    assert [count(n, "article") for n in (0, 1, 1204)] == [
        "0 articles", "1 article", "1,204 articles",
    ]  # fmt: skip
    assert place("a\nb.txt", 5, 9) == "a b.txt ¶5, line 9"
    assert moment("2026-11-22T04:00:00Z") == "2026-11-22 04:00 UTC"
    assert moment("2026-11-22T05:30:00+01:30") == "2026-11-22 04:00 UTC"
    assert moment("") == "never"
