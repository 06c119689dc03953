"""`footnote index`: brings the index in line with the folder."""

from __future__ import annotations

import argparse

from bot.cli.context import Context
from bot.cli.opened import opened, synchronise
from bot.cli.output import print_json
from bot.render import report_lines, write

__all__ = ["run"]


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Prints what was done."""
    with opened(context, "index") as library:
        report = synchronise(library, context.err)
    if arguments.json:
        print_json(context.out, report.to_dict())
    else:
        write(context.out, report_lines(report))
    return 0
