"""Articles are written and deleted whole, and only inside the folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from rag.errors import ArticleExistsError, ArticleFileError, ArticlesError, UnreadableError
from rag.shelf import Shelf


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "old.txt").write_text("Old\n\nIt was so.\n")
    return folder


def test_a_preview_writes_nothing(folder: Path) -> None:
    article = Shelf(folder).preview("new.md", b"# New\n\nIt is so.\n")
    assert (article.file, article.title, len(article.paragraphs)) == ("new.md", "New", 2)
    assert [path.name for path in folder.iterdir()] == ["old.txt"]


@pytest.mark.parametrize(("data", "why"), [(b"", "empty"), (b"\x00\x01", "not a text file")])
def test_what_holds_no_text(folder: Path, data: bytes, why: str) -> None:
    with pytest.raises(UnreadableError, match=why):
        Shelf(folder).preview("new.txt", data)


def test_a_file_is_put(folder: Path) -> None:
    Shelf(folder).put("new.txt", b"New.")
    assert (folder / "new.txt").read_bytes() == b"New."
    assert sorted(path.name for path in folder.iterdir()) == ["new.txt", "old.txt"]


def test_another_is_replaced_only_when_told_to(folder: Path) -> None:
    with pytest.raises(ArticleExistsError):
        Shelf(folder).put("old.txt", b"New.")
    assert (folder / "old.txt").read_text().startswith("Old")
    Shelf(folder).put("old.txt", b"New.", replace=True)
    assert (folder / "old.txt").read_bytes() == b"New."


def test_a_failing_disk_leaves_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ArticlesError, match="No space left"):
        Shelf(folder).put("old.txt", b"New.", replace=True)
    assert [path.name for path in folder.iterdir()] == ["old.txt"]
    assert (folder / "old.txt").read_text().startswith("Old")


@pytest.mark.parametrize(
    "name", ["../new.txt", "a/new.txt", ".new.txt", "new\u202e.txt", "CON.txt"]
)
def test_an_unsafe_name_is_refused(folder: Path, name: str) -> None:
    with pytest.raises(ArticleFileError, match="cannot be called"):
        Shelf(folder).put(name, b"New.")
    with pytest.raises(ArticleFileError):
        Shelf(folder).preview(name, b"New.")
    assert len(list(folder.parent.rglob("*.txt"))) == 1


def test_a_link_is_not_written_through(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("Secret.")
    (folder / "link.txt").symlink_to(secret)
    with pytest.raises(ArticleFileError):
        Shelf(folder).put("link.txt", b"New.", replace=True)
    assert secret.read_text() == "Secret."


def test_a_file_is_taken(folder: Path) -> None:
    (folder / "2024").mkdir()
    (folder / "2024" / "may.txt").write_text("May.")
    Shelf(folder).take("2024/may.txt")
    Shelf(folder).take("2024/may.txt")
    assert not (folder / "2024" / "may.txt").exists()


def test_nothing_outside_is_taken(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("Secret.")
    (folder / "link.txt").symlink_to(secret)
    (folder / "way").symlink_to(tmp_path)
    for file in ("link.txt", "way/secret.txt", "../secret.txt", str(secret), "", "."):
        with pytest.raises(ArticleFileError, match="not inside"):
            Shelf(folder).take(file)
    assert secret.exists()
    assert (folder / "link.txt").is_symlink()
