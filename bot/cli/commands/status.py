"""`footnote status`: what is indexed and how fresh it is."""

from __future__ import annotations

import argparse

from bot.cli.context import Context
from bot.cli.opened import opened
from bot.cli.output import print_json
from bot.render import status_lines, write

__all__ = ["run"]


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Prints the status, without a synchronisation."""
    with opened(context, "status") as library:
        status = library.status()
    if arguments.json:
        print_json(context.out, status.to_dict())
    else:
        write(context.out, status_lines(status))
    return 0
