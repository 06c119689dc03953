"""Who may run the bot from Discord, and what they may see.

The commands are not hidden by `default_permissions`: Discord would then hide them from the role
that a server has configured, too, until somebody allowed that role a second time in the server's
own settings. So every member sees `/admin`, and whoever may not use it is told so in one line.
Who would rather hide it does that in Server Settings → Integrations. The check here is made at
every command and at every press of a button, whatever Discord has let through.
"""

from __future__ import annotations

from typing import Any

import discord

from bot.store import ServerSettings

__all__ = ["may_change_articles", "may_manage", "may_see"]


def may_manage(interaction: discord.Interaction[Any], settings: ServerSettings) -> bool:
    """Whether whoever acts manages the server or has the role that `settings` name."""
    if interaction.guild_id is None:
        return False
    allowed = interaction.permissions
    if allowed.manage_guild or allowed.administrator:
        return True
    role, person = settings.manager_role, interaction.user
    return (
        role is not None
        and isinstance(person, discord.Member)
        and person.get_role(role) is not None
    )


def may_change_articles(interaction: discord.Interaction[Any], home: int | None) -> bool:
    """Whether articles may be changed from here: all servers are answered from the same ones.

    `home` is the id of the server that may; `None`: the bot's only server. So nobody gets at
    the articles by inviting the bot to a server of their own.
    """
    if home is not None:
        return interaction.guild_id == home
    return [guild.id for guild in interaction.client.guilds] == [interaction.guild_id]


def may_see(person: discord.Member, channel_id: int) -> bool:
    """Whether `person` sees a channel or thread. Of one that is not known only an administrator.

    Not known are deleted channels and archived threads.
    """
    if person.guild_permissions.administrator:
        return True
    channel = person.guild.get_channel_or_thread(channel_id)
    if channel is None:
        return False
    if isinstance(channel, discord.Thread):
        if channel.parent is None:
            return False
        allowed = channel.permissions_for(person)
        return allowed.view_channel and (allowed.manage_threads or not channel.is_private())
    return channel.permissions_for(person).view_channel
