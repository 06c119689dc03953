"""The bot itself: it wires the features and knows none of their insides."""

from __future__ import annotations

from contextlib import AsyncExitStack

import discord
from discord.ext import commands

from bot.chat.buttons.leafing import FlipButton, JumpMenu, OpenButton
from bot.chat.buttons.publish import PublishButton
from bot.chat.command_sync import sync_commands
from bot.chat.desk import AnyLibrary, Desk
from bot.chat.features.asking import Asking
from bot.chat.features.browsing import Browsing
from bot.chat.translator import CommandTranslator
from bot.settings import BotSettings
from bot.store import Store

__all__ = ["FootnoteBot"]


class FootnoteBot(commands.Bot):
    """Answers from `library`. It asks for no privileged intent and can ping nobody.

    `store` is there from login to `close`.
    """

    store: Store

    def __init__(self, library: AnyLibrary, settings: BotSettings) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=discord.Intents(guilds=True, guild_messages=True, dm_messages=True),
            allowed_mentions=discord.AllowedMentions.none(),
            activity=discord.Activity(type=discord.ActivityType.listening, name="/ask"),
        )
        self.desk = Desk(library)
        self._settings = settings
        self._open = AsyncExitStack()

    async def setup_hook(self) -> None:
        """Opens the store, adds the features and tells Discord of new commands.

        Raises `StoreError` when the store cannot be opened, `LoginError` when Discord refuses
        the commands.
        """
        self._settings.index.mkdir(parents=True, exist_ok=True)
        self.store = await self._open.enter_async_context(
            Store.open(self._settings.index / "footnote.db")
        )
        self.add_dynamic_items(OpenButton, FlipButton, JumpMenu, PublishButton)
        await self.add_cog(Asking(self, self.desk))
        await self.add_cog(Browsing(self.desk))
        await self.tree.set_translator(CommandTranslator())
        assert self.application_id is not None
        note = self._settings.index / "discord_commands.txt"
        await sync_commands(self.tree, self.application_id, self._settings.discord_guild, note)

    async def on_message(self, message: discord.Message, /) -> None:
        """Leaves messages to the cogs: there are no commands by prefix."""

    async def close(self) -> None:
        """Logs out and closes the store; once."""
        await super().close()
        await self._open.aclose()
