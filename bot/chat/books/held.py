"""What is stored about whoever looks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import discord

from bot.chat.cards.held import held_cards
from bot.chat.interactions import served
from bot.chat.text.card import Card
from bot.language import Say

__all__ = ["HeldBook"]


class HeldBook:
    """There is one for everybody; its key is empty."""

    letter: ClassVar[str] = "h"

    async def cards(
        self, interaction: discord.Interaction[Any], key: str, say: Say
    ) -> Sequence[Card]:
        """The counts and texts, as they are now."""
        if key:
            raise ValueError(f"{key!r} is nothing that is stored.")
        held = await served(interaction).store.held_about(interaction.user.id)
        return held_cards(held, say)
