"""Over several connections it is the same bot; and it asks Discord for no more than it needs."""

from __future__ import annotations

from typing import Any

import discord
import pytest
from desk_library import QUESTION, QUOTE, DeskLibrary, shown

from bot import create_bot
from bot.settings import BotSettings

SHARDS = 2


async def test_it_answers_on_every_shard(stage: Any) -> None:
    async with stage(settings={"discord_shards": SHARDS}) as scene:
        assert isinstance(scene.env.bot, discord.AutoShardedClient)
        for shard in range(SHARDS):
            guild = scene.env.create_guild(shard_id=shard)
            channel = guild.create_text_channel("general")
            member = guild.add_member(scene.env.create_user(f"member of {shard}"))
            known = scene.env.bot.get_guild(guild.id)
            assert known is not None
            assert known.shard_id == shard
            (answer,) = shown(await member.slash(channel, "ask", question=QUESTION))
            assert QUOTE in answer.embeds[0].description
            other = guild.add_member(scene.env.create_user(f"other of {shard}"))
            await other.send(channel, f"{scene.mention} {QUESTION}")
            assert QUOTE in scene.posts(channel)[-1].embeds[0].description
            (page,) = shown(await member.click(answer.message, label="Sources"))
            assert page.ephemeral


@pytest.mark.parametrize(
    ("shards", "sharded", "count"), [(None, False, None), (3, True, 3), ("auto", True, None)]
)
def test_how_many(shards: Any, sharded: bool, count: int | None) -> None:
    bot = create_bot(DeskLibrary(), BotSettings(discord_shards=shards))
    assert isinstance(bot, discord.AutoShardedClient) == sharded
    assert bot.shard_count == count


@pytest.mark.parametrize("content", [False, True])
def test_intents_are_what_it_needs(content: bool) -> None:
    bot = create_bot(DeskLibrary(), BotSettings(message_content=content))
    wanted = {"guilds", "guild_messages", "dm_messages", *(["message_content"] * content)}
    assert {name for name, on in bot.intents if on} - {"messages"} == wanted
