"""`footnote repl`: a conversation at the terminal, or questions from a pipe."""

from __future__ import annotations

import argparse

from bot.cli.context import Context
from bot.cli.opened import up_to_date
from bot.repl.piped import answer_each_line
from bot.repl.session import Session

__all__ = ["run"]


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Converses when a person sits at both ends; otherwise answers line by line."""
    if context.stdin.isatty() and context.out.is_terminal:
        from bot.repl.interactive import converse

        return converse(context)
    with up_to_date(context, "repl") as library:
        session = Session(lambda: library, context.settings.articles, context.out)
        return answer_each_line(context.stdin, session, context.out, context.failures.tell)
