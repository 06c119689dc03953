"""Adding and removing articles: file and index change together."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from rag import Library
from rag.errors import (
    ArticleExistsError,
    ArticleFileError,
    NoSuchParagraphError,
    UnreadableError,
)
from rag.model import Progress

TOWER = b"The tower\n\nThe tower was struck by lightning on 3 July.\n"


def files(library: Library) -> list[str]:
    return [info.file for info in library.articles()]


def test_an_added_article_is_answered_from(library: Library, articles: Path) -> None:
    steps: list[Progress] = []
    report = library.add("tower.txt", TOWER, progress=steps.append)
    assert report.added == ("tower.txt",)
    assert steps[-1] == Progress(2, 2, "tower.txt")
    assert (articles / "tower.txt").read_bytes() == TOWER
    assert library.ask("When was the tower struck by lightning?").citations[0].file == "tower.txt"


def test_a_preview_changes_nothing(library: Library, articles: Path) -> None:
    article = library.preview("tower.txt", TOWER)
    assert (article.title, len(article.paragraphs)) == ("The tower", 2)
    assert len(list(articles.iterdir())) == 2
    assert library.status().new == ()


def test_what_cannot_be_read_is_not_written(library: Library, articles: Path) -> None:
    with pytest.raises(UnreadableError):
        library.add("tower.txt", b"\x00")
    assert len(list(articles.iterdir())) == 2


def test_an_article_is_replaced_when_told_to(library: Library) -> None:
    with pytest.raises(ArticleExistsError):
        library.add("ferry.txt", TOWER)
    assert library.add("ferry.txt", TOWER, replace=True).replaced == ("ferry.txt",)


def test_a_removed_article_is_gone(library: Library, articles: Path) -> None:
    assert library.remove("ferry.txt").removed == ("ferry.txt",)
    assert files(library) == ["bridge.txt"]
    assert not (articles / "ferry.txt").exists()


def test_the_last_article_stays(library: Library, articles: Path) -> None:
    library.remove("ferry.txt")
    (articles / "empty.txt").write_text("")
    with pytest.raises(ArticleFileError, match="last article"):
        library.remove("bridge.txt")
    assert files(library) == ["bridge.txt"]
    assert (articles / "bridge.txt").exists()


def test_only_what_is_indexed_is_removed(library: Library, articles: Path) -> None:
    (articles / "notes.cfg").write_text("Keep.")
    for file in ("notes.cfg", "../x.txt"):
        with pytest.raises(NoSuchParagraphError):
            library.remove(file)
    assert (articles / "notes.cfg").exists()


def test_a_link_out_of_the_folder_stays(library: Library, articles: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("Secret\n\nIt is in a safe.\n")
    (articles / "link.txt").symlink_to(secret)
    library.sync()
    with pytest.raises(ArticleFileError, match="not inside"):
        library.remove("link.txt")
    assert secret.exists()


def test_added_from_many_threads(library: Library) -> None:
    failures: list[BaseException] = []

    def add(number: int) -> None:
        try:
            library.add(f"tower{number}.txt", TOWER)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=add, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(files(library)) == 6
