"""The library, opened and brought up to date, with what there is to say about it on stderr."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from bot.cli.context import Context
from bot.cli.progress import ProgressReporter
from bot.render import Line, change_summary, count, skipped_lines, write
from rag.model import IndexReport

if TYPE_CHECKING:
    from rag import Library

__all__ = ["opened", "synchronise", "tell_changes", "up_to_date", "waiting"]


@contextmanager
def opened(context: Context, command: str) -> Iterator[Library]:
    """The library, for `command`; closed at the end."""
    with waiting(context.err, "opening the index …"):
        library = context.open_library(context.settings, f"footnote {command}")
    with library:
        yield library


@contextmanager
def up_to_date(context: Context, command: str) -> Iterator[Library]:
    """The library after a synchronisation. stderr stays quiet when nothing had changed."""
    with opened(context, command) as library:
        tell_changes(context.err, synchronise(library, context.err))
        yield library


def synchronise(library: Library, err: Console) -> IndexReport:
    """Brings the index in line, with progress on `err`."""
    with ProgressReporter(err) as progress:
        return library.sync(progress)


def tell_changes(err: Console, report: IndexReport) -> None:
    """What a synchronisation did that was not asked for by name: a line, and one a skipped file."""
    if report.notice:
        write(err, [Line(Text(report.notice))])
    write(err, skipped_lines(report))
    if change_summary(report):
        total = count(report.paragraphs, "paragraph")
        summary = f"indexed: {change_summary(report)}; {total} in {report.seconds:.1f} s"
        write(err, [Line(Text(summary))])


@contextmanager
def waiting(err: Console, message: str) -> Iterator[Callable[[str], None]]:
    """A spinner on a terminal, nothing elsewhere.

    Yields what changes its message, or ends it when there is none.
    """
    if not err.is_terminal:
        yield lambda _: None
        return
    with err.status(Text(message)) as status:
        yield lambda message: status.update(Text(message)) if message else status.stop()
