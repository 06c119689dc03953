"""Files that wait for a yes or no."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["KEPT_SECONDS", "LARGEST", "MOST", "Upload", "Uploads"]

LARGEST = 5 * 1024 * 1024
"""Bytes of one file."""

MOST = 8
"""Files that wait at a time; a further one pushes out the oldest."""

KEPT_SECONDS = 15 * 60
"""As long as Discord lets the message with the buttons be changed."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as `person` sent it on the server `guild`, under a safe `name`."""

    person: int
    guild: int
    name: str
    data: bytes


class Uploads:
    """Keeps files in memory, few and not for long. `clock` tells seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._waiting: dict[str, tuple[float, Upload]] = {}

    def keep(self, upload: Upload) -> str:
        """Keeps `upload`, and returns the name to ask for it by: 16 hexadecimal digits."""
        self._forget_old()
        while len(self._waiting) >= MOST:
            del self._waiting[next(iter(self._waiting))]
        token = secrets.token_hex(8)
        self._waiting[token] = self._clock() + KEPT_SECONDS, upload
        return token

    def take(self, token: str, *, person: int, guild: int) -> Upload | None:
        """What was kept, once; `None` when it is gone or was somebody else's."""
        self._forget_old()
        _, upload = self._waiting.get(token, (0.0, None))
        if upload is None or (upload.person, upload.guild) != (person, guild):
            return None
        del self._waiting[token]
        return upload

    def _forget_old(self) -> None:
        now = self._clock()
        self._waiting = {token: kept for token, kept in self._waiting.items() if kept[0] > now}
