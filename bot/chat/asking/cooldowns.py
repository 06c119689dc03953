"""A pause between two questions of one person."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from math import ceil

from bot.chat.asking.refusal import RefusalError

__all__ = ["Cooldowns"]

_PEOPLE = 10_000  # remembered; beyond, whoever asked longest ago may ask early


class Cooldowns:
    """When each person asked last; `clock` gives seconds that never run back."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._asked: OrderedDict[Hashable, float] = OrderedDict()
        self._told: set[Hashable] = set()  # to wait, since they asked

    def start(self, person: Hashable, seconds: float) -> None:
        """Notes that `person` asks now.

        Raises `RefusalError` when the last time that was granted is less than `seconds` ago;
        from the second time in one pause on, a `repeated` one.
        """
        now = self._clock()
        left = self._asked.get(person, now - seconds) + seconds - now
        if left > 0:
            repeated = person in self._told
            self._told.add(person)
            raise RefusalError("cooldown", repeated=repeated, seconds=ceil(left))
        self._asked[person] = now
        self._asked.move_to_end(person)
        self._told.discard(person)
        if len(self._asked) > _PEOPLE:
            forgotten, _ = self._asked.popitem(last=False)
            self._told.discard(forgotten)
