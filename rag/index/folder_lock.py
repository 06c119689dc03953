"""One process owns an index folder at a time."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from rag.errors import IndexInUseError, IndexUnavailableError

__all__ = ["FolderLock"]


class FolderLock:
    """Holds `folder` for this process until `release`; the system releases it on a crash.

    Creates the folder. Raises `IndexInUseError`, naming the holder, or
    `IndexUnavailableError` when the folder cannot be created or written.
    """

    def __init__(self, folder: Path, owner: str) -> None:
        self._holder = folder / "holder.json"
        self._lock = FileLock(folder / "lock", timeout=0)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._lock.acquire()
            self._holder.write_text(json.dumps(_self(owner)), encoding="utf-8")
        except Timeout:
            raise IndexInUseError(
                f"The index {folder} is in use by {self._who()}. Stop that first, name another "
                "with --index, or set FOOTNOTE_CHROMA to share a Chroma server."
            ) from None
        except OSError as error:
            self._lock.release(force=True)
            raise IndexUnavailableError(
                f"The index folder {folder} cannot be written: {error.strerror or error}. "
                "Check its permissions or name another with --index."
            ) from error

    def release(self) -> None:
        """Lets another process have the folder."""
        self._holder.unlink(missing_ok=True)
        self._lock.release(force=True)

    def _who(self) -> str:
        try:
            holder = json.loads(self._holder.read_text(encoding="utf-8"))
            return f"{holder['owner']} (process {holder['pid']}, since {holder['since']})"
        except (OSError, ValueError, KeyError):
            return "another process"


def _self(owner: str) -> dict[str, Any]:
    return {
        "owner": owner,
        "pid": os.getpid(),
        "since": time.strftime("%Y-%m-%d %H:%M:%S"),
    }
