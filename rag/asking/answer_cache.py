"""Answers that a language model has given, so that it need not be asked twice."""

from __future__ import annotations

import json
import logging
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

__all__ = ["AnswerCache"]

_log = logging.getLogger(__name__)

_TABLE = """
CREATE TABLE IF NOT EXISTS answer (
    key TEXT PRIMARY KEY,
    version TEXT NOT NULL,
    value TEXT NOT NULL,
    used REAL NOT NULL
)"""

_Result = TypeVar("_Result")


class AnswerCache:
    """At most `most` values by key, in an SQLite file; the ones used longest ago go first.

    Values belong to a `version` of the index and go with it. A cache that cannot be read or
    written is as good as empty, and the log says so. Thread-safe; `clock` gives seconds.
    """

    def __init__(self, file: Path, most: int, clock: Callable[[], float] = time.time) -> None:
        self._file = file
        self._most = most
        self._clock = clock
        self._lock = threading.Lock()

    def get(self, key: str, version: str) -> dict[str, Any] | None:
        """The value of `key` for this version of the index, if there is one."""

        def look_up(database: sqlite3.Connection) -> dict[str, Any] | None:
            row = database.execute(
                "UPDATE answer SET used = ? WHERE key = ? AND version = ? RETURNING value",
                (self._clock(), key, version),
            ).fetchone()
            value = json.loads(row[0]) if row else None
            return value if isinstance(value, dict) else None

        return self._tried(look_up)

    def put(self, key: str, version: str, value: dict[str, Any]) -> None:
        """Keeps `value`, and drops what belongs to other versions or is too much."""

        def keep(database: sqlite3.Connection) -> None:
            database.execute("DELETE FROM answer WHERE version != ?", (version,))
            database.execute(
                "INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?)",
                (key, version, json.dumps(value), self._clock()),
            )
            database.execute(
                "DELETE FROM answer WHERE key IN"
                " (SELECT key FROM answer ORDER BY used DESC, key LIMIT -1 OFFSET ?)",
                (self._most,),
            )

        self._tried(keep)

    def _tried(self, work: Callable[[sqlite3.Connection], _Result]) -> _Result | None:
        """What `work` makes of the open file; `None` if the file is no use, or not wanted."""
        if not self._most:
            return None
        with self._lock:
            try:
                with closing(sqlite3.connect(self._file, timeout=5)) as database, database:
                    database.execute(_TABLE)
                    return work(database)
            except (OSError, sqlite3.Error, ValueError, TypeError) as error:
                _log.warning("the cache of answers %s fails: %s. Delete it.", self._file, error)
                return None
