"""The library on its way."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from scripted import ScriptedLibrary, report

from bot.repl.opening import Opening
from rag.errors import ArticlesError
from rag.model import IndexReport


class Watched:
    """An opening, with what it described and reported on its way."""

    def __init__(self, library: Any) -> None:
        self.described: list[str] = []
        self.reports: list[IndexReport] = []
        self.opening = Opening(
            library if callable(library) else lambda: library,
            self.reports.append,
            lambda: self.described.append(self.opening.description),
        )


def test_it_describes_its_way_to_a_ready_library() -> None:
    library = ScriptedLibrary(report(added=("a.txt", "b.txt")))
    watched = Watched(library)
    assert watched.opening.description == "loading models …"
    watched.opening.start()
    assert watched.opening.library() is library  # type: ignore[comparison-overlap]
    watched.opening.close()
    assert list(dict.fromkeys(watched.described)) == [
        "indexing 0/2 paragraphs",
        "indexing 1/2 paragraphs",
        "loading models …",
        "ready · 2 articles · 39 paragraphs",
    ]
    assert watched.reports == [report(added=("a.txt", "b.txt"))]
    assert watched.opening.files == ("a.txt", "news/war.txt")
    assert library.closed


def test_what_goes_wrong_is_raised_to_whoever_waits() -> None:
    error = ArticlesError("No folder. Make one.")
    library = ScriptedLibrary(error)
    opening = Watched(library).opening
    opening.start()
    with pytest.raises(ArticlesError):
        opening.library()
    opening.close()
    assert opening.error is error
    assert not opening.ready
    assert library.closed


def test_closing_stops_an_indexing_half_way() -> None:
    begun, go_on = threading.Event(), threading.Event()

    class Slow(ScriptedLibrary):
        def sync(self, progress: Any = None) -> IndexReport:
            begun.set()
            go_on.wait(30)
            return super().sync(progress)

        def warm_up(self) -> None:
            raise AssertionError("went on")

    library = Slow(report(added=("a.txt",)))
    opening = Watched(library).opening
    opening.start()
    begun.wait(30)
    closing = threading.Thread(target=opening.close)
    closing.start()
    opening._stop.wait(30)  # closing has begun
    go_on.set()
    closing.join(30)
    assert library.closed
    assert opening.error is not None
    assert not isinstance(opening.error, AssertionError)


def test_closing_one_that_never_began_opens_nothing() -> None:
    def never() -> Any:
        raise AssertionError("opened")

    opening = Watched(never).opening
    opening.close()
    assert not isinstance(opening.error, AssertionError)
