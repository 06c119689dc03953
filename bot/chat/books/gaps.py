"""Questions without a good answer on a server, for those who run the bot there."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, ClassVar

import discord

from bot.chat.asking.refusal import RefusalError
from bot.chat.cards.gaps import gaps_cards
from bot.chat.gaps.likeness import Topic, topics
from bot.chat.interactions import served
from bot.chat.managing.permissions import may_manage, may_see
from bot.chat.text.card import Card
from bot.language import Say

__all__ = ["MOST_DAYS", "GapsBook", "topics_for"]

MOST_DAYS = 365


class GapsBook:
    """A key is the number of days to look back on."""

    letter: ClassVar[str] = "g"

    async def cards(
        self, interaction: discord.Interaction[Any], key: str, say: Say
    ) -> Sequence[Card]:
        """Some topics a card. Raises `RefusalError` for whoever may not see them."""
        days = int(key)
        return gaps_cards(await topics_for(interaction, days), days, say)


async def topics_for(interaction: discord.Interaction[Any], days: int) -> tuple[Topic, ...]:
    """The topics of the last `days`, from the channels that whoever acts may see.

    Raises `RefusalError` for whoever may not manage the bot here, `ValueError` for days that
    nobody can choose.
    """
    if not 1 <= days <= MOST_DAYS:
        raise ValueError(f"{days} is not a number of days to look back on.")
    store, person = served(interaction).store, interaction.user
    rules = await store.settings_of(interaction.guild_id or 0)
    if not isinstance(person, discord.Member) or not may_manage(interaction, rules):
        raise RefusalError("only_managers")
    member = person
    since = datetime.now(UTC) - timedelta(days=days)
    found = await store.gaps(member.guild.id, since, cache(lambda each: may_see(member, each)))
    return await asyncio.to_thread(topics, found)
