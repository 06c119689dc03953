"""Logging in: commands are sent when changed; failures are said in one line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import aiohttp
import discord
import pytest
from desk_library import DeskLibrary
from pydantic import SecretStr

from bot.chat import run as running
from bot.chat.errors import LoginError
from bot.settings import BotSettings

TOKEN = ".".join(["x" * 24, "y" * 6, "z" * 27])


def sent(scene: Any) -> list[str]:
    return [e.path for e in scene.env.http_requests if e.method == "PUT" and "commands" in e.path]


async def test_commands_are_sent_once(stage: Any) -> None:
    async with stage() as scene:
        assert len(sent(scene)) == 1
        await scene.env.restart_bot(scene.new_bot())
        assert len(sent(scene)) == 1


async def test_changed_commands_are_sent_again(stage: Any) -> None:
    async with stage() as scene:
        note = Path(scene.settings.index) / "discord_commands.txt"
        note.write_text("of an older version")
        await scene.env.restart_bot(scene.new_bot())
        assert len(sent(scene)) == 2


@pytest.mark.parametrize("token", ["", "abc", "a.b.c", TOKEN + "!"])
def test_what_is_no_token(token: str) -> None:
    with pytest.raises(LoginError) as raised:
        running.check_token(BotSettings(discord_token=SecretStr(token)))
    assert "FOOTNOTE_DISCORD_TOKEN" in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        (discord.LoginFailure("Improper token"), "does not accept the token"),
        (discord.PrivilegedIntentsRequired(None), "refuses an intent"),
        (aiohttp.ClientConnectionError("no route"), "cannot be reached"),
    ],
)
def test_failures_are_one_line(
    monkeypatch: pytest.MonkeyPatch, failure: Exception, said: str
) -> None:
    async def refuse(self: discord.Client, token: str) -> None:
        raise failure

    monkeypatch.setattr(discord.Client, "login", refuse)
    with pytest.raises(LoginError, match=said) as raised:
        running.run(DeskLibrary(), BotSettings(discord_token=SecretStr(TOKEN)))
    assert TOKEN not in str(raised.value)


def test_no_privileged_intent_and_no_pings() -> None:
    from bot import create_bot

    bot = create_bot(DeskLibrary(), BotSettings())
    intents = bot.intents
    assert not any((intents.message_content, intents.members, intents.presences))
    assert bot.allowed_mentions.to_dict() == {"parse": []}  # type: ignore[union-attr]
