"""Passages that a search found, each whole and between its neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar

from bot.chat.books.references import Reference
from bot.chat.books.sources import looked_up
from bot.chat.desk import Desk
from bot.chat.text.card import Card
from bot.language import Say

__all__ = ["MOST", "PassagesBook"]

MOST = 7
"""How many passages fit into one button."""

_KEY = re.compile(rf"(?:[a-z2-7]{{12}}){{1,{MOST}}}")


class PassagesBook:
    """A key is the paragraphs' ids in a row."""

    letter: ClassVar[str] = "p"

    async def cards(self, desk: Desk, key: str, say: Say) -> Sequence[Card]:
        """A card a passage."""
        if not _KEY.fullmatch(key):
            raise ValueError(f"{key!r} names no passages.")
        ids = re.findall(".{12}", key)
        wanted = [Reference(n, id_, 0, 0) for n, id_ in enumerate(ids, 1)]
        return await looked_up(desk, wanted, say)
