"""Which files are articles, and whether one has changed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rag.errors import ArticlesError
from rag.model import Skipped

__all__ = ["SUFFIXES", "FileStamp", "article_files", "stamp"]

SUFFIXES = frozenset({".txt", ".md", ".markdown"})


@dataclass(frozen=True, slots=True)
class FileStamp:
    """What tells a changed file cheaply: its size in bytes and its modification time in ns."""

    size: int
    mtime_ns: int


def stamp(path: Path) -> FileStamp:
    """The stamp of `path` now. Raises `OSError`."""
    stat = path.stat()
    return FileStamp(stat.st_size, stat.st_mtime_ns)


def article_files(folder: Path) -> tuple[dict[str, Path], tuple[Skipped, ...]]:
    """Article names (relative, with `/`, in order) to paths, and folders that cannot be listed.

    Hidden files and folders, and files of other formats, are left out. Raises
    `ArticlesError` when the folder itself is missing or unreadable.
    """
    if not folder.exists():
        raise ArticlesError(
            f"There is no folder {folder}. Create it and put .txt or .md files in it, "
            "or name another with --articles."
        )
    if not folder.is_dir():
        raise ArticlesError(f"{folder} is not a folder. Name a folder with --articles.")
    failures: list[OSError] = []
    found = {path.relative_to(folder).as_posix(): path for path in _walk(folder, failures)}
    for failure in failures:
        if failure.filename == str(folder):
            raise ArticlesError(
                f"The folder {folder} cannot be read: {failure.strerror}. Check its permissions."
            ) from failure
    skipped = tuple(
        Skipped(_relative(failure.filename, folder), f"cannot be listed: {failure.strerror}")
        for failure in failures
    )
    return dict(sorted(found.items())), skipped


def _walk(folder: Path, failures: list[OSError]) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder, onerror=failures.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            if not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES:
                yield Path(parent, name)


def _relative(path: str | bytes, folder: Path) -> str:
    return Path(os.fsdecode(path)).relative_to(folder).as_posix()
