"""The entry point of `footnote`: arguments in, one command run, exit status out."""

from __future__ import annotations

import argparse
import io
import logging
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from bot.cli.arguments import build_parser
from bot.cli.catalogue import COMMANDS

if TYPE_CHECKING:
    from bot.cli.context import Context, OpenLibrary
    from bot.settings import BotSettings
    from rag import Library

__all__ = ["main"]

_DEFAULT = "repl"
_INTERRUPTED = 130

RunCommand: TypeAlias = "Callable[[argparse.Namespace, Context], int]"


def open_library(settings: BotSettings, owner: str) -> Library:
    """The real library."""
    from rag import Library

    return Library.open(settings, owner=owner)


def main(argv: Sequence[str] | None = None, *, open_library: OpenLibrary = open_library) -> int:
    """Runs `footnote` with the arguments `argv` (those of the process if None).

    Returns the exit status: 0, 1 for a failure, 2 for a mistake in the request, 130 for
    Ctrl-C. `open_library` is what opens the library.
    """
    _forgive_encodings()
    try:
        return _run(build_parser().parse_args(argv), open_library)
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 0
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        _discard_output()
        return 1


def _run(arguments: argparse.Namespace, open_library: OpenLibrary) -> int:
    # Imported here: --help must not wait for these.
    from rich.console import Console

    from bot.cli.context import Context
    from bot.cli.failures import Failures
    from bot.cli.logs import set_up_logging
    from bot.settings import BotSettings

    given = vars(arguments)
    name = given.get("command") or _DEFAULT
    out = Console(highlight=False, markup=False, emoji=False)
    err = Console(stderr=True, highlight=False, markup=False, emoji=False)
    log = set_up_logging(err, _stderr_level(name, "verbose" in given))
    failures = Failures(err, log)
    try:
        settings = BotSettings.load(articles=given.get("articles"), index=given.get("index"))
        log.prefer(Path(settings.log) if settings.log else settings.index / "footnote.log")
        context = Context(settings, out, err, sys.stdin, failures, open_library)
        status = _command(name)(arguments, context)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except Exception as error:
        status = failures.tell(error)
    return status


def _command(name: str) -> RunCommand:
    module = next(command.module for command in COMMANDS if command.name == name)
    run: RunCommand = import_module(f"bot.cli.commands.{module}").run
    return run


def _stderr_level(name: str, verbose: bool) -> int:
    if verbose:
        return logging.DEBUG
    # Nothing but its log tells that the Discord bot runs.
    return logging.INFO if name == "bot" else logging.WARNING


def _forgive_encodings() -> None:
    """What the terminal's encoding cannot show becomes `?`, rather than an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _discard_output() -> None:
    """Nobody reads stdout any more: keeps Python's flush at exit from failing on it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
