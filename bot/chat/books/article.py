"""One article, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from bot.chat.cards.article import article_cards, gone_card
from bot.chat.desk import Desk
from bot.chat.text.card import Card
from bot.language import Say

__all__ = ["ArticleBook"]

_ALL = 1_000_000  # neighbours: the whole article


class ArticleBook:
    """A key is the id of the article's first paragraph, which names it as it is now."""

    letter: ClassVar[str] = "a"

    async def cards(self, desk: Desk, key: str, say: Say) -> Sequence[Card]:
        """As many paragraphs a card as are easily read."""
        excerpt = await desk.find(key, _ALL)
        return article_cards(excerpt, say) if excerpt else (gone_card(say),)
