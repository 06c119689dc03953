"""Reads a blocking stream in a thread of its own, so that its reader can leave at any time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import TypeVar

from rag.errors import LlmCancelled

__all__ = ["read_apart"]

_Item = TypeVar("_Item")
_GLANCE = 0.05  # seconds between two looks at whether to stop; Python cannot wait for two things


@dataclass(frozen=True, slots=True)
class _End:
    error: BaseException | None


def read_apart(
    source: Callable[[], Iterator[_Item]],
    stop: Callable[[], None],
    cancelled: threading.Event | None,
) -> Generator[_Item, None, None]:
    """The items of `source`, which is read in another thread; raises what it raises.

    Raises `LlmCancelled` as soon as `cancelled` is set. However it ends, `stop` is called: it
    must make `source` end.
    """
    arrived: SimpleQueue[_Item | _End] = SimpleQueue()

    def read() -> None:
        error: BaseException | None = None
        try:
            for item in source():
                arrived.put(item)
        except BaseException as raised:
            error = raised
        arrived.put(_End(error))

    threading.Thread(target=read, name="footnote-llm", daemon=True).start()
    try:
        while not isinstance(item := _next(arrived, cancelled), _End):
            yield item
        if item.error is not None:
            raise item.error
    finally:
        stop()


def _next(arrived: SimpleQueue[_Item | _End], cancelled: threading.Event | None) -> _Item | _End:
    if cancelled is None:
        return arrived.get()
    while not cancelled.is_set():
        try:
            return arrived.get(timeout=_GLANCE)
        except Empty:
            continue
    raise LlmCancelled("The request was cancelled.")
