"""What a conversation prints and remembers."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from scripted import TEXTS, ScriptedLibrary

from bot.repl.commands import parse
from bot.repl.session import Session
from rag.conversation import Turn
from rag.errors import UsageError
from rag.model import Answer


class Talk:
    """A session whose output can be read line by line."""

    def __init__(self, terminal: bool = False, library: Any = None) -> None:
        self.file = io.StringIO()
        self.library: Any = library or ScriptedLibrary()
        console = Console(file=self.file, force_terminal=terminal, width=100)
        self._session = Session(lambda: self.library, Path("seeds"), console)

    def __call__(self, text: str) -> str:
        line: Any = parse(text)
        before = len(self.file.getvalue())
        self._session.tell(self._session.reply(line))
        return self.file.getvalue()[before:]

    def abandon(self, text: str) -> None:
        """Asks, and hears nothing of the reply."""
        line: Any = parse(text)
        self._session.reply(line)


class MarkingLibrary(ScriptedLibrary):
    """Marks the words that answer."""

    def ask(self, question: str, *, turns: Sequence[Turn] = (), **_: Any) -> Answer:
        answer = super().ask(question, turns=turns)
        marked = (replace(c, answer_start=c.start, answer_end=c.end) for c in answer.citations)
        return replace(answer, citations=tuple(marked))


def test_an_answer_has_its_footnotes() -> None:
    said = Talk()("How long?")
    assert "“71 days” [1]" in said
    assert "[1] news/war.txt ¶2, line 4" in said


def test_sources_are_the_cited_paragraphs_with_the_quote_marked() -> None:
    talk = Talk(terminal=True)
    talk("How long?")
    assert "lasted \x1b[7m71 days\x1b[0m, longer than anyone thought." in talk("/sources")


def test_passages_are_those_of_the_last_question() -> None:
    talk = Talk()
    talk("Who?")
    said = talk("/passages")
    assert " 1. 0.87  news/war.txt ¶2" in said
    assert said.index(TEXTS[1]) < said.index(" 2. 0.50")


def test_an_answer_that_cites_nothing_has_no_sources() -> None:
    talk = Talk()
    talk("Who?")
    assert "cites nothing" in talk("/sources")


def test_a_command_leaves_the_last_answer_the_last() -> None:
    talk = Talk()
    talk("How long?")
    talk("/status")
    assert "71 days" in talk("/sources")


def test_an_abandoned_reply_is_not_remembered() -> None:
    library: Any = ScriptedLibrary()
    session = Session(lambda: library, Path("seeds"), Console(file=io.StringIO()))
    question: Any = parse("How long?")
    session.reply(question)
    passages: Any = parse("/passages")
    with pytest.raises(UsageError, match="Ask something first"):
        session.reply(passages)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("/show war 2", f"▶ ¶2  {TEXTS[1]}"),
        ("/articles", "news/war.txt — The war, day by day (3 paragraphs)"),
        ("/status", "2 articles, 39 paragraphs"),
        ("/help", "/sources"),
        ("/help", "/forget"),
    ],
)
def test_commands_print_what_they_say(line: str, said: str) -> None:
    assert said in Talk()(line)


def test_a_mistake_is_an_error_that_helps() -> None:
    with pytest.raises(UsageError, match="Did you mean /sources"):
        Talk()("/sorces")


def test_help_and_mistakes_do_not_wait_for_the_library() -> None:
    def never() -> Any:
        raise AssertionError("waited")

    session = Session(never, Path("seeds"), Console(file=io.StringIO()))
    for text in ("/help", "/sorces", "/passages"):
        line: Any = parse(text)
        try:
            session.reply(line)
        except UsageError:
            continue


def test_a_follow_up_is_asked_as_what_it_stands_for_and_says_so() -> None:
    talk = Talk(terminal=True)
    talk("When did the ferry stop?")
    said = talk("Was it old?")
    assert talk.library.asked == ["When did the ferry stop?", "Was the ferry old?"]
    assert said.startswith("\x1b[2munderstood as: Was the ferry old?\x1b[0m\n")


def test_the_words_that_answered_are_known_to_the_next_question() -> None:
    talk = Talk(library=MarkingLibrary())
    talk("How long did the war go on?")
    talk("Who says so?")
    assert talk.library.asked[-1] == "Who says so (long war go 71 days)?"


def test_a_question_that_stands_alone_is_asked_as_it_is() -> None:
    talk = Talk()
    talk("When did the ferry stop?")
    assert "understood as" not in talk("Who wrote Hamlet?")
    assert talk.library.asked[-1] == "Who wrote Hamlet?"


def test_after_forget_nothing_is_leant_on() -> None:
    talk = Talk()
    talk("When did the ferry stop?")
    assert "Forgotten" in talk("/forget")
    talk("Was it old?")
    assert talk.library.asked[-1] == "Was it old?"


def test_forget_takes_the_last_answer_too() -> None:
    talk = Talk()
    talk("How long?")
    talk("/forget")
    with pytest.raises(UsageError, match="Ask something first"):
        talk("/sources")


def test_an_abandoned_question_is_not_leant_on() -> None:
    talk = Talk()
    talk("When did the ferry stop?")
    talk.abandon("Where is the bridge?")
    talk("Was it old?")
    assert talk.library.asked[-1] == "Was the ferry old?"


def test_how_it_was_understood_cannot_drive_the_terminal() -> None:
    talk = Talk()
    talk("When did the \x1b[31mferry stop?")
    assert "\x1b" not in talk("Why?")
