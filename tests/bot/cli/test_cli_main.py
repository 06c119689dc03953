"""Options, mistakes, and how the process ends."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from scripted import Run, ScriptedLibrary

from bot.cli.catalogue import COMMANDS
from bot.cli.main import main

ROOT = Path(__file__).parents[3]
SCRIPTED = (sys.executable, "-m", "scripted")
HEAVY = "llama_index chromadb onnxruntime discord rich prompt_toolkit pydantic"


def process(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """Runs a process that finds the project, and returns what it printed."""
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests"), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        arguments,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        **options,
    )


@pytest.mark.parametrize("arguments", [["--help"], *([c.name, "--help"] for c in COMMANDS)])
def test_help_has_examples(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 0
    help_text = capsys.readouterr().out
    assert "examples:\n  " in help_text
    assert "--articles DIR" in help_text


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from bot.cli.main import main; main(['ask', '--help'])\n"
        f"print([name for name in {HEAVY!r}.split() if name in sys.modules], file=sys.stderr)"
    )
    assert process(sys.executable, "-c", code).stderr == "[]\n"


def test_python_m_bot_is_footnote() -> None:
    result = process(sys.executable, "-m", "bot", "--version")
    assert result.returncode == 0
    assert result.stdout.startswith("footnote ")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--articles", "one", "--index", "two", "ask", "How long"],
        ["ask", "How long", "--articles", "one", "--index", "two"],
        ["--articles", "one", "ask", "--index", "two", "How long"],
    ],
)
def test_folders_may_stand_before_or_after_the_command(arguments: list[str]) -> None:
    opened = []

    def open_library(settings: object, owner: str) -> ScriptedLibrary:
        opened.append((settings.articles, settings.index, owner))  # type: ignore[attr-defined]
        return ScriptedLibrary()

    assert main(arguments, open_library=open_library) == 0  # type: ignore[arg-type]
    assert opened == [(Path("one"), Path("two"), "footnote ask")]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["aks"], "There is no command aks. Did you mean ask?"),
        (["What is it?"], 'To ask a question: footnote ask "…".'),
        (["ask"], "QUESTION"),
        (["ask", "x", "--jsno"], "--jsno"),
    ],
)
def test_a_wrong_command_line_is_one_line_and_status_2(
    run: Run, arguments: list[str], said: str
) -> None:
    result = run(*arguments)
    assert result.status == 2
    assert said in result.err
    assert result.err.startswith("footnote: ")
    assert result.err.count("\n") == 1


def test_a_setting_without_meaning_is_one_line_and_status_2(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOOTNOTE_THRESHOLD", "7")
    result = run("status")
    assert result.status == 2
    assert result.err.startswith("footnote: FOOTNOTE_THRESHOLD: ")
    assert result.err.count("\n") == 1


def test_the_unforeseen_is_one_line_and_its_traceback_is_in_the_log(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / ".footnote").mkdir()
    result = run("ask", "boom")
    log = tmp_path / ".footnote" / "footnote.log"
    assert result.status == 1
    assert result.err == (
        f"footnote: unexpected error: RuntimeError: the engine. The details are in {log}.\n"
    )
    assert "Traceback" in log.read_text(encoding="utf-8")


def test_without_an_index_folder_the_log_is_a_temporary_file(run: Run, tmp_path: Path) -> None:
    import tempfile

    result = run("ask", "boom")
    log = result.err.split(" in ")[1].rstrip(".\n")
    assert Path(log).parent == Path(tempfile.gettempdir())
    assert not (tmp_path / ".footnote").exists()


def test_other_libraries_warnings_go_to_the_log_alone(run: Run, tmp_path: Path) -> None:
    class Noisy(ScriptedLibrary):
        def warm_up(self) -> None: ...

        def status(self):  # type: ignore[no-untyped-def]
            logging.getLogger("chromadb.x").warning("their noise")
            logging.getLogger("rag.x").warning("our word")
            return super().status()

    (tmp_path / ".footnote").mkdir()
    result = run("status", library=Noisy())
    assert result.err == "footnote: our word\n"
    assert "their noise" in (tmp_path / ".footnote" / "footnote.log").read_text(encoding="utf-8")


def test_nothing_is_logged_where_nothing_happens(run: Run, tmp_path: Path) -> None:
    (tmp_path / ".footnote").mkdir()
    run("status")
    assert list((tmp_path / ".footnote").iterdir()) == []


def test_ctrl_c_is_status_130_and_quiet(run: Run) -> None:
    result = run("status", library=KeyboardInterrupt())
    assert (result.status, result.out, result.err) == (130, "", "")


def test_a_reader_that_went_away_is_no_error(tmp_path: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests"), os.environ.get("PYTHONPATH", "")])
    for arguments in (("ask", "How long"), ("ask", "--json", "How long")):
        ended = subprocess.run(
            [*SCRIPTED, *arguments],
            env={**os.environ, "PYTHONPATH": path},
            cwd=tmp_path,
            stdout=write,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
        assert ended.stderr == b""
    os.close(write)


def test_an_output_that_cannot_say_it_gets_question_marks(tmp_path: Path) -> None:
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests"), os.environ.get("PYTHONPATH", "")])
    ended = subprocess.run(
        [*SCRIPTED, "ask", "How long"],
        env={**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "ascii"},
        cwd=tmp_path,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 0
    assert b"?71 days? [1]" in ended.stdout


def test_a_pipe_gets_no_escape_codes(tmp_path: Path) -> None:
    result = process(*SCRIPTED, cwd=tmp_path, input="When\n/sources\n/passages\n/help\n")
    assert result.returncode == 0
    assert "\x1b" not in result.stdout + result.stderr
    assert "February" in result.stdout
