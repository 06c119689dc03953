"""A simulated server with the real bot in it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord
from desk_library import DeskLibrary
from discord_api import Checker, Description

from bot import create_bot
from bot.settings import BotSettings
from bot.store import ServerSettings


@dataclass
class Scene:
    """A server with one channel and one member, and the library behind the bot."""

    env: Any
    guild: Any
    channel: Any
    alice: Any
    library: DeskLibrary
    settings: BotSettings
    bots: list[Any]

    @property
    def mention(self) -> str:
        return f"<@{self.env.bot.user.id}>"

    def new_bot(self) -> discord.Client:
        bot = create_bot(self.library, self.settings)
        self.bots.append(bot)
        return bot

    def member(self, name: str, **options: Any) -> Any:
        return self.guild.add_member(self.env.create_user(name), **options)

    async def rule(self, **settings: Any) -> None:
        """Sets what the server wants; there is no cooldown unless it is named."""
        chosen = ServerSettings(**{"cooldown_seconds": 0, **settings})
        await self.env.bot.store.save_settings(self.guild.id, chosen)

    async def open_post(self, author: Any, forum: Any, title: str, text: str) -> Any:
        """What a member does in a forum channel; returns the thread."""
        backend = self.env.backend
        post = backend.create_thread(
            forum.id, title, author.id, message_id=backend.snowflake(), broadcast=False
        )
        backend.announce_thread_create(post)
        first = backend.prepare_message(post.id, author.id, text)
        first.id = post.id  # as on Discord
        backend.commit_message(first)
        await self.env.settle()
        return next(thread for thread in forum.threads if thread.id == post.id)

    def posts(self, channel: Any = None) -> list[discord.Message]:
        """What the bot has posted in `channel`, by default the scene's, oldest first."""
        history = (channel or self.channel).history()
        own = [m for m in history if m.author.id == self.env.bot.user.id]
        return [m for m in own if m.type is not discord.MessageType.thread_created]


@pytest.fixture(scope="session")
def discord_api() -> Checker:
    """Reads the description of Discord's API once for all tests."""
    return Checker(Description.found())


@pytest.fixture
def stage(
    tmp_path: Path, discord_api: Checker
) -> Callable[..., AbstractAsyncContextManager[Scene]]:
    """Opens a scene for a library and the bot's settings; options go to the simulation.

    When it closes, all that the bot has sent must be what Discord accepts.
    """

    @asynccontextmanager
    async def make(
        library: DeskLibrary | None = None,
        settings: Mapping[str, Any] | None = None,
        **options: Any,
    ) -> AsyncIterator[Scene]:
        behind = library or DeskLibrary()
        chosen = BotSettings(index=tmp_path, **(settings or {}))
        bots: list[Any] = [create_bot(behind, chosen)]
        try:
            async with simcord.run(bots[0], **options) as env:
                guild = env.create_guild()
                channel = guild.create_text_channel("general")
                alice = guild.add_member(env.create_user("alice"))
                await bots[0].store.save_settings(guild.id, ServerSettings(cooldown_seconds=0))
                yield Scene(env, guild, channel, alice, behind, chosen, bots)
        finally:
            for bot in bots:
                await bot.close()
        discord_api.check(env.http_requests)

    return make
