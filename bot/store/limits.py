"""How much is kept, so that nobody can fill the disk."""

from __future__ import annotations

__all__ = [
    "ANSWERS",
    "CHANNELS",
    "COMMENT",
    "COOLDOWN",
    "GAP_EVENTS",
    "LANGUAGE",
    "QUESTION",
    "VERDICTS",
    "kept",
]

QUESTION = 2_000
"""Characters of a question; no longer one is answered."""

COMMENT = 500
"""Characters of a comment."""

LANGUAGE = 35
"""Characters of a language's tag."""

ANSWERS = 1_000
"""Answers kept for one asker; a further one pushes out the oldest."""

VERDICTS = 1_000
"""Verdicts kept of one person; a further one pushes out the oldest."""

GAP_EVENTS = 10_000
"""Silences and bad verdicts, the latest ones, that one look at the gaps takes in."""

CHANNELS = 500
"""Channels in one list of a server's settings: as many as Discord lets a server have."""

COOLDOWN = 21_600
"""Seconds: six hours, the longest slow mode on Discord."""


def kept(text: str, length: int) -> str:
    """`text` without white space around it, cut to `length`, with `?` for what is no character.

    A lone half of a surrogate pair can come in by JSON, and SQLite refuses it.
    """
    return text.encode("utf-8", "replace").decode("utf-8").strip()[:length]
