"""What running the bot from Discord needs to know from one act to the next."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bot.chat.asking.refusal import RefusalError
from bot.chat.managing.uploads import Uploads
from bot.settings import BotSettings

__all__ = ["Office"]


class Office:
    """Lives as long as the bot. `clock` tells seconds."""

    def __init__(self, settings: BotSettings, clock: Callable[[], float] = time.monotonic) -> None:
        self.settings = settings
        self.clock = clock
        self.uploads = Uploads(clock)
        self.rules = asyncio.Lock()
        """Held while a server's settings are read, changed and saved."""
        self._started = clock()
        self._changing = False

    @property
    def uptime(self) -> float:
        """Seconds since the bot was made."""
        return self.clock() - self._started

    @contextmanager
    def change(self) -> Iterator[None]:
        """Around a change of the articles or the index, of which there is one at a time.

        Raises `RefusalError` while another one is under way.
        """
        if self._changing:
            raise RefusalError("already_indexing")
        self._changing = True
        try:
            yield
        finally:
            self._changing = False
