"""`footnote`, run in this process on a scripted library."""

from __future__ import annotations

import io
import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from scripted import Result, Run, ScriptedLibrary

from bot.cli.main import main


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An empty folder to be in, no settings from outside, and logging as it was."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    for name in os.environ:
        if name.startswith("FOOTNOTE_"):
            monkeypatch.delenv(name)
    root = logging.getLogger()
    before = list(root.handlers)
    yield
    for handler in set(root.handlers) - set(before):
        root.removeHandler(handler)
        handler.close()
    logging.captureWarnings(False)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `footnote` with arguments, `stdin` and a `library` (or what opening it raises)."""

    def run_it(
        *arguments: str, stdin: str = "", library: ScriptedLibrary | BaseException | None = None
    ) -> Result:
        def open_library(*_: Any) -> Any:
            if isinstance(library, BaseException):
                raise library
            return library or ScriptedLibrary()

        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        status = main(arguments, open_library=open_library)
        return Result(status, *capsys.readouterr())

    return run_it
