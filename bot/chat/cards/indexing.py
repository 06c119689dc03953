"""How far a change of the index is, and what came of it."""

from __future__ import annotations

from bot.chat.text.card import Card, shortened
from bot.chat.text.typeset import Line, Run
from bot.language import Say
from rag.model import IndexReport, Progress

__all__ = ["begun_card", "progress_card", "report_card"]

_BLOCKS = 16
_LONGEST = 120
_NAMED = 8


def begun_card(say: Say) -> Card:
    """Before anything is known."""
    return Card((Line((Run(say("reading_folder")),)),), title=say("indexing"))


def progress_card(progress: Progress, say: Say) -> Card:
    """A bar, and the file at work."""
    share = progress.done / progress.total if progress.total else 1.0
    full = int(share * _BLOCKS)
    bar = f"{'▰' * full}{'▱' * (_BLOCKS - full)} {int(share * 100)} %"
    how_far = say("indexed_so_far", done=f"{progress.done:,}", total=f"{progress.total:,}")
    texts = (bar, how_far, shortened(progress.file, _LONGEST))
    return Card(tuple(Line((Run(text),)) for text in texts), title=say("indexing"))


def report_card(headline: str, report: IndexReport, say: Say) -> Card:
    """What was done, and what could not be read."""
    counts = say(
        "report_counts",
        added=len(report.added),
        replaced=len(report.replaced),
        removed=len(report.removed),
        unchanged=len(report.unchanged),
    )
    articles = len(report.added) + len(report.replaced) + len(report.unchanged)
    size = say(
        "report_size",
        articles=f"{articles:,}",
        paragraphs=f"{report.paragraphs:,}",
        seconds=f"{report.seconds:.1f}",
    )
    lines = [Line((Run(counts),)), Line((Run(size),))]
    skipped = report.skipped
    if skipped:
        lines += [Line(), Line((Run(f"{say('skipped_files')} ({len(skipped):,})", "bold"),))]
    for each in skipped[:_NAMED]:
        lines.append(Line((Run(shortened(f"{each.file}: {each.reason}", _LONGEST)),)))
    if len(skipped) > _NAMED:
        lines.append(Line((Run(say("and_more", count=len(skipped) - _NAMED), "italic"),)))
    return Card(tuple(lines), title=headline, mood="fair" if skipped else "good")
