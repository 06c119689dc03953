"""Small things that one says about, or to, whoever acts."""

from __future__ import annotations

from typing import Any

import discord

from bot.language import Say, phrases

__all__ = ["may_embed", "may_write", "said_to", "told", "withdraw"]


def may_embed(interaction: discord.Interaction[Any]) -> bool:
    """Whether embeds will be seen where someone acts."""
    return interaction.app_permissions.embed_links or interaction.guild is None


def said_to(interaction: discord.Interaction[Any]) -> Say:
    """The phrases in the language of whoever acts."""
    return phrases(str(interaction.locale))


def may_write(allowed: discord.Permissions, channel: object) -> bool:
    """Whether `allowed` lets someone write in `channel`."""
    if isinstance(channel, discord.Thread):
        return allowed.send_messages_in_threads
    return allowed.send_messages or isinstance(channel, discord.DMChannel)


async def told(interaction: discord.Interaction[Any], text: str) -> None:
    """Says `text` to whoever acted, after the interaction was deferred."""
    await interaction.followup.send(text, ephemeral=True)


async def withdraw(interaction: discord.Interaction[Any]) -> None:
    """Takes back that an answer for all was under way, so that only one person is told more.

    Discord lets the first message after a public deferral be nothing but public, and none
    follow where it was deleted before it was there.
    """
    await interaction.edit_original_response(content="…")
    await interaction.delete_original_response()
