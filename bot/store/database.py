"""The one connection to the SQLite file: who may use it when, and how it is copied."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import aiosqlite

from bot.store.errors import StoreError, damaged, explained
from bot.store.migrations import migrate, scripts
from bot.store.whole_file import whole_file

__all__ = ["Database"]

_PATIENCE = 5
"""Seconds to wait for another program to let go of the file."""

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",  # a copy can be made while the bot writes
    "PRAGMA synchronous = NORMAL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # what is deleted is overwritten, too
)


class Database:
    """The file `path`, open; made by `opened`."""

    def __init__(self, path: Path, connection: aiosqlite.Connection) -> None:
        self._path = path
        self._connection = connection
        self._turn = asyncio.Lock()

    @classmethod
    @asynccontextmanager
    async def opened(cls, path: Path) -> AsyncIterator[Database]:
        """The database in `path`, created if need be, with its tables up to date.

        Raises `StoreError` when it cannot be opened, is damaged or belongs to a newer version.
        """
        with explained(path):
            await asyncio.to_thread(path.touch, 0o600)
            connection = await aiosqlite.connect(path, timeout=_PATIENCE, isolation_level=None)
        try:
            with explained(path):
                await _prepare(connection, path)
            yield cls(path, connection)
        finally:
            await connection.close()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[aiosqlite.Connection]:
        """The connection for one task at a time; on an error all that was done is undone.

        Reading takes its turn as well, for on one connection it would see half of what another
        task is writing. Raises `StoreError` for a failing file or disk.
        """
        async with self._turn:
            with explained(self._path):
                # A cancelled task leaves a statement running in the connection's thread. What
                # comes after waits behind it, so that undoing undoes that statement as well.
                try:
                    await self._connection.execute("BEGIN IMMEDIATE")
                    yield self._connection
                    await self._connection.commit()
                except BaseException:
                    await self._connection.rollback()
                    raise

    async def scrub(self) -> None:
        """Takes what was deleted out of the write-ahead log, too.

        While another program reads the file, traces stay in the log until the next time.
        """
        async with self._turn:
            with explained(self._path):
                await self._connection.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")

    async def backup_to(self, target: Path) -> None:
        """Writes a copy as of now to `target`, whole or not at all; others need not wait.

        Raises `StoreError` when it cannot be written.
        """
        await asyncio.to_thread(_copy, self._path, target)


async def _prepare(connection: aiosqlite.Connection, path: Path) -> None:
    ((verdict,),) = await connection.execute_fetchall("PRAGMA quick_check(1)")
    if verdict != "ok":
        raise damaged(path, " ".join(str(verdict).split()))
    await migrate(connection, path, scripts())
    for pragma in _PRAGMAS:
        await connection.execute_fetchall(pragma)


def _copy(source: Path, target: Path) -> None:
    if target.resolve() == source.resolve():
        raise StoreError(f"{target} is the database itself. Name another file for the backup.")
    there = f"{source.resolve().as_uri()}?mode=rw"  # a file that is gone is not made anew
    with (
        explained(target),
        whole_file(target) as part,
        closing(sqlite3.connect(there, uri=True, timeout=_PATIENCE)) as connection,
    ):
        connection.execute("VACUUM INTO ?", (str(part),))
