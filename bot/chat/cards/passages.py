"""What a search found, without an answer made of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.chat.text.card import Card, shortened
from bot.chat.text.typeset import Line, Run
from bot.render.words import place
from rag.model import Paragraph, Passage

__all__ = ["heading", "passages_card", "previews"]

_PREVIEW = 240


def passages_card(words: str, passages: Sequence[Passage]) -> Card:
    """The beginnings of `passages`, best first."""
    lines = tuple(previews(passages)) or (Line((Run("Nothing is indexed yet."),)),)
    return Card(lines, title=words)


def previews(passages: Sequence[Passage]) -> Iterator[Line]:
    """Each passage's place and beginning, a blank line before each."""
    for passage in passages:
        yield Line()
        yield heading(passage.paragraph)
        yield Line((Run(shortened(passage.paragraph.text, _PREVIEW)),), quoted=True)


def heading(paragraph: Paragraph) -> Line:
    """Where a paragraph stands, and under which title."""
    where = Run(place(paragraph.file, paragraph.number, paragraph.line), "bold")
    if not paragraph.title:
        return Line((where,))
    return Line((where, Run(" — "), Run(paragraph.title, "italic")))
