"""Small things that one says about, or to, whoever acts."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, TypeVar, cast

import discord
from discord import app_commands

from bot.chat.cards.trouble import trouble_card
from bot.chat.posting import deliver
from bot.chat.serves import Serves
from bot.language import Say, phrases

__all__ = ["may_embed", "may_write", "said_to", "served", "tell_trouble", "telling", "told"]

_Self = TypeVar("_Self")
_Callback = Callable[[_Self, discord.Interaction[Any]], Coroutine[Any, Any, None]]


def may_embed(interaction: discord.Interaction[Any]) -> bool:
    """Whether embeds will be seen where someone acts."""
    return interaction.app_permissions.embed_links or interaction.guild is None


def said_to(interaction: discord.Interaction[Any]) -> Say:
    """The phrases in the language of whoever acts."""
    return phrases(str(interaction.locale))


def served(interaction: discord.Interaction[Any]) -> Serves:
    """The bot, as its buttons see it."""
    return cast(Serves, interaction.client)


def may_write(allowed: discord.Permissions, channel: object) -> bool:
    """Whether `allowed` lets someone write in `channel`."""
    if isinstance(channel, discord.Thread):
        return allowed.send_messages_in_threads
    return allowed.send_messages or isinstance(channel, discord.DMChannel)


async def told(interaction: discord.Interaction[Any], text: str) -> None:
    """Says `text` to whoever acted, after the interaction was deferred."""
    await interaction.followup.send(text, ephemeral=True)


def telling(callback: _Callback[_Self]) -> _Callback[_Self]:
    """A callback that tells whoever acted, and the log, when something went wrong in it."""

    @wraps(callback)
    async def told_so(self: _Self, interaction: discord.Interaction[Any]) -> None:
        try:
            await callback(self, interaction)
        except Exception as error:
            await tell_trouble(interaction, error)

    return told_so


async def tell_trouble(interaction: discord.Interaction[Any], error: BaseException) -> None:
    """Says in a line what went wrong, to whoever acted alone."""
    if isinstance(error, app_commands.CommandInvokeError):
        error = error.original
    say = said_to(interaction)

    async def send(**message: Any) -> discord.Message:
        if not interaction.response.is_done():
            await interaction.response.defer(ephemeral=True, thinking=True)
        return await interaction.followup.send(ephemeral=True, wait=True, **message)

    await deliver(send, [trouble_card(error, say)], say, embed=False)
