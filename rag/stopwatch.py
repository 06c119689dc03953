"""How long each step of an answer took."""

from __future__ import annotations

import time

__all__ = ["Stopwatch"]


class Stopwatch:
    """Runs from its making; a step that is noted several times adds up."""

    def __init__(self) -> None:
        self._begun = self._last = time.perf_counter()
        self._steps: dict[str, float] = {}

    def note(self, step: str) -> None:
        """Books the time since the last note, or since the beginning, under `step`."""
        now = time.perf_counter()
        self._steps[step] = self._steps.get(step, 0.0) + (now - self._last) * 1000
        self._last = now

    def milliseconds(self) -> dict[str, float]:
        """The steps in the order of their first note; "retrieve" is all before "answer"."""
        total = (self._last - self._begun) * 1000
        before = sum(ms for step, ms in self._steps.items() if step != "answer")
        return {**self._steps, "retrieve": before, "total": total}
