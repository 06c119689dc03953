"""What each conversation said last, for a while."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from rag.conversation.turn import Turn

__all__ = ["Memory"]


@dataclass(frozen=True, slots=True)
class _Conversation:
    turns: tuple[Turn, ...]
    last: float  # when it was last added to, by the clock


class Memory:
    """The last turns of conversations, by key. Nothing is written to disk. Thread-safe.

    It holds at most `turns` of each of at most `conversations`; when there are more, the one
    that has been silent for longest goes. A conversation is forgotten `seconds` after its last
    turn. `clock` gives seconds that never run back.
    """

    def __init__(
        self,
        *,
        turns: int = 6,
        conversations: int = 1000,
        seconds: float = 1800,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Raises `ValueError` unless every bound is above zero."""
        if turns < 1 or conversations < 1 or seconds <= 0:
            raise ValueError("A memory holds at least one turn of one conversation for a while.")
        self._turns = turns
        self._most = conversations
        self._seconds = seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, _Conversation] = OrderedDict()  # longest silent first

    def remember(self, key: Hashable, turn: Turn) -> None:
        """Adds `turn` as the latest of the conversation `key`."""
        with self._lock:
            now = self._clock()
            self._drop_old(now)
            before = self._kept.pop(key, None)
            turns = (*(before.turns if before else ()), turn)[-self._turns :]
            self._kept[key] = _Conversation(turns, now)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def recall(self, key: Hashable) -> tuple[Turn, ...]:
        """The turns of the conversation `key`, oldest first; empty if there are none."""
        with self._lock:
            self._drop_old(self._clock())
            found = self._kept.get(key)
            return found.turns if found else ()

    def forget(self, key: Hashable) -> bool:
        """Forgets the conversation `key`; returns whether there was one."""
        with self._lock:
            self._drop_old(self._clock())
            return self._kept.pop(key, None) is not None

    def forget_where(self, predicate: Callable[[Hashable], bool]) -> int:
        """Forgets every conversation whose key the predicate holds for; returns how many.

        The predicate must not use this memory.
        """
        with self._lock:
            self._drop_old(self._clock())
            chosen = [key for key in self._kept if predicate(key)]
            for key in chosen:
                del self._kept[key]
            return len(chosen)

    def _drop_old(self, now: float) -> None:
        while self._kept:
            oldest = next(iter(self._kept))
            if now - self._kept[oldest].last < self._seconds:
                return
            del self._kept[oldest]
