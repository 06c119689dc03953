"""A language model's answer on Discord: shown as it is verified, by edits of one message."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord
from desk_library import shown
from discord_api import Checker
from embeddings import WordEmbedding
from llm_server import Gate, LlmServer, Says, bad_key

from bot import create_bot
from bot.settings import BotSettings
from rag import Library
from rag.reader.minilm import MiniLMReader

TEXT = """The ferry

The ferry across the bay has been out of service since 12 May.

Captain Ann Miller blames a broken rudder, which the yard refuses to repair.
"""
QUESTION = "Why is the ferry out of service?"
FIRST = 'The ferry has been out of service since 12 May [1: "out of service since 12 May"]. '
SECOND = 'Captain Miller blames a broken rudder [2: "blames a broken rudder"]. '
FORGED = 'The yard was paid 5 million euros [3: "paid 5 million euros"].'


@pytest.fixture
def server() -> Any:
    with LlmServer() as running:
        yield running


@asynccontextmanager
async def scene(server: LlmServer, folder: Path, checker: Checker) -> AsyncIterator[Any]:
    """Alice in a channel, and a bot with a real library whose model is the scripted one."""
    (folder / "articles").mkdir()
    (folder / "articles" / "ferry.txt").write_text(TEXT, encoding="utf-8")
    settings = BotSettings(
        articles=folder / "articles",
        index=folder / "index",
        llm=f"openai-like:scripted@{server.url}",
        llm_retries=0,
    )
    reader = MiniLMReader(threads=1)
    with Library.open(settings, embedding=WordEmbedding(), reader=reader) as library:
        library.sync()
        bot = create_bot(library, settings)
        try:
            async with simcord.run(bot, settle_timeout=20) as env:
                guild = env.create_guild()
                channel = guild.create_text_channel("general")
                yield env, channel, guild.add_member(env.create_user("alice"))
        finally:
            await bot.close()
        checker.check(env.http_requests)


async def test_the_answer_grows_in_one_message(
    server: LlmServer, tmp_path: Path, discord_api: Checker
) -> None:
    gate = Gate()
    server.script(Says(pieces=(FIRST, "Captain", SECOND[7:], FORGED), gates={2: gate}))
    async with scene(server, tmp_path, discord_api) as (env, channel, alice):
        edited = asyncio.create_task(env.bot.wait_for("raw_message_edit"))
        asking = asyncio.create_task(alice.slash(channel, "ask", question=QUESTION))
        await asyncio.wait([edited, asking], return_when=asyncio.FIRST_COMPLETED)
        assert not asking.done()
        embeds = [e for m in channel.history() for e in m.embeds]
        begun = embeds[0].description
        assert begun.startswith("The ferry has been out of service since 12 May")
        assert "rudder" not in begun
        gate.open()
        (message,) = shown(await asking)
        text = message.embeds[0].description
        assert "The ferry has been out of service since 12 May. **\\[1\\]**" in text
        assert "Captain Miller blames a broken rudder. **\\[2\\]**" in text
        assert "million" not in text
        assert "ferry.txt ¶2, line 3" in text
        assert "> The ferry across the bay has been **out of service since 12 May**." in text
        assert "openai-like:scripted" in message.embeds[0].footer.text
        assert "127.0.0.1" not in message.embeds[0].footer.text
        assert len(channel.history()) == 1
        assert message.components[0]["components"][0]["label"] == "Sources"


async def test_admin_status_tells_what_the_model_has_used(
    server: LlmServer, tmp_path: Path, discord_api: Checker
) -> None:
    server.script(Says(FIRST))
    async with scene(server, tmp_path, discord_api) as (env, channel, alice):
        await alice.slash(channel, "ask", question=QUESTION)
        boss = channel.guild.create_role("boss", permissions=discord.Permissions(manage_guild=True))
        carol = channel.guild.add_member(env.create_user("carol"), roles=[boss])
        (message,) = shown(await carol.slash(channel, "admin status"))
        told = message.embeds[0].description
        assert re.search(r"Language model today: [1-9]\d* tokens", told), told


async def test_a_model_that_fails_is_stood_in_for(
    server: LlmServer, tmp_path: Path, discord_api: Checker
) -> None:
    server.script(bad_key())
    async with scene(server, tmp_path, discord_api) as (_, channel, alice):
        (message,) = shown(await alice.slash(channel, "ask", question=QUESTION))
        text = message.embeds[0].description
        assert "key" in text
        assert "The built-in engine answers." in text
        assert "out of service since 12 May" in text.replace("**", "")  # however it is marked
        assert "sk-secret" not in text
        assert "extractive" in message.embeds[0].footer.text
