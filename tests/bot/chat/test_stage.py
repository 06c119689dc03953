"""The stage itself: a scene does not close on what Discord would refuse."""

from __future__ import annotations

from typing import Any

import discord
import pytest


async def scene_with_a_ping(stage: Any) -> None:
    async with stage() as scene:
        channel = scene.env.bot.get_channel(scene.channel.id)
        await channel.send("@everyone", allowed_mentions=discord.AllowedMentions.all())


async def test_a_ping_does_not_pass(stage: Any) -> None:
    with pytest.raises(AssertionError, match=r"POST /channels/\d+/messages: allowed_mentions"):
        await scene_with_a_ping(stage)
