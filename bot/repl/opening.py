"""The library opens, catches up with the folder and warms up while the prompt is already there."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING

from bot.render import count
from rag.model import IndexReport, Progress

if TYPE_CHECKING:
    from rag import Library

__all__ = ["Opening"]

_LOADING = "loading models …"


class _StoppedError(Exception):
    """The conversation ended before the library was ready."""


class Opening:
    """A library on its way, in a thread of its own.

    `on_report` gets what the synchronisation did; `on_change` is called whenever
    `description` is another. Both are called in that thread.
    """

    def __init__(
        self,
        open_library: Callable[[], Library],
        on_report: Callable[[IndexReport], None],
        on_change: Callable[[], None],
    ) -> None:
        self._open = open_library
        self._on_report = on_report
        self._on_change = on_change
        self._library: Future[Library] = Future()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._work, name="opening", daemon=True)
        self._description = _LOADING
        self._files: tuple[str, ...] = ()

    @property
    def description(self) -> str:
        """How far it is, in a few words."""
        return self._description

    @property
    def files(self) -> tuple[str, ...]:
        """The articles; empty until they are known."""
        return self._files

    @property
    def ready(self) -> bool:
        """Whether there is a library to be had without waiting."""
        return self._library.done() and self._library.exception() is None

    @property
    def error(self) -> BaseException | None:
        """Why there will be no library; None while it is on its way, and when it is ready."""
        return self._library.exception() if self._library.done() else None

    def start(self) -> None:
        """Begins, unless it has."""
        if self._thread.ident is None:
            self._thread.start()

    def library(self) -> Library:
        """Waits for the library. Raises what went wrong instead."""
        return self._library.result()

    def close(self) -> None:
        """Stops at the next paragraph or step, and closes the library."""
        self._stop.set()
        self.start()  # one that never began ends by itself, too
        self._thread.join()
        if self._library.exception() is None:
            self._library.result().close()

    def _work(self) -> None:
        try:
            self._library.set_result(self._prepared())
        except BaseException as error:  # whoever waits for the library raises it
            self._library.set_exception(error)
        self._on_change()

    def _prepared(self) -> Library:
        self._check()
        library = self._open()
        try:
            self._check()
            report = library.sync(self._progress)
            self._files = tuple(article.file for article in library.articles())
            self._on_report(report)
            self._describe(_LOADING)
            self._check()
            library.warm_up()
        except BaseException:
            library.close()
            raise
        articles = count(len(self._files), "article")
        self._describe(f"ready · {articles} · {count(report.paragraphs, 'paragraph')}")
        return library

    def _progress(self, progress: Progress) -> None:
        self._check()
        if progress.total:
            self._describe(f"indexing {progress.done:,}/{progress.total:,} paragraphs")

    def _check(self) -> None:
        if self._stop.is_set():
            raise _StoppedError

    def _describe(self, description: str) -> None:
        self._description = description
        self._on_change()
