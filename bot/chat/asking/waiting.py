"""Questions wait for their turn, in order, and know their place."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from bot.chat.asking.refusal import RefusalError

__all__ = ["OnPlace", "WaitingLine"]

OnPlace = Callable[[int], None]
"""Told how many are before one, from 1 on, whenever that changes."""


class WaitingLine:
    """At most `at_work` at a time; of those beyond, at most `waiting`."""

    def __init__(self, at_work: int, waiting: int) -> None:
        self._free = at_work
        self._most = waiting
        self._line: deque[tuple[asyncio.Future[None], OnPlace | None]] = deque()

    @property
    def length(self) -> int:
        """How many wait."""
        return len(self._line)

    @asynccontextmanager
    async def turn(self, on_place: OnPlace | None = None) -> AsyncIterator[None]:
        """Waits for a turn, and gives it on at the end.

        Raises `RefusalError` when too many wait already.
        """
        await self._take(on_place)
        try:
            yield
        finally:
            self._give()

    async def _take(self, on_place: OnPlace | None) -> None:
        if self._free:
            self._free -= 1
            return
        if len(self._line) >= self._most:
            raise RefusalError("too_busy")
        called: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        mine = called, on_place
        self._line.append(mine)
        if on_place:
            on_place(len(self._line))
        try:
            await called
        except asyncio.CancelledError:
            if called.done() and not called.cancelled():  # the turn came, too late
                self._give()
            elif mine in self._line:  # or passed over by a turn given in between
                self._line.remove(mine)
                self._tell()
            raise

    def _give(self) -> None:
        while self._line:
            called, _ = self._line.popleft()
            if not called.done():
                called.set_result(None)
                self._tell()
                return
        self._free += 1

    def _tell(self) -> None:
        for place, (_, on_place) in enumerate(self._line, start=1):
            if on_place:
                on_place(place)
