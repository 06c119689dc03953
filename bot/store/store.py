"""The way into what the bot remembers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.store import answers, people, servers
from bot.store.database import Database
from bot.store.model import Gap, Held, Posted, ServerSettings, Verdict
from bot.store.pseudonyms import Pseudonyms
from rag.errors import SettingsError

__all__ = ["Store"]


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Store:
    """What the bot remembers. Any number of tasks of one event loop may call it at once.

    Every call takes effect whole or not at all, also when its task is cancelled, and raises
    `StoreError` when the file or its disk fails. Ids are Discord's; a person's is never
    written down, only a pseudonym. Texts are cut to the lengths in `limits`.
    """

    def __init__(
        self, database: Database, pseudonyms: Pseudonyms, now: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._pseudonyms = pseudonyms
        self._now = now
        self._settings: dict[int, ServerSettings] = {}  # asked for at every message

    @classmethod
    @asynccontextmanager
    async def open(cls, path: Path, now: Callable[[], datetime] = _utc_now) -> AsyncIterator[Store]:
        """The store in `path`, with its key beside it (`footnote.db`, `footnote.key`).

        Makes both if need be, but not their folder. Raises `StoreError` when one cannot be
        opened, is damaged, or was written by a newer version.
        """
        async with Database.opened(path) as database:
            key = path.with_suffix(".key")
            pseudonyms = await asyncio.to_thread(Pseudonyms.kept_in, key)
            yield cls(database, pseudonyms, now)

    async def backup_to(self, path: Path) -> None:
        """Writes a copy as of now to `path`, whole or not at all, while others go on.

        An older copy is replaced. The key is not in it: without a copy of that, too, what is
        in the backup about people belongs to nobody.
        """
        await self._database.backup_to(path)

    async def settings_of(self, guild: int) -> ServerSettings:
        """The settings of a server; the defaults if it has none."""
        known = self._settings.get(guild)
        if known is None:
            async with self._database.transaction() as connection:
                known = self._settings[guild] = await servers.read(connection, guild)
        return known

    async def save_settings(self, guild: int, settings: ServerSettings) -> None:
        """Replaces the settings of a server."""
        async with self._database.transaction() as connection:
            await servers.save(connection, guild, settings)
        self._settings[guild] = settings

    async def forget_server(self, guild: int) -> None:
        """Deletes a server's settings, the answers posted there and the verdicts on them."""
        async with self._database.transaction() as connection:
            await servers.forget(connection, guild)
        self._settings.pop(guild, None)
        await self._database.scrub()

    async def note_answer(self, posted: Posted) -> None:
        """Keeps what a button and the gaps will need of an answer.

        Noted again, it replaces the former note and keeps the verdicts.
        """
        async with self._database.transaction() as connection:
            await answers.note(connection, posted, self._pseudonyms.of(posted.asker))

    async def note_published(
        self, private: int, message: int, channel: int, question: str | None
    ) -> None:
        """Keeps that the private answer in the message `private` was posted in `message`.

        Who asked for it in private counts as the asker. Keeps nothing if it is not known.
        """
        async with self._database.transaction() as connection:
            await answers.publish(
                connection, private, message=message, channel=channel, question=question
            )

    async def asker_matches(self, message: int, person: int) -> bool:
        """Whether `person` asked for the answer in `message`; `False` if it is not known."""
        async with self._database.transaction() as connection:
            asker = await answers.asker_of(connection, message)
        return asker == self._pseudonyms.of(person)

    async def note_feedback(
        self, message: int, person: int, verdict: Verdict, comment: str = ""
    ) -> bool:
        """Keeps what `person` thinks of an answer, in the place of what they thought before.

        `False`, and nothing kept, if the answer in `message` is not known (any more). Comments
        on private answers are not kept.
        """
        name = self._pseudonyms.of(person)
        async with self._database.transaction() as connection:
            return await answers.judge(
                connection, message, name, verdict, comment=comment, at=self._now()
            )

    async def gaps(
        self, guild: int, since: datetime, sees: Callable[[int], bool] = lambda channel: True
    ) -> tuple[Gap, ...]:
        """The questions asked in public on a server that found nothing or were judged bad.

        Counted is what happened from `since` on, in the channels of which `sees` is true; the
        gap that something happened to last comes first.
        """
        async with self._database.transaction() as connection:
            return await answers.gaps(connection, guild, since, sees)

    async def held_about(self, person: int) -> Held:
        """What is stored about `person`."""
        async with self._database.transaction() as connection:
            return await people.held(connection, self._pseudonyms.of(person))

    async def forget_person(self, person: int) -> int:
        """Deletes the answers to `person` and their verdicts, and says how many of both.

        Other people's verdicts on those answers go with them, uncounted. Backups stay.
        """
        async with self._database.transaction() as connection:
            deleted = await people.forget(connection, self._pseudonyms.of(person))
        await self._database.scrub()
        return deleted

    async def forget_older_than(self, days: int) -> int:
        """Deletes answers posted more than `days` ago, with their verdicts; how many answers.

        Raises `SettingsError` for less than a day.
        """
        if days < 1:
            raise SettingsError("Answers are kept for at least 1 day.")
        before = self._now() - timedelta(days=days)
        async with self._database.transaction() as connection:
            deleted = await answers.forget_before(connection, before)
        await self._database.scrub()
        return deleted
