"""A conversation without a terminal: one line in, its answer out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from rich.console import Console

from bot.repl.commands import Nothing, Quit, Request, parse
from bot.repl.session import Session

__all__ = ["answer_each_line"]


def answer_each_line(
    lines: Iterable[str], session: Session, out: Console, tell: Callable[[Exception], int]
) -> int:
    """Answers each of `lines`, an empty line between answers; returns the exit status.

    `tell` is given what goes wrong with a line. The rest is answered all the same, and the
    status is then 1.
    """
    failed = False
    between = False
    for line in _requests(lines):
        try:
            reply = session.reply(line)
        except Exception as error:
            tell(error)
            failed = True
            continue
        if between:
            out.print()
        session.tell(reply)
        between = True
    return int(failed)


def _requests(lines: Iterable[str]) -> Iterator[Request]:
    for text in lines:
        line = parse(text)
        if isinstance(line, Quit):
            return
        if not isinstance(line, Nothing):
            yield line
