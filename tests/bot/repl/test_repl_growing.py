"""An answer that is written meanwhile is shown as it comes, each statement once."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from rich.console import Console
from scripted import ScriptedLibrary, answer_to

from bot.render import Line, lines_of, write
from bot.repl.commands import Ask
from bot.repl.growing import Growing
from bot.repl.session import Session
from rag.conversation import Turn
from rag.model import Answer

FIRST = "“71 days” [1]"
SECOND = "Nobody had thought so. [1]"


class WritingLibrary(ScriptedLibrary):
    """Tells of a first statement before it gives both; cancels itself if it is told to."""

    def ask(
        self,
        question: str,
        *,
        turns: Sequence[Turn] = (),
        listen: Callable[[Answer], None] | None = None,
        **_: Any,
    ) -> Answer:
        whole = answer_to("How long?")
        assert listen is not None
        listen(replace(whole, text=FIRST, understood="How long did it last?"))
        return replace(whole, text=f"{FIRST} {SECOND}", understood="How long did it last?")


def printed(lines: Sequence[Line]) -> str:
    console = Console(file=io.StringIO(), width=100)
    write(console, lines)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_each_statement_is_shown_once_and_the_footnotes_last() -> None:
    console = Console(file=io.StringIO(), width=100)
    session = Session(WritingLibrary, Path("seeds"), console)  # type: ignore[arg-type]
    growing = Growing()
    reply = session.reply(Ask("How long?"), growing)
    assert printed(list(growing.new_lines())) == f"understood as: How long did it last?\n{FIRST}\n"
    assert growing.begun
    assert list(growing.new_lines()) == []
    session.tell(reply, growing)
    assert isinstance(console.file, io.StringIO)
    rest = console.file.getvalue()
    assert rest.startswith(f"{SECOND}\n\n[1] news/war.txt ¶2, line 4")
    assert "understood" not in rest


def test_nothing_is_shown_of_what_has_not_begun() -> None:
    growing = Growing()
    assert list(growing.new_lines()) == []
    assert not growing.begun
    assert printed(lines_of("")) == ""
