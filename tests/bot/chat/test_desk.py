"""The desk answers each question once, however many ask it, and shows who waits."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from desk_library import QUESTION, QUOTE, DeskLibrary, shown
from waiting_for import until

from bot.chat import desk as module
from bot.chat.asking.refusal import RefusalError
from bot.chat.desk import AT_WORK, Desk


@asynccontextmanager
async def busy(desk: Desk, library: DeskLibrary) -> AsyncIterator[None]:
    """All that the desk can do at a time is slow until the end."""
    before = len(library.asked)
    slow = [asyncio.create_task(desk.ask(f"slow {n}")) for n in range(AT_WORK)]
    await until(lambda: len(library.asked) == before + AT_WORK)
    try:
        yield
    finally:
        library.gate.set()
        await asyncio.gather(*slow)


async def test_the_same_question_is_answered_once_for_all() -> None:
    library = DeskLibrary()
    desk = Desk(library)
    asking = [asyncio.create_task(desk.ask(text)) for text in ("slow one", " slow  one ")]
    await until(lambda: library.asked == ["slow one"])
    library.gate.set()
    first, second = await asyncio.gather(*asking)
    assert first is second
    await desk.ask("slow one")
    assert library.asked == ["slow one"] * 2  # what is done is not kept


async def test_who_gives_up_does_not_take_it_from_others() -> None:
    library = DeskLibrary()
    desk = Desk(library)
    first, second = (asyncio.create_task(desk.ask("slow one")) for _ in range(2))
    await until(lambda: bool(library.asked))
    first.cancel()
    library.gate.set()
    assert (await second).question == "slow one"
    assert first.cancelled()


async def test_a_failure_is_told_to_all_and_not_kept() -> None:
    desk = Desk(DeskLibrary())
    results = await asyncio.gather(desk.ask("fail"), desk.ask("fail"), return_exceptions=True)
    assert [type(result) for result in results] == [RuntimeError] * 2
    with pytest.raises(RuntimeError):
        await desk.ask("fail")


async def test_when_too_many_wait_it_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WAITING", 1)
    library = DeskLibrary()
    desk = Desk(library)
    async with busy(desk, library):
        waiting = asyncio.create_task(desk.ask(QUESTION))
        await until(lambda: desk.waiting == 1)
        with pytest.raises(RefusalError, match="too_busy"):
            await desk.ask("Who won?")
        same = asyncio.create_task(desk.ask(QUESTION))  # costs nothing
    assert await waiting is await same


def bodies(scene: Any) -> list[dict[str, Any]]:
    sent = (e for e in scene.env.http_requests if "/messages" in e.path or "/webhooks" in e.path)
    return [entry.json for entry in sent if entry.json]


def places(scene: Any) -> list[str]:
    return [text for body in bodies(scene) if "number" in (text := body.get("content") or "")]


@pytest.mark.parametrize("how", ["slash", "mention"])
async def test_the_place_is_shown_and_the_answer_takes_it(stage: Any, how: str) -> None:
    async with stage(settle_timeout=20) as scene:
        async with busy(scene.env.bot.desk, scene.library):
            if how == "slash":
                asking = scene.alice.slash(scene.channel, "ask", question=QUESTION)
            else:
                asking = scene.alice.send(scene.channel, f"{scene.mention} {QUESTION}")
            asked = asyncio.create_task(asking)
            await until(lambda: bool(places(scene)))
        result = await asked
        (message,) = shown(result) if how == "slash" else scene.posts()
        assert places(scene) == ["⏳ Your question is number 1 in the queue."]
        assert message.content == ""
        assert QUOTE in message.embeds[0].description
        assert message.components


@pytest.mark.parametrize("how", ["slash", "mention"])
async def test_too_many_are_told_to_come_back(
    stage: Any, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    monkeypatch.setattr(module, "WAITING", 0)
    async with stage() as scene, busy(scene.env.bot.desk, scene.library):
        if how == "slash":
            result = await scene.alice.slash(scene.channel, "ask", question=QUESTION)
            (message,) = result.followups
            assert message.ephemeral
            assert scene.posts() == []
        else:
            await scene.alice.send(scene.channel, f"{scene.mention} {QUESTION}")
            (message,) = scene.posts()
        assert "Too many questions" in message.embeds[0].description


async def test_a_pause_is_told_to_the_asker_of_a_command_alone(stage: Any) -> None:
    async with stage() as scene:
        await scene.rule(cooldown_seconds=600)
        await scene.alice.slash(scene.channel, "ask", question=QUESTION)
        for _ in range(2):  # each command needs its answer
            result = await scene.alice.slash(scene.channel, "ask", question=QUESTION)
            (message,) = result.followups
            assert re.search(r"ask again in \d+ s", message.embeds[0].description)
            assert message.ephemeral
        assert len(scene.posts()) == 1


async def test_a_pause_is_told_once_in_a_channel(
    stage: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    async with stage() as scene:
        await scene.rule(cooldown_seconds=600)
        for _ in range(4):
            await scene.alice.send(scene.channel, f"{scene.mention} {QUESTION}")
        assert len(scene.library.asked) == 1
        answer, told = scene.posts()
        assert QUOTE in answer.embeds[0].description
        assert "ask again" in told.embeds[0].description
        assert caplog.text.count("is refused: cooldown") == 3
        await scene.member("bob").send(scene.channel, f"{scene.mention} {QUESTION}")
        assert len(scene.posts()) == 3


async def test_a_refused_question_opens_no_thread(stage: Any) -> None:
    async with stage() as scene:
        for _ in range(2):
            await scene.alice.send(scene.channel, f"{scene.mention} {QUESTION}")
        await scene.rule(opens_threads=True, cooldown_seconds=600)
        await scene.alice.send(scene.channel, f"{scene.mention} {QUESTION}")
        assert scene.channel.threads == []
        assert "ask again" in scene.posts()[-1].embeds[0].description


async def test_reading_goes_on_while_every_place_is_taken(stage: Any) -> None:
    async with stage() as scene:
        await scene.alice.send(scene.channel, f"{scene.mention} {QUESTION}")
        (answer,) = scene.posts()
        async with busy(scene.env.bot.desk, scene.library):
            (page,) = shown(await scene.alice.click(answer, label="Sources"))
            assert QUOTE in page.embeds[0].description
            for command in ("help", "about", "sources"):
                assert shown(await scene.alice.slash(scene.channel, command))
            assert await scene.alice.autocomplete(scene.channel, "article", "article", "war")
            modal = await scene.alice.click(answer, label="Ask further")
            assert modal.modal
