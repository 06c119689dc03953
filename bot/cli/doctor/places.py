"""The two folders: the one that is read and the one that is written."""

from __future__ import annotations

import os
from pathlib import Path

from bot.cli.doctor.check import Check
from bot.render import count

__all__ = ["check_articles", "check_index"]

_FEW = 3


def check_articles(folder: Path) -> Check:
    """Whether `folder` holds articles and all can be read. Raises `ArticlesError`."""
    from rag.reading import article_files

    files, skipped = article_files(folder)
    if not files:
        return Check(
            "Articles", "bad", f"{folder} holds no .txt or .md files. Put the articles there."
        )
    unreadable = [file for file, path in files.items() if not os.access(path, os.R_OK)]
    unreadable += [each.file for each in skipped]
    if unreadable:
        some = ", ".join(unreadable[:_FEW]) + (", …" if len(unreadable) > _FEW else "")
        return Check(
            "Articles",
            "bad",
            f"{count(len(unreadable), 'file')} cannot be read: {some}. Check the permissions.",
        )
    return Check("Articles", "good", f"{count(len(files), 'file')} in {folder}")


def check_index(folder: Path) -> Check:
    """Whether `folder` can be written and nobody else has it; it is not made.

    Raises `IndexInUseError` or `IndexUnavailableError`.
    """
    from rag.index.folder_lock import FolderLock

    if folder.exists():
        FolderLock(folder, "footnote doctor").release()
        return Check("Index", "good", f"{folder} can be written, and nobody else uses it")
    above = next(parent for parent in folder.absolute().parents if parent.exists())
    if above.is_dir() and os.access(above, os.W_OK | os.X_OK):
        return Check("Index", "good", f"{folder} is not there yet; `footnote index` makes it")
    return Check(
        "Index",
        "bad",
        f"{folder} cannot be made in {above}. Check its permissions or name another with --index.",
    )
