"""The bot itself: it wires the features and knows none of their insides."""

from __future__ import annotations

from contextlib import AsyncExitStack
from typing import Any

import discord
from discord.ext import commands

from bot.chat.asking.by_interaction import answer_interaction
from bot.chat.asking.conversations import Conversations
from bot.chat.asking.cooldowns import Cooldowns
from bot.chat.asking.reception import Reception
from bot.chat.buttons.confirming import AddButton, CancelButton, RemoveButton
from bot.chat.buttons.deleting import DeleteButton
from bot.chat.buttons.forgetting import ForgetButton
from bot.chat.buttons.further import FurtherButton
from bot.chat.buttons.leafing import FlipButton, JumpMenu, OpenButton
from bot.chat.buttons.meant import MeantButton
from bot.chat.buttons.places import PlacesMenu
from bot.chat.buttons.publish import PublishButton
from bot.chat.buttons.verdict import VerdictButton
from bot.chat.command_sync import sync_commands
from bot.chat.desk import AnyLibrary, Desk
from bot.chat.features.asking import Asking
from bot.chat.features.browsing import Browsing
from bot.chat.features.housekeeping import Housekeeping
from bot.chat.features.listening import Listening
from bot.chat.features.privacy import Privacy
from bot.chat.features.running import Running
from bot.chat.features.unknown import UnknownButtons
from bot.chat.interactions import tell_trouble
from bot.chat.managing.office import Office
from bot.chat.translator import CommandTranslator
from bot.settings import BotSettings
from bot.store import Store

__all__ = ["FootnoteBot", "ShardedFootnoteBot", "new_bot"]

_ITEMS = (
    AddButton,
    CancelButton,
    DeleteButton,
    FlipButton,
    ForgetButton,
    FurtherButton,
    JumpMenu,
    MeantButton,
    OpenButton,
    PlacesMenu,
    PublishButton,
    RemoveButton,
    VerdictButton,
)


class FootnoteBot(commands.Bot):
    """Answers from `library`; it can ping nobody.

    It asks for no privileged intent but, if the settings say so, the content of messages.
    `store` and `reception` are there from login to `close`.
    """

    store: Store
    reception: Reception

    def __init__(self, library: AnyLibrary, settings: BotSettings, **options: Any) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=discord.Intents(
                guilds=True,
                guild_messages=True,
                dm_messages=True,
                message_content=settings.message_content,
            ),
            allowed_mentions=discord.AllowedMentions.none(),
            activity=discord.Activity(type=discord.ActivityType.listening, name="/ask"),
            max_messages=None,
            **options,
        )
        self.desk = Desk(library)
        self.office = Office(settings)
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
        self.reception = Reception(self.desk, self.store, Conversations(), Cooldowns())
        self.add_dynamic_items(*_ITEMS)
        await self.add_cog(Asking(self))
        await self.add_cog(Browsing(self.desk, self._settings.keep_days))
        await self.add_cog(Housekeeping(self.store, self._settings.keep_days))
        await self.add_cog(Listening(self, self.reception, self.store))
        await self.add_cog(Privacy(self.store))
        await self.add_cog(Running())
        await self.add_cog(UnknownButtons(_ITEMS))
        self.tree.error(tell_trouble)
        await self.tree.set_translator(CommandTranslator())
        assert self.application_id is not None
        note = self._settings.index / "discord_commands.txt"
        await sync_commands(self.tree, self.application_id, self._settings.discord_guild, note)

    async def answer(
        self,
        interaction: discord.Interaction[Any],
        question: str,
        *,
        private: bool,
        after: int | None = None,
        publishes: int | None = None,
    ) -> None:
        """Answers `question` below `interaction`; see `answer_interaction`."""
        await answer_interaction(
            interaction,
            question,
            reception=self.reception,
            store=self.store,
            private=private,
            after=after,
            publishes=publishes,
        )

    async def on_message(self, message: discord.Message, /) -> None:
        """Leaves messages to the cogs: there are no commands by prefix."""

    async def close(self) -> None:
        """Logs out and closes the store; once."""
        await super().close()
        await self._open.aclose()


class ShardedFootnoteBot(FootnoteBot, commands.AutoShardedBot):
    """The same over several connections, for thousands of servers."""


def new_bot(library: AnyLibrary, settings: BotSettings) -> FootnoteBot:
    """The bot, with as many connections as `settings` say."""
    shards = settings.discord_shards
    if shards is None:
        return FootnoteBot(library, settings)
    count = None if shards == "auto" else shards
    return ShardedFootnoteBot(library, settings, shard_count=count)
