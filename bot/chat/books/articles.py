"""What is indexed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from bot.chat.cards.article import articles_cards
from bot.chat.desk import Desk
from bot.chat.text.card import Card
from bot.language import Say

__all__ = ["ArticlesBook"]


class ArticlesBook:
    """There is one; its key is empty."""

    letter: ClassVar[str] = "l"

    async def cards(self, desk: Desk, key: str, say: Say) -> Sequence[Card]:
        """Twenty articles a card."""
        if key:
            raise ValueError(f"{key!r} is no list of articles.")
        return articles_cards(await desk.articles(), say)
