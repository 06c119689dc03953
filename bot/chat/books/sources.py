"""The paragraphs that an answer cites, each whole and between its neighbours."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import ClassVar

from bot.chat.books.references import Reference, unpack
from bot.chat.cards.sources import sources_cards
from bot.chat.desk import Desk
from bot.chat.text.card import Card
from bot.language import Say

__all__ = ["SourcesBook", "looked_up"]


class SourcesBook:
    """A key is what `pack` makes of the references."""

    letter: ClassVar[str] = "s"

    async def cards(self, desk: Desk, key: str, say: Say) -> Sequence[Card]:
        """A card a paragraph."""
        return await looked_up(desk, unpack(key), say)


async def looked_up(desk: Desk, references: Sequence[Reference], say: Say) -> Sequence[Card]:
    """The paragraphs that `references` name, as they are in the index now."""
    ids = list(dict.fromkeys(each.paragraph_id for each in references))
    found = await asyncio.gather(*map(desk.find, ids))
    return sources_cards(references, dict(zip(ids, found, strict=True)), say)
