"""`footnote eval`: measures the answers on a set of questions."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.cli.context import Context
from bot.cli.opened import up_to_date
from bot.cli.output import print_json
from bot.cli.progress import ProgressReporter
from bot.render import lines_of, write
from rag.errors import UsageError

__all__ = ["run"]


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Prints the measures, and writes the answers where `--out` says."""
    from rag.evaluation.run import evaluate

    questions: Path = arguments.questions
    if not questions.is_file():
        raise UsageError(f"There is no file {questions}. Name a file of questions, one a line.")
    with (
        up_to_date(context, "eval") as library,
        ProgressReporter(context.err, "answering", "question") as progress,
    ):
        report = evaluate(library, questions, arguments.out, progress.step)
    if arguments.json:
        print_json(context.out, report.to_dict())
    else:
        write(context.out, lines_of("\n".join(report.lines())))
    return 0
