"""Migrations: in order, once each, whole or not at all, and nothing is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import aiosqlite
import pytest

from bot.store import StoreError
from bot.store.migrations import migrate, scripts

FIRST = "CREATE TABLE note (text TEXT); INSERT INTO note VALUES ('kept')"
SECOND = "ALTER TABLE note ADD COLUMN stars INTEGER NOT NULL DEFAULT 3; -- as most have"


async def migrated(path: Path, *steps: str) -> None:
    async with aiosqlite.connect(path, isolation_level=None) as connection:
        await migrate(connection, path, steps)


async def rows(path: Path, sql: str) -> list[tuple[Any, ...]]:
    async with aiosqlite.connect(path) as connection:
        return [tuple(row) for row in await connection.execute_fetchall(sql)]


async def test_data_of_the_first_version_is_kept(path: Path) -> None:
    await migrated(path, FIRST)
    await migrated(path, FIRST, SECOND)
    assert await rows(path, "SELECT * FROM note") == [("kept", 3)]


async def test_each_script_runs_once(path: Path) -> None:
    await migrated(path, FIRST, SECOND)
    await migrated(path, FIRST, SECOND)
    assert await rows(path, "SELECT * FROM note") == [("kept", 3)]


async def test_a_script_that_fails_changes_nothing_and_can_run_again(path: Path) -> None:
    await migrated(path, FIRST)
    with pytest.raises(StoreError, match=r"cannot be brought up to format 2[^\n]*nonsense"):
        await migrated(path, FIRST, f"DELETE FROM note; {SECOND}\n; SELECT nonsense")
    assert await rows(path, "SELECT * FROM note") == [("kept",)]
    await migrated(path, FIRST, SECOND)
    assert await rows(path, "SELECT * FROM note") == [("kept", 3)]


async def test_a_newer_version_is_refused(path: Path) -> None:
    await migrated(path, FIRST, SECOND)
    with pytest.raises(StoreError, match="its format is 2, this one knows 1"):
        await migrated(path, FIRST)


def test_the_scripts_are_numbered_without_a_gap() -> None:
    folder = Path(__file__).parents[3] / "bot" / "store" / "schema"
    numbers = [int(file.name.split("_")[0]) for file in sorted(folder.glob("*.sql"))]
    assert numbers == list(range(1, len(scripts()) + 1))
