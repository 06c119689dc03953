"""A client as its buttons and cogs see it."""

from __future__ import annotations

from typing import Any, Protocol

import discord

from bot.chat.asking.reception import Reception
from bot.chat.desk import Desk
from bot.chat.managing.office import Office
from bot.store import Store

__all__ = ["Serves"]


class Serves(Protocol):
    """What whoever acts for the bot can turn to."""

    desk: Desk
    store: Store
    reception: Reception
    office: Office

    async def answer(
        self,
        interaction: discord.Interaction[Any],
        question: str,
        *,
        private: bool,
        after: int | None = None,
        publishes: int | None = None,
    ) -> None:
        """Answers `question` where `interaction` stands; see `Inquiry` and `Manner`."""
        ...
