"""An answer that is shown while it is being written."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace

from bot.render import Line, prose_lines, understood_lines
from rag.model import Answer

__all__ = ["Growing"]


class Growing:
    """Takes an answer as it grows, in any thread, and gives what has not been shown.

    `cancelled` ends the writing.
    """

    def __init__(self) -> None:
        self.cancelled = threading.Event()
        self._latest: Answer | None = None
        self._shown = 0

    def listen(self, answer: Answer) -> None:
        """There is more of it."""
        self._latest = answer

    @property
    def begun(self) -> bool:
        """Whether any of it was shown."""
        return self._shown > 0

    def new_lines(self) -> Iterator[Line]:
        """What there is to show since the last time; each statement once."""
        answer = self._latest
        if answer is not None and len(answer.text) > self._shown:
            yield from self.rest(answer)

    def rest(self, answer: Answer) -> Iterator[Line]:
        """What of `answer`'s text was not shown."""
        if not self._shown:
            yield from understood_lines(answer)
        new = replace(answer, text=answer.text[self._shown :].strip())
        self._shown = len(answer.text)
        yield from prose_lines(new)
