"""Draws docs/images: what the real bot posts in a simulated server, as a browser shows it.

    pip install "simcord[preview]" pillow playwright
    PYTHONPATH=.:tests python tools/discord_pictures.py [--chromium /usr/bin/chromium] [NAME …]

Answers come from the library over `seeds/`. A NAME draws that picture alone.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import tempfile
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import discord
import simcord
from llm_server import Gate, LlmServer, Says
from PIL import Image
from playwright.async_api import Browser, FloatRect, Page, async_playwright

from bot import create_bot
from bot.chat.desk import AT_WORK
from bot.settings import BotSettings
from bot.store import ServerSettings
from rag import Library
from rag.model import Answer

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
ANSWERED = "How many days had the war lasted when Lukashenko gave the interview?"
TWO_SOURCES = "Why did Russia give up its attempt to take Kyiv, and who is Hanna Liubakova?"
NOT_FOUND = "How many people live in Minsk?"
MISSPELT = "Who is Luakshenko?"
FIRST = "Who took Lukashenko to task for his remarks?"
MODEL_SAYS = (
    'The war had lasted 71 days [1: "had been going on for 71 days"]. ',
    "Lukashenko ",
    'admitted that he had not imagined it would take so long [1: "had not imagined it would"]. ',
    'It has cost 500 billion dollars [1: "500 billion dollars"].',
)
FOLLOW_UP = "Where is she from?"
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
COLOURS = 200
MARGIN = 10


class Waiting:
    """The library, but what begins with "wait" takes until `gate` is open."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.gate = threading.Event()

    def ask(self, question: str, **options: Any) -> Answer:
        if question.startswith("wait"):
            self.gate.wait()
        return self._library.ask(question, **options)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._library, name)


@dataclass
class Studio:
    """A server with the bot in it, and a browser that looks at one channel of it."""

    env: Any
    browser: Browser
    library: Waiting
    guild: Any
    alice: Any
    bob: Any

    @property
    def mention(self) -> str:
        return f"<@{self.env.bot.user.id}>"

    async def rule(self, guild: Any = None, **settings: Any) -> None:
        chosen = ServerSettings(**{"cooldown_seconds": 0, **settings})
        await self.env.bot.store.save_settings((guild or self.guild).id, chosen)

    def channel(self, name: str) -> Any:
        return self.guild.create_text_channel(name)

    async def ask(self, channel: Any, question: str, **options: Any) -> Any:
        result = await self.alice.slash(channel, "ask", question=question, **options)
        return (result.followups or [result.response])[-1]

    async def draw(self, name: str, channel: Any, *, form: Any = None, viewer: Any = None) -> None:
        """Keeps what `viewer` sees of `channel`, or the `form` that is open."""
        looking = viewer or self.alice
        async with self.env.preview(channel, viewers=[looking], layout="channel") as preview:
            if form is not None:
                await preview.show(form)
            page = await self.browser.new_page(viewport={"width": 880, "height": 2_000})
            await page.goto(preview.url)
            await page.wait_for_load_state("networkidle")
            await shoot(page, name, ".modal-dialog" if form is not None else ".channel-message")
            await page.close()


async def shoot(page: Page, name: str, selector: str) -> None:
    """Keeps what `selector` finds, in few colours."""
    boxes = [
        box for each in await page.locator(selector).all() if (box := await each.bounding_box())
    ]
    if not boxes:
        raise SystemExit(f"{name}: the page shows no {selector}")
    left, top = (min(box[side] for box in boxes) for side in ("x", "y"))
    right = max(box["x"] + box["width"] for box in boxes)
    bottom = max(box["y"] + box["height"] for box in boxes)
    area = FloatRect(x=left, y=top - MARGIN, width=right - left, height=bottom - top + 2 * MARGIN)
    picture = Image.open(io.BytesIO(await page.screenshot(clip=area))).convert("RGB")
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(
        IMAGES / f"discord-{name}.png", optimize=True
    )


async def answer(studio: Studio) -> None:
    channel = studio.channel("ask-the-articles")
    await studio.ask(channel, ANSWERED)
    await studio.draw("answer", channel)


