"""`footnote show`: a paragraph with its neighbours."""

from __future__ import annotations

import argparse

from bot.cli.context import Context
from bot.cli.opened import opened
from bot.cli.output import print_json
from bot.naming import file_named, paragraph_number
from bot.render import excerpt_lines, write
from rag.errors import UsageError

__all__ = ["run"]


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Prints the paragraph as it was indexed, without a synchronisation."""
    number = paragraph_number(arguments.paragraph)
    if number is None:
        raise UsageError(
            f"{arguments.paragraph} is not a paragraph number. Give a whole number from 1 on."
        )
    with opened(context, "show") as library:
        files = [article.file for article in library.articles()]
        file = file_named(arguments.file, files, context.settings.articles)
        excerpt = library.show(file, number)
    if arguments.json:
        print_json(context.out, excerpt.to_dict())
    else:
        write(context.out, excerpt_lines(excerpt))
    return 0
