"""Progress on a terminal and elsewhere."""

from __future__ import annotations

import io

from rich.console import Console

from bot.cli.progress import ProgressReporter
from rag.model import Progress


def told(terminal: bool, *steps: tuple[int, int]) -> str:
    err = Console(file=io.StringIO(), force_terminal=terminal, width=100)
    with ProgressReporter(err) as progress:
        for done, total in steps:
            progress(Progress(done, total, "a.txt"))
    assert isinstance(err.file, io.StringIO)
    return err.file.getvalue()


def test_nothing_to_do_is_nothing_to_say() -> None:
    assert told(True) == told(False) == told(True, (0, 0)) == told(False, (0, 0)) == ""


def test_a_pipe_gets_one_plain_line() -> None:
    assert told(False, (0, 1200), (600, 1200), (1200, 1200)) == "indexing 1,200 paragraphs …\n"


def test_a_terminal_gets_a_bar_that_goes_away() -> None:
    shown = told(True, (0, 120), (34, 120))
    assert "34/120" in shown
    assert shown.endswith(("\x1b[2K", "\x1b[?25h\r\x1b[1A\x1b[2K"))
