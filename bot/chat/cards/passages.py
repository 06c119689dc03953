"""What a search found, without an answer made of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.chat.cards.wording import where
from bot.chat.text.card import Card, shortened
from bot.chat.text.typeset import Line, Run
from bot.language import Say
from rag.model import Paragraph, Passage

__all__ = ["heading", "passages_card", "previews"]

_PREVIEW = 240


def passages_card(words: str, passages: Sequence[Passage], say: Say) -> Card:
    """The beginnings of `passages`, best first."""
    lines = tuple(previews(passages, say)) or (Line((Run(say("nothing_indexed")),)),)
    return Card(lines, title=words)


def previews(passages: Sequence[Passage], say: Say) -> Iterator[Line]:
    """Each passage's place and beginning, a blank line before each."""
    for passage in passages:
        yield Line()
        yield heading(passage.paragraph, say)
        yield Line((Run(shortened(passage.paragraph.text, _PREVIEW)),), quoted=True)


def heading(paragraph: Paragraph, say: Say) -> Line:
    """Where a paragraph stands, and under which title."""
    at = Run(where(paragraph, say), "bold")
    if not paragraph.title:
        return Line((at,))
    return Line((at, Run(" — "), Run(paragraph.title, "italic")))
