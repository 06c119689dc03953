"""Work that a person need not wait for to its end."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import TypeVar

__all__ = ["abandonable"]

_Result = TypeVar("_Result")
_BEAT = 0.1


def abandonable(work: Callable[[], _Result], meanwhile: Callable[[], None]) -> _Result:
    """The result of `work`, done in a thread; calls `meanwhile` ten times a second.

    On Ctrl-C (`KeyboardInterrupt`) it stops waiting; the work itself ends unheard.
    """
    future: Future[_Result] = Future()

    def fulfil() -> None:
        try:
            future.set_result(work())
        except BaseException as error:  # raised below, by whoever waits
            future.set_exception(error)

    threading.Thread(target=fulfil, name="work", daemon=True).start()
    # A wait without an end could not be interrupted on Windows.
    while not wait([future], _BEAT).done:
        meanwhile()
    return future.result()
