"""Draws docs/images: what the real bot posts in a simulated server, as a browser shows it.

    pip install "simcord[preview]" playwright
    PYTHONPATH=. python tools/discord_pictures.py [--chromium /usr/bin/chromium]

Answers come from the library over `seeds/`.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from pathlib import Path
from typing import Any

import simcord
from playwright.async_api import FloatRect, Page, async_playwright

from bot import create_bot
from bot.settings import BotSettings
from rag import Library

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
ANSWERED = "How many days had the war lasted when Lukashenko gave the interview?"
NOT_FOUND = "How many people live in Minsk?"
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]


async def pictures(library: Library, settings: BotSettings, chromium: str) -> None:
    bot = create_bot(library, settings)
    async with (
        simcord.run(bot, settle_timeout=30) as env,
        async_playwright() as playwright,
    ):
        browser = await playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        await bot.user.edit(username="Footnote")  # type: ignore[union-attr]
        guild = env.create_guild("News readers")
        member = guild.add_member(env.create_user("alice"))
        channel = guild.create_text_channel("ask-the-articles")
        answer = await member.slash(channel, "ask", question=ANSWERED)
        await draw(env, browser, channel, member, "discord-answer", height=350)
        message = answer.followups[-1] if answer.followups else answer.response
        assert message is not None
        await member.click(message, label="Sources")
        await draw(env, browser, channel, member, "discord-sources", height=700)
        other = guild.create_text_channel("silence")
        await member.send(other, f"<@{bot.user.id}> {NOT_FOUND}")  # type: ignore[union-attr]
        await draw(env, browser, other, member, "discord-not-found", height=690)
        await browser.close()


async def draw(
    env: Any, browser: Any, channel: Any, member: Any, name: str, *, height: int
) -> None:
    async with env.preview(channel, viewers=[member], layout="channel") as preview:
        page: Page = await browser.new_page(
            viewport={"width": 980, "height": 860}, device_scale_factor=1.25
        )
        await page.goto(preview.url)
        await page.wait_for_load_state("networkidle")
        conversation = FloatRect(x=258, y=100, width=722, height=height)
        await page.screenshot(path=IMAGES / f"{name}.png", clip=conversation)
        await page.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    arguments = parser.parse_args()
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as index:
        settings = BotSettings(articles=ROOT / "seeds", index=Path(index))
        with Library.open(settings) as library:
            library.sync()
            library.warm_up()
            asyncio.run(pictures(library, settings, arguments.chromium))


if __name__ == "__main__":
    main()