async def sources(studio: Studio) -> None:
    channel = studio.channel("sources")
    message = await studio.ask(channel, TWO_SOURCES)
    await studio.alice.click(message, label="Sources")
    await studio.draw("sources", channel)


async def not_found(studio: Studio) -> None:
    channel = studio.channel("silence")
    await studio.alice.send(channel, f"{studio.mention} {NOT_FOUND}")
    await studio.draw("not-found", channel)


async def meant(studio: Studio) -> None:
    channel = studio.channel("did-you-mean")
    message = await studio.ask(channel, MISSPELT)
    await studio.alice.click(message, label="Yes, that")
    await studio.draw("meant", channel)


async def follow_up(studio: Studio) -> None:
    channel = studio.channel("follow-up")
    await studio.alice.send(channel, f"{studio.mention} {FIRST}")
    *_, first = channel.history()
    await studio.bob.send(channel, FOLLOW_UP, reply_to=first)
    await studio.draw("follow-up", channel)


async def further(studio: Studio) -> None:
    channel = studio.channel("further")
    message = await studio.ask(channel, FIRST)
    form = await studio.alice.click(message, label="Ask further")
    await studio.draw("further", channel, form=form)


async def verdict(studio: Studio) -> None:
    channel = studio.channel("verdict")
    message = await studio.ask(channel, ANSWERED)
    form = await studio.alice.click(message, custom_id="verdict:bad")
    await studio.draw("verdict", channel, form=form)


async def private(studio: Studio) -> None:
    channel = studio.channel("private")
    asked = await studio.bob.send(channel, ANSWERED)
    await studio.alice.context_menu(channel, "Answer this", asked)
    await studio.draw("private", channel)


async def queue(studio: Studio) -> None:
    channel, desk = studio.channel("queue"), studio.env.bot.desk
    slow = [asyncio.create_task(desk.ask(f"wait {n}")) for n in range(AT_WORK + 2)]
    await asyncio.sleep(0.5)
    studio.env.backend.create_message(channel.id, studio.alice.id, f"{studio.mention} {ANSWERED}")
    await asyncio.sleep(1)
    try:
        await studio.draw("queue", channel)
    finally:
        studio.library.gate.set()
        await asyncio.gather(*slow)
        await studio.env.settle()


async def thread(studio: Studio) -> None:
    channel = studio.channel("long-exchange")
    await studio.rule(opens_threads=True)
    for question in (ANSWERED, FIRST, FIRST):
        await studio.alice.send(channel, f"{studio.mention} {question}")
    (opened,) = channel.threads
    await studio.bob.send(opened, FOLLOW_UP)
    await studio.draw("thread", opened)
    await studio.rule()


async def forum(studio: Studio) -> None:
    place, backend = studio.guild.create_forum_channel("questions"), studio.env.backend
    await studio.rule(forum_channels=frozenset({place.id}))
    post = backend.create_thread(
        place.id, "The war", studio.bob.id, message_id=backend.snowflake(), broadcast=False
    )
    backend.announce_thread_create(post)
    first = backend.prepare_message(post.id, studio.bob.id, f"I have read both. {ANSWERED} Thanks!")
    first.id = post.id
    backend.commit_message(first)
    await studio.env.settle()
    await studio.draw("forum", place.threads[0])


async def browsing(studio: Studio) -> None:
    for name, command, options in (
        ("articles", "sources", {}),
        ("article", "article", {"article": "liubakova-criticism.txt"}),
        ("search", "search", {"words": "peace talks"}),
        ("help", "help", {}),
        ("about", "about", {}),
    ):
        channel = studio.channel(name)
        await studio.alice.slash(channel, command, **options)
        await studio.draw(name, channel)


async def german(studio: Studio) -> None:
    guild = studio.env.create_guild("Zeitungsleser")
    await studio.rule(guild, language="de")
    channel = guild.create_text_channel("fragen")
    anna = guild.add_member(studio.env.create_user("anna"))
    await anna.slash(channel, "ask", question=ANSWERED)
    await anna.send(channel, f"{studio.mention} {NOT_FOUND}")
    await studio.draw("german", channel, viewer=anna)


