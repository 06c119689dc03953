"""Lines from a pipe."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from rich.console import Console
from scripted import ScriptedLibrary

from bot.repl.piped import answer_each_line
from bot.repl.session import Session


def answered(*lines: str) -> tuple[int, str, list[str], list[str]]:
    """The status, what was printed, the errors told, the questions asked."""
    library: Any = ScriptedLibrary()
    out = Console(file=io.StringIO(), width=100)
    errors: list[str] = []

    def tell(error: Exception) -> int:
        errors.append(type(error).__name__)
        return 1

    status = answer_each_line(lines, Session(lambda: library, Path("seeds"), out), out, tell)
    assert isinstance(out.file, io.StringIO)
    return status, out.file.getvalue(), errors, library.asked


def test_each_line_is_answered_with_an_empty_line_between() -> None:
    status, printed, errors, _ = answered("How long?\n", "\n", "/show war 1\n")
    assert (status, errors) == (0, [])
    assert printed.startswith("“71 days” [1]\n")
    assert "0.1 s\n\nnews/war.txt ¶1" in printed


def test_an_error_is_told_and_the_rest_is_answered() -> None:
    status, printed, errors, _ = answered("boom", "wrong", "/zzz", "How long?")
    assert status == 1
    assert errors == ["RuntimeError", "QuestionError", "UsageError"]
    assert printed.startswith("“71 days” [1]\n")


def test_follow_ups_are_understood_from_a_pipe_too() -> None:
    _, printed, _, asked = answered("When did the ferry stop?", "Was it old?", "/forget", "Why?")
    assert asked == ["When did the ferry stop?", "Was the ferry old?", "Why?"]
    assert "understood as: Was the ferry old?\n" in printed


def test_quit_ends_it() -> None:
    assert answered("How long?", "/quit", "When?")[3] == ["How long?"]


def test_nothing_asked_is_nothing_answered() -> None:
    assert answered()[:3] == (0, "", [])
