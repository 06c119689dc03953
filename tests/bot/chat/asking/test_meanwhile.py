"""Whoever waits sees their place in one message, which then becomes the answer."""

from __future__ import annotations

from typing import Any

import pytest
from waiting_for import until

from bot.chat.asking import meanwhile
from bot.chat.asking.meanwhile import Meanwhile
from bot.chat.asking.outlets import MessageOutlet, Outlet
from bot.language import phrases


class Wall(Outlet):
    """Keeps what it shows."""

    promised = False

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    async def show(self, **message: Any) -> None:
        self.shown.append(message["content"])

    async def withdraw(self) -> None:
        raise AssertionError("nobody asked for it")

    async def _post(self, **message: Any) -> Any:
        raise AssertionError("a notice sends nothing that stays")


async def test_the_latest_place_is_shown_at_its_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meanwhile, "_PACE", 0.01)
    wall = Wall()
    notice = Meanwhile(wall, phrases("en"), embed=True)
    notice.place(3)
    await until(lambda: len(wall.shown) == 1)
    notice.place(2)
    notice.place(1)
    await until(lambda: len(wall.shown) == 2)
    await notice.done()
    assert [text.split()[5] for text in wall.shown] == ["3", "1"]


async def test_who_does_not_wait_sees_nothing() -> None:
    wall = Wall()
    await Meanwhile(wall, phrases("en"), embed=True).done()
    assert wall.shown == []


async def test_what_is_provisional_stays_one_message(stage: Any) -> None:
    async with stage() as scene:
        channel = scene.env.bot.get_channel(scene.channel.id)
        outlet = MessageOutlet(await channel.send("asked"))
        for text in ("third", "second"):
            await outlet.show(content=text)
        await outlet.send(content="the answer")
        await outlet.send(content="its second part")
        texts = [post.content for post in scene.posts()]
        assert texts == ["asked", "the answer", "its second part"]
