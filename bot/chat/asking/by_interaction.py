"""Questions that come by a command, a menu or a modal."""

from __future__ import annotations

import logging
from typing import Any

import discord

from bot.chat.asking.inquiry import Inquiry
from bot.chat.asking.outlets import InteractionOutlet
from bot.chat.asking.reception import Reception
from bot.chat.asking.rules import rules_of
from bot.chat.asking.serving import Manner, serve
from bot.chat.interactions import may_embed, may_write, said_to
from bot.language import phrases
from bot.store import Store

__all__ = ["answer_interaction"]

_log = logging.getLogger(__name__)


async def answer_interaction(
    interaction: discord.Interaction[Any],
    question: str,
    *,
    reception: Reception,
    store: Store,
    private: bool,
    after: int | None = None,
    publishes: int | None = None,
) -> None:
    """Answers `question` below `interaction`, which must not be answered yet.

    It stays between the bot and the asker where they may not write, or the bot is to be silent.
    """
    settings = await rules_of(store, interaction.guild_id)
    channel = interaction.channel
    places = {interaction.channel_id, getattr(channel, "parent_id", None)}
    private = (
        private
        or not may_write(interaction.permissions, channel)
        or bool(places & settings.silent_channels)
    )
    try:
        await interaction.response.defer(ephemeral=private, thinking=True)
    except discord.NotFound as error:  # more than 3 seconds late; the outlet knows a way
        _log.warning("an interaction came too late: %s", error)
    own = interaction.client.user
    inquiry = Inquiry(
        question=question,
        asker=interaction.user.id,
        channel=interaction.channel_id or 0,
        guild=interaction.guild_id,
        after=after,
        thread=isinstance(channel, discord.Thread)
        and own is not None
        and channel.owner_id == own.id,
        private=private,
    )
    say = said_to(interaction)
    if settings.language and not private:
        say = phrases(settings.language)
    manner = Manner(say, may_embed(interaction), with_question=True, publishes=publishes)
    await serve(reception, inquiry, InteractionOutlet(interaction, private=private), manner)
