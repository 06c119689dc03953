"""The line before the desk: in order, bounded, and left without a trace by whoever gives up."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.chat.asking.refusal import RefusalError
from bot.chat.asking.waiting import WaitingLine


class People:
    """They take turns, and note who got one and which places each was told."""

    def __init__(self, line: WaitingLine) -> None:
        self._line = line
        self.served: list[str] = []
        self.places: dict[str, list[int]] = {}
        self._leave: dict[str, asyncio.Event] = {}

    async def come(self, name: str) -> asyncio.Task[None]:
        self.places[name], self._leave[name] = [], asyncio.Event()
        task = asyncio.create_task(self._turn(name))
        await settled()
        return task

    async def leave(self, name: str) -> None:
        self._leave[name].set()
        await settled()

    async def _turn(self, name: str) -> None:
        async with self._line.turn(self.places[name].append):
            self.served.append(name)
            await self._leave[name].wait()


async def settled() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


@asynccontextmanager
async def line_of(at_work: int, waiting: int) -> AsyncIterator[tuple[WaitingLine, People]]:
    line = WaitingLine(at_work, waiting)
    people = People(line)
    yield line, people
    for name in people.places:
        await people.leave(name)


async def test_as_many_as_may_work_at_a_time() -> None:
    async with line_of(2, 5) as (line, people):
        for name in "abc":
            await people.come(name)
        assert people.served == ["a", "b"]
        assert line.length == 1


async def test_turns_come_in_order() -> None:
    async with line_of(1, 5) as (_, people):
        for name in "abcd":
            await people.come(name)
        for name in "abc":
            await people.leave(name)
        assert people.served == list("abcd")


async def test_places_are_told_when_they_change() -> None:
    async with line_of(1, 5) as (_, people):
        for name in "abcd":
            await people.come(name)
        await people.leave("a")
        await people.leave("b")
        assert people.places == {"a": [], "b": [1], "c": [2, 1], "d": [3, 2, 1]}


async def test_who_gives_up_leaves_the_line() -> None:
    async with line_of(1, 5) as (line, people):
        await people.come("a")
        gone = await people.come("b")
        await people.come("c")
        gone.cancel()
        await settled()
        assert people.places["c"] == [2, 1]
        assert line.length == 1
        await people.leave("a")
        assert people.served == ["a", "c"]


async def test_who_gives_up_as_the_turn_comes_gives_it_on() -> None:
    async with line_of(1, 5) as (_, people):
        await people.come("a")
        gone = await people.come("b")
        await people.come("c")
        people._leave["a"].set()
        await asyncio.sleep(0)  # the turn is given; b has not woken up yet
        gone.cancel()
        await settled()
        assert people.served == ["a", "c"]


@pytest.mark.parametrize("cancelled_first", [True, False])
async def test_giving_up_and_leaving_at_the_same_moment(cancelled_first: bool) -> None:
    async with line_of(1, 5) as (line, people):
        await people.come("a")
        gone = await people.come("b")
        await people.come("c")
        if cancelled_first:
            gone.cancel()
            people._leave["a"].set()
        else:
            people._leave["a"].set()
            gone.cancel()
        with pytest.raises(asyncio.CancelledError):
            await gone
        await settled()
        assert people.served == ["a", "c"]
        assert line.length == 0


async def test_a_full_line_refuses() -> None:
    async with line_of(1, 2) as (line, people):
        for name in "abc":
            await people.come(name)
        with pytest.raises(RefusalError, match="too_busy"):
            await (await people.come("d"))
        assert line.length == 2


async def test_a_turn_is_given_on_when_work_fails() -> None:
    line = WaitingLine(1, 5)
    for _ in range(3):
        with pytest.raises(ValueError, match="broken"):
            async with line.turn():
                raise ValueError("broken")
    assert line.length == 0
