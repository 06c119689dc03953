"""A question as it comes in: what, by whom, where."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Inquiry"]


@dataclass(frozen=True, slots=True)
class Inquiry:
    """`question` is as typed, without the mention. All ids are Discord's.

    `after` is the bot's message that it goes on from, if it was asked below one; `thread` is
    whether `channel` is a thread that the bot opened, where all share one conversation.
    `private` is whether only the asker sees the answer, `unasked` whether nobody asked the bot
    by name: it answers because it is told to answer all questions there. `message` is the one
    that asks, if one does.
    """

    question: str
    asker: int
    channel: int
    guild: int | None = None
    message: int | None = None
    after: int | None = None
    thread: bool = False
    private: bool = False
    unasked: bool = False
