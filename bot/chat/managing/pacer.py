"""Progress that a thread reports, shown at a pace that Discord allows."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

import discord

from rag.model import Progress

__all__ = ["PACE", "Pacer"]

PACE = 1.5
"""Seconds between two edits of a message, at least."""

_log = logging.getLogger(__name__)


class Pacer:
    """Called with each `Progress`, from any thread, it shows some of them on the event loop.

    The first comes `PACE` seconds after it was made; a step that comes too early, or while the
    one before is still on its way, is not shown. What Discord refuses is only logged: the work
    goes on. `clock` tells seconds.
    """

    def __init__(
        self, show: Callable[[Progress], Awaitable[None]], clock: Callable[[], float]
    ) -> None:
        self._show = show
        self._clock = clock
        self._next = clock() + PACE
        self._loop = asyncio.get_running_loop()
        self._edit: asyncio.Task[None] | None = None

    def __call__(self, progress: Progress) -> None:
        """Shows `progress` if it is time to."""
        now = self._clock()
        if now >= self._next:
            self._next = now + PACE
            self._loop.call_soon_threadsafe(self._begin, progress)

    async def settled(self) -> None:
        """Waits until what is on its way has been shown."""
        if self._edit is not None:
            await self._edit

    def _begin(self, progress: Progress) -> None:
        if self._edit is None or self._edit.done():
            self._edit = self._loop.create_task(self._shown(progress))

    async def _shown(self, progress: Progress) -> None:
        try:
            await self._show(progress)
        except discord.HTTPException as error:
            _log.info("progress could not be shown: %s", error)
