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
    """Prints the measures; writes answers and report where `--out` and `--report` say."""
    from rag.evaluation.run import evaluate

    questions: Path = arguments.questions
    if not questions.is_file():
        raise UsageError(f"There is no file {questions}. Name a file of questions, one a line.")
    if arguments.report:
        _write(arguments.report, "")  # rather now than after minutes of asking
    with (
        up_to_date(context, "eval") as library,
        ProgressReporter(context.err, "answering", "question") as progress,
    ):
        found = evaluate(
            library,
            questions,
            out=arguments.out,
            compare=arguments.compare,
            absent=arguments.absent,
            progress=progress.step,
        )
    if arguments.report:
        _write(arguments.report, found.page(f"Footnote on {questions.name}"))
    compared = found.comparison
    if arguments.json:
        more = {"comparison": compared.to_dict()} if compared else {}
        print_json(context.out, {**found.report.to_dict(), **more})
    else:
        lines = [*found.report.lines(), *(compared.lines() if compared else [])]
        write(context.out, lines_of("\n".join(lines)))
    return 0


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from error
