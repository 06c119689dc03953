"""Where Discord's event loop meets the library: every call crosses to a thread here."""

from __future__ import annotations

import asyncio
from typing import Protocol

from rag.model import Answer, Excerpt

__all__ = ["AnyLibrary", "Desk", "HasDesk"]

AT_WORK = 4
"""Questions answered at the same time; further ones wait for their turn."""


class AnyLibrary(Protocol):
    """What the bot needs of a library; it must be thread-safe."""

    def ask(self, question: str) -> Answer:
        """As `Library.ask`."""
        ...

    def find(self, paragraph_id: str, neighbours: int = 1) -> Excerpt | None:
        """As `Library.find`."""
        ...


class Desk:
    """Asks `library` without holding up the event loop."""

    def __init__(self, library: AnyLibrary) -> None:
        self._library = library
        self._places = asyncio.Semaphore(AT_WORK)

    async def ask(self, question: str) -> Answer:
        """As `Library.ask`."""
        async with self._places:
            return await asyncio.to_thread(self._library.ask, question)

    async def find(self, paragraph_id: str) -> Excerpt | None:
        """As `Library.find`."""
        return await asyncio.to_thread(self._library.find, paragraph_id)


class HasDesk(Protocol):
    """A client that a button can ask."""

    desk: Desk
