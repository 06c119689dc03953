"""`footnote eval`: measures the answers on a set of questions."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.context import Context
from bot.cli.opened import up_to_date
from bot.cli.output import print_json
from bot.cli.progress import ProgressReporter
from bot.render import lines_of, write
from rag.errors import UsageError

if TYPE_CHECKING:
    from rag.evaluation.run import Evaluation

__all__ = ["run"]

BUILT_IN = "built-in"
"""The name of the engine that needs no language model."""


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Prints the measures; writes answers and report where `--out` and `--report` say."""
    questions: Path = arguments.questions
    if not questions.is_file():
        raise UsageError(f"There is no file {questions}. Name a file of questions, one a line.")
    if len(arguments.engine) > 1:
        return _contest(arguments, context)
    if arguments.report:
        _write(arguments.report, "")  # rather now than after minutes of asking
    found = _evaluated(arguments, _with_engine(context, arguments.engine))
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


def _contest(arguments: argparse.Namespace, context: Context) -> int:
    """The same questions to one engine after another."""
    from rag.evaluation.engines import Contender, table

    if arguments.out or arguments.report or arguments.compare:
        raise UsageError("With more than one --engine, leave out --out, --report and --compare.")
    contenders = []
    for engine in arguments.engine:
        found = _evaluated(arguments, _with_engine(context, [engine]))
        contenders.append(Contender(engine, found.report, found.use))
    if arguments.json:
        print_json(context.out, {"engines": [each.to_dict() for each in contenders]})
    else:
        write(context.out, lines_of("\n".join(table(contenders))))
    return 0


def _with_engine(context: Context, engine: list[str]) -> Context:
    """The context with another engine, if one is named."""
    if not engine:
        return context
    llm = "" if engine[0] == BUILT_IN else engine[0]
    return replace(context, settings=context.settings.model_copy(update={"llm": llm}))


def _evaluated(arguments: argparse.Namespace, context: Context) -> Evaluation:
    from rag.evaluation.run import evaluate

    with (
        up_to_date(context, "eval") as library,
        ProgressReporter(context.err, "answering", "question") as progress,
    ):
        return evaluate(
            library,
            arguments.questions,
            out=arguments.out,
            compare=arguments.compare,
            absent=arguments.absent,
            progress=progress.step,
        )


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from error
