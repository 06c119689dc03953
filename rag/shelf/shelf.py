"""Puts articles into the folder and takes them out, whole or not at all."""

from __future__ import annotations

import os
import secrets
import tempfile
from pathlib import Path

from rag.errors import ArticleExistsError, ArticleFileError, ArticlesError
from rag.model import Article
from rag.reading import read_article
from rag.shelf.names import safe_name

__all__ = ["Shelf"]


class Shelf:
    """The articles in `folder`. It knows nothing of the index."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def preview(self, name: str, data: bytes) -> Article:
        """The article that `data` would be under the safe `name`; the folder is not touched.

        Raises `UnreadableError` with the reason when there is no text in it, `ArticleFileError`
        for a name that is not safe.
        """
        _require_safe(name)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, name)
            path.write_bytes(data)
            return read_article(path, name)

    def put(self, name: str, data: bytes, *, replace: bool = False) -> None:
        """Writes `data` to the safe `name`, whole or not at all.

        Raises `ArticleExistsError` when a file has that name and is not to be replaced,
        `ArticleFileError` for a name that is not safe, and `ArticlesError` when the folder
        cannot be written.
        """
        _require_safe(name)
        target = self._folder / name
        if target.is_symlink() or (target.exists() and not target.is_file()):
            raise ArticleFileError(f"{name} is not a plain file. Choose another name.")
        try:
            self._write(target, data, replace=replace)
        except FileExistsError as error:
            raise ArticleExistsError(
                f"There is an article {name} already. Replace it, or choose another name."
            ) from error
        except OSError as error:
            raise self._unwritable(error) from error

    def take(self, file: str) -> None:
        """Deletes the article `file`, named by its path below the folder; none is fine, too.

        Raises `ArticleFileError` when it is not, or leads, outside the folder, and
        `ArticlesError` when it cannot be deleted.
        """
        path = self._folder / file
        home = self._folder.resolve()
        resolved = path.resolve()
        if resolved == home or not resolved.is_relative_to(home) or ".." in Path(file).parts:
            raise ArticleFileError(f"{file} is not inside the articles folder: it stays.")
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise self._unwritable(error) from error

    def _write(self, target: Path, data: bytes, *, replace: bool) -> None:
        # Hidden while it is written: the reading layer passes over names with a dot in front.
        part = target.with_name(f".{secrets.token_hex(8)}.part")
        try:
            with part.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            if replace:
                part.replace(target)
            else:
                _place(part, target)
        finally:
            part.unlink(missing_ok=True)

    def _unwritable(self, error: OSError) -> ArticlesError:
        return ArticlesError(
            f"The folder {self._folder} cannot be written: {error.strerror or error}. "
            "Check its permissions and the disk."
        )


def _place(part: Path, target: Path) -> None:
    """Makes `part` be `target`, which must not be there. Raises `FileExistsError`."""
    try:
        os.link(part, target)  # never over another file, as a renaming could be
    except FileExistsError:
        raise
    except OSError as error:  # a file system without hard links
        if target.exists():
            raise FileExistsError(str(target)) from error
        part.replace(target)


def _require_safe(name: str) -> None:
    if safe_name(name) != name:
        raise ArticleFileError(f"An article cannot be called {name!r}. Use {safe_name(name)!r}.")
