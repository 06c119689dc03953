"""Tells whoever waits how many are before them."""

from __future__ import annotations

import asyncio
import logging

import discord

from bot.chat.asking.outlets import Outlet
from bot.language import Say

__all__ = ["PlaceNotice"]

_log = logging.getLogger(__name__)

_PACE = 2.0  # seconds between two edits; faster ones run into Discord's limits


class PlaceNotice:
    """Shows the latest place in `outlet`, no faster than Discord takes it, until `done`."""

    def __init__(self, outlet: Outlet, say: Say) -> None:
        self._outlet = outlet
        self._say = say
        self._place = 0
        self._over = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def __call__(self, place: int) -> None:
        """There are `place` before and with one."""
        self._place = place
        if self._task is None:
            self._task = asyncio.create_task(self._show())

    async def done(self) -> None:
        """Ends it, so that the outlet is free for the answer."""
        self._over.set()
        if self._task:
            await self._task

    async def _show(self) -> None:
        shown = 0
        while not self._over.is_set():
            if self._place != shown:
                shown = self._place
                try:
                    await self._outlet.show(content=self._say("place_in_line", place=shown))
                except discord.HTTPException as error:  # the answer itself will tell
                    _log.info("cannot show a place in the line: %s", error)
                    return
            try:
                await asyncio.wait_for(self._over.wait(), _PACE)
            except TimeoutError:
                continue
