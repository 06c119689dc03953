"""When to try again."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime

__all__ = ["LONGEST_WAIT", "Wait", "pause", "retry_after", "wait"]

LONGEST_WAIT = 20.0
"""The longest wait, in seconds, that a server may ask for before it is given up."""

_FIRST = 0.5
_MOST = 8.0

Wait = Callable[[float, threading.Event | None], None]
"""Waits so many seconds, or until the event is set."""


def wait(seconds: float, cancelled: threading.Event | None) -> None:
    """The `Wait` of real life."""
    (cancelled or threading.Event()).wait(seconds)


def pause(tries: int, after: float | None) -> float:
    """Seconds to wait after so many failed tries: doubling, shaken, and not before `after`."""
    backoff = min(_MOST, _FIRST * 2.0 ** (tries - 1))
    return max(backoff * random.uniform(0.5, 1.0), after or 0.0)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """The seconds that `Retry-After` asks for, as a number or as a date; `None` without."""
    text = headers.get("retry-after", "").strip()
    if not text:
        return None
    try:
        return max(0.0, float(text))
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except (ValueError, TypeError):
        return None
