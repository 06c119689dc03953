"""Progress from a thread is shown at a pace, whatever Discord says."""

from __future__ import annotations

import asyncio
import itertools
from typing import Any
from unittest.mock import Mock

import discord

from bot.chat.managing.pacer import PACE, Pacer
from rag.model import Progress


class Clock:
    time = 100.0

    def __call__(self) -> float:
        return self.time


def step(done: int) -> Progress:
    return Progress(done, 10, "a.txt")


async def test_no_faster_than_the_pace() -> None:
    clock, shown = Clock(), []

    async def show(progress: Progress) -> None:
        shown.append((clock.time, progress.done))

    pacer = Pacer(show, clock)
    for done in range(10):
        await asyncio.to_thread(pacer, step(done))
        await pacer.settled()
        clock.time += 0.5
    assert [done for _, done in shown] == [3, 6, 9]
    assert all(b[0] - a[0] >= PACE for a, b in itertools.pairwise(shown))


async def test_what_is_on_its_way_is_not_overtaken() -> None:
    clock, shown, arrived = Clock(), [], asyncio.Event()

    async def show(progress: Progress) -> None:
        await arrived.wait()
        shown.append(progress.done)

    pacer = Pacer(show, clock)
    for done in range(3):
        clock.time += PACE
        await asyncio.to_thread(pacer, step(done))
    arrived.set()
    await pacer.settled()
    assert shown == [0]


async def test_a_refusal_stops_nothing() -> None:
    clock = Clock()

    async def show(progress: Progress) -> None:
        response: Any = Mock(status=500, reason="oops")
        raise discord.HTTPException(response, "oops")

    pacer = Pacer(show, clock)
    clock.time += PACE
    pacer(step(1))
    await asyncio.sleep(0)
    await pacer.settled()
