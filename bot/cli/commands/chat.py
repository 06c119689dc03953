"""`footnote bot`: Discord."""

from __future__ import annotations

import argparse

from bot.cli.context import Context
from bot.cli.opened import up_to_date

__all__ = ["run"]


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Runs the bot until it is stopped. A missing token is told before anything is loaded."""
    from bot.chat.run import check_token, run

    check_token(context.settings)
    with up_to_date(context, "bot") as library:
        run(library, context.settings)
    return 0
