"""A simulated server with the real bot in it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
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

    @property
    def mention(self) -> str:
        return f"<@{self.env.bot.user.id}>"

    def new_bot(self) -> discord.Client:
        return create_bot(self.library, self.settings)

    def posts(self) -> list[discord.Message]:
        """What the bot has posted in the channel, oldest first."""
        return [m for m in self.channel.history() if m.author.id == self.env.bot.user.id]


@pytest.fixture(scope="session")
def discord_api() -> Checker:
    """Reads the description of Discord's API once for all tests."""
    return Checker(Description.found())


@pytest.fixture
def stage(
    tmp_path: Path, discord_api: Checker
) -> Callable[..., AbstractAsyncContextManager[Scene]]:
    """Opens a scene for a library; options go to the simulation.

    When it closes, all that the bot has sent must be what Discord accepts.
    """

    @asynccontextmanager
    async def make(library: DeskLibrary | None = None, **options: Any) -> AsyncIterator[Scene]:
        behind = library or DeskLibrary()
        settings = BotSettings(index=tmp_path)
        async with simcord.run(create_bot(behind, settings), **options) as env:
            guild = env.create_guild()
            channel = guild.create_text_channel("general")
            alice = guild.add_member(env.create_user("alice"))
            store: Any = env.bot.store  # type: ignore[attr-defined]
            await store.save_settings(guild.id, ServerSettings(cooldown_seconds=0))
            yield Scene(env, guild, channel, alice, behind, settings)
        discord_api.check(env.http_requests)

    return make
