"""Cards that are shown one page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

import discord

from bot.chat.desk import Desk
from bot.chat.text.card import Card, embeds, texts
from bot.language import Say

__all__ = ["Book", "Leaf", "OwnBook", "leaves"]


class Book(Protocol):
    """Makes the cards that a key stands for."""

    letter: ClassVar[str]
    """Its own in the custom ids of its buttons."""

    async def cards(self, desk: Desk, key: str, say: Say) -> Sequence[Card]:
        """At least one card. Raises `ValueError` for a key that it has not made."""
        ...


class OwnBook(Protocol):
    """Makes cards that depend on who looks, and where."""

    letter: ClassVar[str]
    """As that of a `Book`."""

    async def cards(
        self, interaction: discord.Interaction[Any], key: str, say: Say
    ) -> Sequence[Card]:
        """At least one card. Raises `ValueError` for a key that it has not made."""
        ...


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page: the arguments of its message, and its name in the menu of pages."""

    label: str
    message: dict[str, Any]


def leaves(cards: Sequence[Card], *, embed: bool) -> tuple[Leaf, ...]:
    """The pages of `cards`; a card that is too long for one takes several."""
    made = []
    for card in cards:
        messages: list[dict[str, Any]] = (
            [{"embeds": [each]} for each in embeds(card)]
            if embed
            else [{"content": text} for text in texts(card)]
        )
        for number, message in enumerate(messages, start=1):
            place = f" ({number}/{len(messages)})" if len(messages) > 1 else ""
            made.append(Leaf(card.label + place, message))
    return tuple(made)
