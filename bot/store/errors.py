"""The error of the store, and SQLite's failures in words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rag.errors import FootnoteError

__all__ = ["StoreError", "damaged", "explained"]

_PERMISSIONS = "cannot be opened or written. Check its permissions and those of its folder"
_IN_USE = "is in use by another program. Stop that and try again"
_ADVICE = {
    sqlite3.SQLITE_BUSY: _IN_USE,
    sqlite3.SQLITE_CANTOPEN: _PERMISSIONS,
    sqlite3.SQLITE_FULL: "does not fit on its disk any more. Free some space and try again",
    sqlite3.SQLITE_IOERR: "cannot be read or written. Check its disk",
    sqlite3.SQLITE_LOCKED: _IN_USE,
    sqlite3.SQLITE_PERM: _PERMISSIONS,
    sqlite3.SQLITE_READONLY: _PERMISSIONS,
}
_PRIMARY = 0xFF  # an extended result code holds the primary one in its lowest byte


class StoreError(FootnoteError):
    """The bot's database or its key cannot be read or written."""


@contextmanager
def explained(file: Path, otherwise: str = "") -> Iterator[None]:
    """Turns what is wrong with `file` or its disk into a `StoreError`.

    Of SQLite's other errors it says `otherwise`; without that they pass.
    """
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"{file} cannot be opened or written: {error.strerror or error}. "
            "Check that its folder is there, and its permissions."
        ) from error
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY
        if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
            raise damaged(file, str(error)) from error
        advice = _ADVICE.get(code, otherwise)
        if not advice:  # a fault of the program, not of the file
            raise
        raise StoreError(f"{file} {advice} ({error}).") from error


def damaged(file: Path, why: str) -> StoreError:
    """What to say when `file` is no sound database."""
    return StoreError(
        f"{file} is damaged ({why}). Put a backup in its place, or move it away to start with "
        "an empty one."
    )
