"""Answers to store, a clock, and a look into the store's files from outside."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.store import Posted

__all__ = ["ASKER", "GUILD", "START", "Clock", "answer", "on_disk", "values"]

ASKER = 700_000_000_000_000_007
GUILD = 900
START = datetime(2026, 5, 1, 12, tzinfo=UTC)


@dataclass
class Clock:
    """Tells `time`."""

    time: datetime = START

    def __call__(self) -> datetime:
        return self.time

    def on(self, **passed: float) -> datetime:
        """Moves on by so many days, hours or minutes."""
        self.time += timedelta(**passed)
        return self.time


def answer(message: int = 1, **changes: Any) -> Posted:
    """An answer to `ASKER` that found nothing, with `changes`."""
    standard: dict[str, Any] = {
        "message": message,
        "channel": 50,
        "guild": GUILD,
        "asker": ASKER,
        "question": "Who built the bridge?",
        "status": "not_found",
        "confidence": 0.1,
        "at": START,
    }
    return Posted(**{**standard, **changes})


def on_disk(path: Path) -> bytes:
    """All bytes of the database and of the files that SQLite keeps beside it."""
    return b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))


def values(path: Path) -> set[Any]:
    """Every value in every table."""
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {
            value
            for (table,) in tables.fetchall()
            for row in connection.execute(f"SELECT * FROM {table}")
            for value in row
        }
