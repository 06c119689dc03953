"""What is shown while an answer is under way: the place in the line, then what is written."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import discord

from bot.chat.asking.outlets import Outlet
from bot.chat.cards.answer import answer_card
from bot.chat.posting import messages
from bot.language import Say
from rag.model import Answer

__all__ = ["Meanwhile"]

_log = logging.getLogger(__name__)

_PACE = 1.5  # seconds between two edits; faster ones run into Discord's limits


class Meanwhile:
    """Shows the latest in `outlet`, no faster than Discord takes it, until `done`.

    What it cannot show is no loss: the answer itself will tell.
    """

    def __init__(self, outlet: Outlet, say: Say, *, embed: bool, question: str = "") -> None:
        self._outlet = outlet
        self._say = say
        self._embed = embed
        self._question = question
        self._latest: dict[str, Any] = {}
        self._over = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def place(self, place: int) -> None:
        """There are `place` before and with one."""
        self._show({"content": self._say("place_in_line", place=place)})

    def grown(self, answer: Answer) -> None:
        """The answer so far; of one that takes several messages, the first."""
        card = answer_card(answer, self._say, question=self._question)
        self._show(next(messages([card], embed=self._embed)))

    async def done(self) -> None:
        """Ends it, so that the outlet is free for the answer."""
        self._over.set()
        if self._task:
            await self._task

    def _show(self, message: dict[str, Any]) -> None:
        self._latest = message
        if self._task is None:
            self._task = asyncio.create_task(self._shown())

    async def _shown(self) -> None:
        shown: dict[str, Any] = {}
        while not self._over.is_set():
            if self._latest is not shown:
                shown = self._latest
                try:
                    await self._outlet.show(**shown)
                except discord.HTTPException as error:
                    _log.info("cannot show what is under way: %s", error)
                    return
            try:
                await asyncio.wait_for(self._over.wait(), _PACE)
            except TimeoutError:
                continue
