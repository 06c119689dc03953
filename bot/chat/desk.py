"""Where Discord's event loop meets the library: every call crosses to a thread here."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.chat.asking.waiting import WaitingLine
from rag.conversation import Turn
from rag.model import (
    Answer,
    Article,
    ArticleInfo,
    Excerpt,
    IndexReport,
    LibraryStatus,
    Passage,
    Progress,
)

__all__ = ["AnyLibrary", "Desk", "Follows"]

AT_WORK = 4
"""Questions answered at the same time; further ones wait for their turn."""

WAITING = 100
"""Questions that wait; yet further ones are sent away."""


class AnyLibrary(Protocol):
    """What the bot needs of a library; it must be thread-safe."""

    def ask(
        self,
        question: str,
        *,
        turns: Sequence[Turn] = (),
        listen: Callable[[Answer], None] | None = None,
    ) -> Answer:
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

    def sync(self, progress: Callable[[Progress], None] | None = None) -> IndexReport:
        """As `Library.sync`."""
        ...

    def preview(self, name: str, data: bytes) -> Article:
        """As `Library.preview`."""
        ...

    def add(
        self,
        name: str,
        data: bytes,
        *,
        replace: bool = False,
        progress: Callable[[Progress], None] | None = None,
    ) -> IndexReport:
        """As `Library.add`."""
        ...

    def remove(self, file: str, progress: Callable[[Progress], None] | None = None) -> IndexReport:
        """As `Library.remove`."""
        ...


class Follows(Protocol):
    """Is told how an answer comes along."""

    def place(self, place: int) -> None:
        """It waits, as number `place` in the line."""
        ...

    def grown(self, answer: Answer) -> None:
        """So much of it is written."""
        ...


@dataclass(frozen=True, slots=True)
class _Flight:
    """A question that is being answered, and all who asked it."""

    task: asyncio.Task[Answer]
    followers: list[Follows]


class Desk:
    """Asks `library` without holding up the event loop."""

    def __init__(self, library: AnyLibrary) -> None:
        self._library = library
        self._line = WaitingLine(AT_WORK, WAITING)
        self._asked: dict[tuple[str, tuple[Turn, ...]], _Flight] = {}

    @property
    def waiting(self) -> int:
        """How many questions wait for their turn."""
        return self._line.length

    async def ask(
        self, question: str, turns: tuple[Turn, ...] = (), follows: Follows | None = None
    ) -> Answer:
        """As `Library.ask`; the same question, asked while it is being answered, asks nothing anew.

        `follows` is told what there is to show meanwhile. Raises `RefusalError` when too many
        wait.
        """
        key = " ".join(question.split()), turns
        flight = self._asked.get(key)
        if flight is None:
            followers: list[Follows] = []
            task = asyncio.create_task(self._answer(question, turns, followers))
            task.add_done_callback(lambda _: self._asked.pop(key))
            flight = self._asked[key] = _Flight(task, followers)
        if follows:
            flight.followers.append(follows)
        return await asyncio.shield(flight.task)  # who gives up does not take it from the others

    async def _answer(
        self, question: str, turns: tuple[Turn, ...], followers: list[Follows]
    ) -> Answer:
        loop = asyncio.get_running_loop()

        def place(place: int) -> None:
            for follows in followers:
                follows.place(place)

        def grown(answer: Answer) -> None:
            for follows in followers:
                follows.grown(answer)

        def listen(answer: Answer) -> None:
            loop.call_soon_threadsafe(grown, answer)

        async with self._line.turn(place):
            return await asyncio.to_thread(self._library.ask, question, turns=turns, listen=listen)

    async def search(self, words: str, limit: int) -> tuple[Passage, ...]:
        """As `Library.search`. Raises `RefusalError` when too many wait."""
        async with self._line.turn():
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

    @property
    def open_questions(self) -> int:
        """How many different questions are being answered, or wait for that."""
        return len(self._asked)

    async def sync(self, progress: Callable[[Progress], None]) -> IndexReport:
        """As `Library.sync`; `progress` is called in another thread."""
        return await asyncio.to_thread(self._library.sync, progress)

    async def preview(self, name: str, data: bytes) -> Article:
        """As `Library.preview`."""
        return await asyncio.to_thread(self._library.preview, name, data)

    async def add(
        self, name: str, data: bytes, *, replace: bool, progress: Callable[[Progress], None]
    ) -> IndexReport:
        """As `Library.add`; `progress` is called in another thread."""
        return await asyncio.to_thread(
            self._library.add, name, data, replace=replace, progress=progress
        )

    async def remove(self, file: str, progress: Callable[[Progress], None]) -> IndexReport:
        """As `Library.remove`; `progress` is called in another thread."""
        return await asyncio.to_thread(self._library.remove, file, progress)
