"""Keeps the store small: what is old goes, and what belongs to a server that the bot left."""

from __future__ import annotations

import logging

import discord
from discord.ext import commands, tasks

from bot.store import Store, StoreError

__all__ = ["Housekeeping"]

_log = logging.getLogger(__name__)


class Housekeeping(commands.Cog):
    """Deletes once a day what is older than `keep_days`."""

    def __init__(self, store: Store, keep_days: int) -> None:
        self._store = store
        self._days = keep_days

    async def cog_load(self) -> None:
        """Begins."""
        self._daily.start()

    async def cog_unload(self) -> None:
        """Ends."""
        self._daily.cancel()

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Forgets a server that wants the bot no more."""
        try:
            await self._store.forget_server(guild.id)
        except StoreError as error:
            _log.error("cannot forget server %s: %s", guild.id, error, exc_info=error)

    @tasks.loop(hours=24)
    async def _daily(self) -> None:
        try:
            deleted = await self._store.forget_older_than(self._days)
        except StoreError as error:  # tomorrow is another day
            _log.error("cannot delete what is old: %s", error, exc_info=error)
            return
        if deleted:
            _log.info("deleted %s answers that were older than %s days", deleted, self._days)
