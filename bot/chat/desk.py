"""Where Discord's event loop meets the library: every call crosses to a thread here."""

from __future__ import annotations

import asyncio
from typing import Protocol

from bot.store import Store
from rag.model import Answer, ArticleInfo, Excerpt, LibraryStatus, Passage

__all__ = ["AnyLibrary", "Desk", "Serves"]

AT_WORK = 4
"""Questions answered at the same time; further ones wait for their turn."""


class AnyLibrary(Protocol):
    """What the bot needs of a library; it must be thread-safe."""

    def ask(self, question: str) -> Answer:
        """As `Library.ask`."""
        ...

    def search(self, question: str, limit: int = 10) -> tuple[Passage, ...]:
        """As `Library.search`."""
        ...

    def find(self, paragraph_id: str, neighbours: int = 1) -> Excerpt | None:
        """As `Library.find`."""
        ...

    def show(self, file: str, number: int, neighbours: int = 1) -> Excerpt:
        """As `Library.show`."""
        ...

    def articles(self) -> tuple[ArticleInfo, ...]:
        """As `Library.articles`."""
        ...

    def status(self) -> LibraryStatus:
        """As `Library.status`."""
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

    async def search(self, words: str, limit: int) -> tuple[Passage, ...]:
        """As `Library.search`."""
        async with self._places:
            return await asyncio.to_thread(self._library.search, words, limit)

    async def find(self, paragraph_id: str, neighbours: int = 1) -> Excerpt | None:
        """As `Library.find`."""
        return await asyncio.to_thread(self._library.find, paragraph_id, neighbours)

    async def show(self, file: str, number: int) -> Excerpt:
        """As `Library.show`."""
        return await asyncio.to_thread(self._library.show, file, number)

    async def articles(self) -> tuple[ArticleInfo, ...]:
        """As `Library.articles`."""
        return await asyncio.to_thread(self._library.articles)

    async def status(self) -> LibraryStatus:
        """As `Library.status`."""
        return await asyncio.to_thread(self._library.status)


class Serves(Protocol):
    """A client as a button sees it."""

    desk: Desk
    store: Store
