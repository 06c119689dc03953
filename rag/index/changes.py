"""What differs between the articles folder and the index."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rag.errors import UnreadableError
from rag.index.entry import Entry
from rag.model import Article, Skipped
from rag.reading import FileStamp, article_files, read_article, stamp

__all__ = ["Changes", "Fresh", "differs", "find_changes"]


@dataclass(frozen=True, slots=True)
class Fresh:
    """An article that is to be indexed."""

    article: Article
    stamp: FileStamp


@dataclass(frozen=True, slots=True)
class Changes:
    """What to do to bring the index in line with the folder."""

    added: tuple[Fresh, ...]
    replaced: tuple[Fresh, ...]
    touched: tuple[tuple[str, FileStamp], ...]
    removed: tuple[str, ...]
    unchanged: tuple[str, ...]
    skipped: tuple[Skipped, ...]


def find_changes(folder: Path, entries: Mapping[str, Entry]) -> Changes:
    """Reads the files whose stamp is new. Raises `ArticlesError` when the folder is no good.

    A file that cannot be read now, but is in the index, counts as removed: what cannot be
    checked is not quoted.
    """
    files, skipped = article_files(folder)
    added: list[Fresh] = []
    replaced: list[Fresh] = []
    touched: list[tuple[str, FileStamp]] = []
    unchanged: list[str] = []
    unread = list(skipped)
    for file, path in files.items():
        entry = entries.get(file)
        try:
            now = _stamp(path, file)
            if entry is not None and entry.stamp == now:
                unchanged.append(file)
                continue
            article = read_article(path, file)
        except UnreadableError as error:
            unread.append(Skipped(_printable(file), str(error)))
            continue
        if entry is None:
            added.append(Fresh(article, now))
        elif entry.info.version != article.version:
            replaced.append(Fresh(article, now))
        else:
            touched.append((file, now))
            unchanged.append(file)
    present = {*unchanged, *(fresh.article.file for fresh in (*added, *replaced))}
    removed = tuple(file for file in entries if file not in present)
    return Changes(
        tuple(added), tuple(replaced), tuple(touched), removed, tuple(unchanged), tuple(unread)
    )


def differs(folder: Path, entry: Entry) -> bool:
    """Whether the file of `entry` is no longer what was indexed."""
    path = folder / entry.info.file
    try:
        if stamp(path) == entry.stamp:
            return False
        return read_article(path, entry.info.file).version != entry.info.version
    except (OSError, UnreadableError):
        return True


def _stamp(path: Path, file: str) -> FileStamp:
    try:
        file.encode("utf-8")
        return stamp(path)
    except UnicodeEncodeError as error:
        raise UnreadableError("its name is not UTF-8") from error
    except OSError as error:
        raise UnreadableError(f"cannot be read: {error.strerror or error}") from error


def _printable(file: str) -> str:
    return file.encode("utf-8", "replace").decode("utf-8")
