"""A pause between two questions of one person."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from math import ceil

from bot.chat.asking.refusal import RefusalError

__all__ = ["Cooldowns"]

_PEOPLE = 10_000  # remembered; beyond, whoever asked longest ago may ask early


@dataclass(slots=True)
class _Pause:
    since: float
    told: bool = False


class Cooldowns:
    """When each person asked last; `clock` gives seconds that never run back."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._pauses: OrderedDict[Hashable, _Pause] = OrderedDict()

    def start(self, person: Hashable, seconds: float) -> None:
        """Notes that `person` asks now.

        Raises `RefusalError` when the last time that was granted is less than `seconds` ago;
        from the second time in one pause on, a `repeated` one.
        """
        now = self._clock()
        pause = self._pauses.get(person)
        if pause and (left := pause.since + seconds - now) > 0:
            repeated, pause.told = pause.told, True
            raise RefusalError("cooldown", repeated=repeated, seconds=ceil(left))
        self._pauses[person] = _Pause(now)
        self._pauses.move_to_end(person)
        if len(self._pauses) > _PEOPLE:
            self._pauses.popitem(last=False)
