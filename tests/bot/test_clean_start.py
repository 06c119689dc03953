"""The README's way to an answered `/ask`: a token in `.env`, `footnote bot`, a question."""

from __future__ import annotations

import asyncio
import os
import shutil
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord
from desk_library import shown

from bot.cli.main import main

ROOT = Path(__file__).parents[2]
TOKEN = ".".join(("A" * 24, "B" * 6, "C" * 30))


async def asked(bot: Any) -> discord.Embed:
    """What `/ask` is answered on a server that the bot has just joined."""
    async with simcord.run(bot, settle_timeout=30) as env:
        guild = env.create_guild()
        channel = guild.create_text_channel("general")
        alice = guild.add_member(env.create_user("alice"))
        question = "How many days had the war lasted when Lukashenko gave the interview?"
        (message,) = shown(await alice.slash(channel, "ask", question=question))
        embed: discord.Embed = message.embeds[0]
    await bot.close()
    return embed


def test_from_a_token_to_an_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("FOOTNOTE_")]:
        monkeypatch.delenv(name)
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    (tmp_path / ".env").write_text(
        example.replace("#FOOTNOTE_DISCORD_TOKEN=", f"FOOTNOTE_DISCORD_TOKEN={TOKEN}"),
        encoding="utf-8",
    )
    monkeypatch.chdir(tmp_path)
    tokens: list[str] = []
    answers: list[discord.Embed] = []

    def run(bot: Any, token: str, **_: Any) -> None:
        tokens.append(token)
        answers.append(asyncio.run(asked(bot)))

    monkeypatch.setattr(discord.Client, "run", run)
    assert main(["bot"]) == 0
    assert tokens == [TOKEN]
    text = answers[0].description or ""
    assert "71" in text
    assert "lukashenko-interview.txt ¶3" in text
    assert (tmp_path / ".footnote" / "footnote.db").is_file()
