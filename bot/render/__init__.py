"""Footnote's values as lines of text, for a terminal or a pipe."""

from bot.render.answer import (
    answer_lines,
    closest_lines,
    footnote_lines,
    passage_lines,
    prose_lines,
    source_lines,
    understood_lines,
)
from bot.render.clean import clean
from bot.render.excerpt import excerpt_lines
from bot.render.page import Line, lines_of, write
from bot.render.report import change_summary, report_lines, skipped_lines
from bot.render.status import article_lines, status_lines
from bot.render.words import confidence_word, count, moment, place

__all__ = [
    "Line",
    "answer_lines",
    "article_lines",
    "change_summary",
    "clean",
    "closest_lines",
    "confidence_word",
    "count",
    "excerpt_lines",
    "footnote_lines",
    "lines_of",
    "moment",
    "passage_lines",
    "place",
    "prose_lines",
    "report_lines",
    "skipped_lines",
    "source_lines",
    "status_lines",
    "understood_lines",
    "write",
]
