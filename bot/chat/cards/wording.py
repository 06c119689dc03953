"""Places and times, in the reader's words."""

from __future__ import annotations

from bot.language import Say
from bot.render.words import moment
from rag.model import Paragraph

__all__ = ["when", "where"]


def where(paragraph: Paragraph, say: Say) -> str:
    """File, number and line of a paragraph."""
    return say("place", file=paragraph.file, paragraph=paragraph.number, line=paragraph.line)


def when(iso: str, say: Say) -> str:
    """An ISO 8601 moment to the minute, in UTC, or that there was none."""
    return moment(iso) if iso else say("never")