async def running(studio: Studio) -> None:
    role = studio.guild.create_role("boss", permissions=discord.Permissions(manage_guild=True))
    boss = studio.guild.add_member(studio.env.create_user("boss"), roles=[role])
    lost = studio.channel("lost")
    for question in (NOT_FOUND, "What is the population of Minsk?", "Who won the world cup?"):
        await studio.ask(lost, question)
    article = ("tower.txt", b"The tower\n\nThe tower was struck by lightning in 1890.\n")
    for name, command, options in (
        ("admin-status", "admin status", {}),
        ("admin-reindex", "admin reindex", {}),
        ("admin-add", "admin add", {"file": article}),
        ("admin-remove", "admin remove", {"file": "liubakova-criticism.txt"}),
        ("admin-channels", "admin channels", {}),
        ("admin-settings", "admin settings", {}),
        ("admin-gaps", "admin gaps", {}),
    ):
        channel = studio.channel(name)
        await boss.slash(channel, command, **options)
        await studio.draw(name, channel, viewer=boss)


async def privacy(studio: Studio) -> None:
    channel = studio.channel("privacy")
    await studio.alice.slash(channel, "privacy show")
    await studio.alice.slash(channel, "privacy delete")
    await studio.draw("privacy", channel)


async def writing(studio: Studio) -> None:
    """A scripted model writes: once when half of it is there, once when all is."""
    gate = Gate()
    with (
        LlmServer(Says(pieces=MODEL_SAYS, gates={len(MODEL_SAYS) - 1: gate})) as server,
        opened(llm=f"openai-like:scripted@{server.url}") as (library, settings),
    ):
        bot = create_bot(library, settings)
        env, channel = studio.env, studio.channel("writing")
        await env.restart_bot(bot)
        env.backend.create_message(channel.id, studio.alice.id, f"{studio.mention} {ANSWERED}")
        while not any(message.embeds for message in channel.history()):
            await asyncio.sleep(0.1)
        await studio.draw("writing", channel)
        gate.open()
        await env.settle()
        await studio.draw("written", channel)
        await bot.close()


SCENES: tuple[Callable[[Studio], Awaitable[None]], ...] = (
    answer, sources, not_found, meant, follow_up, further, verdict, private, queue, thread,
    forum, browsing, german, running, privacy, writing,
)  # fmt: skip


async def pictures(library: Library, settings: BotSettings, chromium: str, names: set[str]) -> None:
    waiting = Waiting(library)
    bot = create_bot(waiting, settings)
    async with (
        simcord.run(bot, settle_timeout=30) as env,
        async_playwright() as playwright,
    ):
        browser = await playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        await bot.user.edit(username="Footnote")  # type: ignore[union-attr]
        guild = env.create_guild("News readers")
        alice, bob = (guild.add_member(env.create_user(name)) for name in ("alice", "bob"))
        studio = Studio(env, browser, waiting, guild, alice, bob)
        await studio.rule()
        for scene in SCENES:
            if not names or scene.__name__ in names:
                await scene(studio)
        await browser.close()
    await bot.close()


@contextmanager
def opened(**more: Any) -> Iterator[tuple[Library, BotSettings]]:
    """The library over `seeds/`, with an index that is thrown away."""
    with tempfile.TemporaryDirectory() as index:
        settings = BotSettings(
            articles=ROOT / "seeds", index=Path(index), message_content=True, **more
        )
        with Library.open(settings) as library:
            library.sync()
            library.warm_up()
            yield library, settings


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    parser.add_argument("names", nargs="*", help="; ".join(scene.__name__ for scene in SCENES))
    arguments = parser.parse_args()
    IMAGES.mkdir(parents=True, exist_ok=True)
    with opened() as (library, settings):
        asyncio.run(pictures(library, settings, arguments.chromium, set(arguments.names)))


if __name__ == "__main__":
    main()
