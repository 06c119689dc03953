"""What a synchronisation did."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from bot.render.clean import clean
from bot.render.page import Line
from bot.render.words import count
from rag.model import IndexReport

__all__ = ["change_summary", "report_lines", "skipped_lines"]


def report_lines(report: IndexReport) -> Iterator[Line]:
    """Each file that changed or was skipped, then the sum of it."""
    if report.notice:
        yield Line(Text(clean(report.notice)))
    for verb, files in _changes(report):
        for file in files:
            yield Line(Text(f"{verb:<8} {clean(file)}"))
    yield from skipped_lines(report)
    articles = len(report.added) + len(report.replaced) + len(report.unchanged)
    yield Line(
        Text(
            f"{count(articles, 'article')}, {count(report.paragraphs, 'paragraph')} "
            f"({change_summary(report) or 'nothing changed'}) in {report.seconds:.1f} s"
        )
    )


def skipped_lines(report: IndexReport) -> Iterator[Line]:
    """A line for each file that was not read, with the reason."""
    for skipped in report.skipped:
        yield Line(Text(f"skipped  {clean(skipped.file)}: {clean(skipped.reason)}"))


def change_summary(report: IndexReport) -> str:
    """`2 added, 1 removed`; empty when the index was in line already."""
    return ", ".join(f"{len(files):,} {verb}" for verb, files in _changes(report) if files)


def _changes(report: IndexReport) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (
        ("added", report.added),
        ("replaced", report.replaced),
        ("removed", report.removed),
    )
