"""The values that go into the store and come out of it. All are frozen; times are aware."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.store.limits import CHANNELS, COOLDOWN, LANGUAGE
from rag.errors import SettingsError

__all__ = ["Gap", "Held", "Posted", "ServerSettings", "Status", "Verdict"]

Status = Literal["answered", "not_found"]
"""As `rag.model.Answer.status`."""

Verdict = Literal["good", "bad"]


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """How the bot behaves on one server. Raises `SettingsError` for what has no meaning.

    In `answer_channels` and the posts of `forum_channels` it answers without being mentioned,
    in `silent_channels` never. `manager_role` may change the settings, besides those who manage
    the server. `cooldown_seconds` pass between two questions of one person. `language` is a
    locale such as `de`; `None`: that of whoever asks. `says_not_found` is whether it speaks up
    when the articles are silent although nobody asked it by name, `opens_threads` whether
    long exchanges move into threads.
    """

    answer_channels: frozenset[int] = frozenset()
    forum_channels: frozenset[int] = frozenset()
    silent_channels: frozenset[int] = frozenset()
    manager_role: int | None = None
    cooldown_seconds: int = 5
    language: str | None = None
    says_not_found: bool = False
    opens_threads: bool = False

    def __post_init__(self) -> None:
        lists = (self.answer_channels, self.forum_channels, self.silent_channels)
        if max(map(len, lists)) > CHANNELS:
            raise SettingsError(f"These are too many channels. Name at most {CHANNELS}.")
        if not 0 <= self.cooldown_seconds <= COOLDOWN:
            raise SettingsError(f"The cooldown is 0 to {COOLDOWN:,} seconds.")
        if self.language is not None and not 0 < len(self.language) <= LANGUAGE:
            raise SettingsError("That is no language. Name one by its tag, for example: de.")


@dataclass(frozen=True, slots=True)
class Posted:
    """An answer as it was posted. `guild` is `None` in a direct message.

    `question` is `None` for an answer that only the asker sees; in a direct message it is not
    kept either. `asker` is kept as a pseudonym only. `confidence` is 0 to 1.
    """

    message: int
    channel: int
    guild: int | None
    asker: int
    question: str | None
    status: Status
    confidence: float
    at: datetime


@dataclass(frozen=True, slots=True)
class Gap:
    """A question that the articles did not answer well; the same words make one gap.

    `unanswered` counts the answers that found nothing, `bad` the bad verdicts; `comments` came
    with those, newest first. `last` is when the latest of all that happened, in UTC.
    """

    question: str
    unanswered: int
    bad: int
    comments: tuple[str, ...]
    last: datetime


@dataclass(frozen=True, slots=True)
class Held:
    """What is stored about one person, newest first.

    `answers` counts the answers to them, private ones included, of which there are no texts.
    """

    answers: int
    questions: tuple[str, ...]
    verdicts: int
    comments: tuple[str, ...]
