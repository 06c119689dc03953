"""What the command line takes. Building it imports nothing heavy, so `--help` is quick."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path
from typing import Any, NoReturn

from bot.cli.catalogue import COMMANDS, Command

__all__ = ["build_parser"]

_EPILOG = """examples:
  footnote                                  ask in a conversation (the REPL)
  footnote ask "Who signed the treaty?"     one answer
  footnote --articles news index            index the files in news/
  footnote doctor                           check the set-up

Settings come from options, from FOOTNOTE_… in the environment, or from .env;
.env.example lists them all.
"""


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, instead of a usage summary and a line."""

    def error(self, message: str) -> NoReturn:
        found = re.search(r"COMMAND: invalid choice: '(.*?)'(?: |,)", message)
        if found:
            message = _no_command(found[1])
        else:
            message = f"{message[:1].upper()}{message[1:]}. `{self.prog} --help` shows the usage."
        self.exit(2, f"footnote: {message}\n")


class _Version(argparse.Action):
    """Prints the version; it is looked up only when asked for."""

    def __init__(self, option_strings: Sequence[str], dest: str, **kwargs: Any) -> None:
        super().__init__(option_strings, argparse.SUPPRESS, nargs=0, help=kwargs.get("help"))

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        try:
            version = metadata.version("footnote")
        except metadata.PackageNotFoundError:
            version = "(not installed: run from its source)"
        print(f"footnote {version}")
        parser.exit()


def build_parser() -> argparse.ArgumentParser:
    """The parser of `footnote`; `command` is absent when only options are given."""
    shared = _shared_options()
    parser = _Parser(
        prog="footnote",
        description="Ask a folder of articles; every answer is quoted, with file and paragraph.",
        epilog=_EPILOG,
        parents=[shared],
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action=_Version, help="print the version and leave")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for command in COMMANDS:
        _add_command(commands, command, shared)
    return parser


def _add_command(commands: Any, command: Command, shared: argparse.ArgumentParser) -> None:
    parser = commands.add_parser(
        command.name,
        help=command.help,
        description=command.help[:1].upper() + command.help[1:] + ".",
        epilog=f"examples:\n{command.examples}",
        parents=[shared],
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    for argument in command.arguments:
        parser.add_argument(*argument.names, **argument.options)


def _shared_options() -> argparse.ArgumentParser:
    """Options that may stand before or after the command.

    Without `SUPPRESS` the command's default would undo what stood before it.
    """
    shared = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    shared.add_argument(
        "--articles", type=Path, metavar="DIR", help="folder of .txt and .md files (default: seeds)"
    )
    shared.add_argument(
        "--index", type=Path, metavar="DIR", help="folder for the index (default: .footnote)"
    )
    shared.add_argument(
        "-v", "--verbose", action="store_true", help="show the log on the terminal, too"
    )
    return shared


def _no_command(word: str) -> str:
    from bot.naming import did_you_mean

    hint = did_you_mean(word, (command.name for command in COMMANDS))
    return (
        f"There is no command {word}.{hint} "
        'To ask a question: footnote ask "…". `footnote --help` lists the commands.'
    )
