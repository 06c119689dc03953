"""`footnote ask`: one question, one answer."""

from __future__ import annotations

import argparse
from typing import TextIO

from bot.cli.context import Context
from bot.cli.opened import up_to_date, waiting
from bot.cli.output import print_json
from bot.render import answer_lines, write
from rag.errors import QuestionError

__all__ = ["run"]


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Prints the answer; that the articles hold none is a result, too, not a failure."""
    question = _question(arguments.question, context.stdin)
    with up_to_date(context, "ask") as library:
        with waiting(context.err, "looking …"):
            answer = library.ask(question)
        if arguments.json:
            print_json(context.out, answer.to_dict())
        else:
            write(context.out, answer_lines(answer))
    return 0


def _question(words: list[str], stdin: TextIO) -> str:
    """The question in the words given, or on `stdin` for a lone `-`. Raises `QuestionError`."""
    question = stdin.read() if words == ["-"] else " ".join(words)
    if not question.strip():  # said now, rather than after the models are loaded
        raise QuestionError("The question is empty. Ask something.")
    return " ".join(question.split())
