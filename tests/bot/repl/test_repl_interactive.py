"""The prompt, on a terminal that the test plays."""

from __future__ import annotations

import contextlib
import io
import os
import select
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from rich.console import Console
from scripted import ScriptedLibrary

from bot.cli.context import Context
from bot.cli.failures import Failures
from bot.cli.logs import LogFile
from bot.repl.interactive import converse
from bot.settings import BotSettings
from rag.errors import ArticlesError

ROOT = Path(__file__).parents[3]
PATH = os.pathsep.join([str(ROOT), str(ROOT / "tests"), os.environ.get("PYTHONPATH", "")])
PATIENCE = 30  # seconds
CTRL_C, CTRL_D = "\x03", "\x04"


def conversation(tmp_path: Path, typed: str, library: Any = None) -> tuple[int, str, str]:
    """The status, and what was printed on stdout and stderr."""
    out, err = (Console(file=io.StringIO(), width=100) for _ in range(2))
    settings = BotSettings.load(index=tmp_path)
    opened: Any = library or ScriptedLibrary()
    context = Context(settings, out, err, sys.stdin, Failures(err, LogFile()), lambda *_: opened)
    with create_pipe_input() as keys:
        keys.send_text(typed)
        status = converse(context, keys, DummyOutput())
    assert isinstance(out.file, io.StringIO)
    assert isinstance(err.file, io.StringIO)
    return status, out.file.getvalue(), err.file.getvalue()


def test_a_question_asked_before_the_library_is_ready_gets_its_answer(tmp_path: Path) -> None:
    warm = threading.Event()
    threading.Timer(0.3, warm.set).start()
    library = ScriptedLibrary(warm=warm)
    status, out, err = conversation(tmp_path, f"How long?\r{CTRL_D}", library)
    assert (status, err) == (0, "")
    assert "“71 days” [1]" in out
    assert library.closed


def test_ctrl_c_clears_the_line_and_quit_leaves(tmp_path: Path) -> None:
    library = ScriptedLibrary()
    status, _, _ = conversation(tmp_path, f"Who was{CTRL_C}When?\r/quit\r", library)
    assert status == 0
    assert library.asked == ["When?"]


def test_an_error_does_not_end_the_conversation(tmp_path: Path) -> None:
    status, out, err = conversation(tmp_path, f"wrong\r/zzz\rHow long?\r{CTRL_D}")
    assert status == 0
    assert "footnote: The question is wrong." in err
    assert "footnote: There is no command /zzz." in err
    assert "71 days" in out


def test_the_history_is_kept_beside_the_index(tmp_path: Path) -> None:
    conversation(tmp_path, f"How long?\r{CTRL_D}")
    assert "+How long?" in (tmp_path / "history").read_text(encoding="utf-8")


def test_a_library_that_cannot_be_opened_ends_it_without_a_key(tmp_path: Path) -> None:
    library = ScriptedLibrary(ArticlesError("No folder. Make one."))
    status, _, err = conversation(tmp_path, "", library)
    assert (status, err) == (1, "footnote: No folder. Make one.\n")


class Terminal:
    """A process on a terminal of its own."""

    def __init__(self, file: int) -> None:
        self._file = file
        self._unread = ""

    def expect(self, text: str) -> None:
        """Reads until `text` has come."""
        while text not in self._unread:
            more = self._more()
            assert more, f"{text!r} did not come; this did: {self._unread!r}"
            self._unread += more
        self._unread = self._unread.split(text, 1)[1]

    def expect_end(self) -> None:
        """Reads until the process has closed the terminal."""
        while self._more():
            pass

    def _more(self) -> str:
        """What came; empty at the end. Fails if nothing comes for long."""
        assert select.select([self._file], [], [], PATIENCE)[0], f"after {self._unread!r}: nothing"
        try:
            return os.read(self._file, 4096).decode("utf-8", "replace")
        except OSError:  # how Linux tells that the other end is closed
            return ""

    def type(self, text: str) -> None:
        """Presses keys."""
        os.write(self._file, text.encode())


@contextlib.contextmanager
def on_a_terminal(folder: Path, *arguments: str) -> Iterator[tuple[Terminal, int]]:
    """`footnote` on a scripted library, with the terminal and the process id."""
    import pty

    child, file = pty.fork()
    if child == 0:
        os.chdir(folder)
        os.environ["PYTHONPATH"] = PATH
        os.environ.update(TERM="xterm", PROMPT_TOOLKIT_NO_CPR="1", COLUMNS="100", LINES="30")
        os.execv(sys.executable, [sys.executable, "-m", "scripted", *arguments])
    try:
        yield Terminal(file), child
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, 9)
        os.close(file)


@pytest.mark.skipif(sys.platform == "win32", reason="has no such terminals")
def test_ctrl_c_cancels_a_question_that_takes_long(tmp_path: Path) -> None:
    with on_a_terminal(tmp_path, "--articles", "slow") as (terminal, child):
        terminal.expect("»")
        terminal.type("slow\r")
        terminal.expect("looking")
        terminal.type(CTRL_C)
        terminal.expect("cancelled")
        terminal.expect("»")  # between prompts a key is the terminal's, not ours
        terminal.type("How long?\r")
        terminal.expect("71 days")
        terminal.expect("»")
        terminal.type(CTRL_D)
        terminal.expect_end()
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
