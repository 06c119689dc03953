"""Whether a message is for the bot, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.chat.asking.question_like import asks_further, asks_something, question_of_post
from bot.store import ServerSettings

__all__ = ["Heard", "Occasion", "occasion"]

Occasion = Literal["asked", "unasked"]
"""Asked by name or in a conversation; or unasked, because it answers all questions there."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A message in short: `places` are its channel and, for a thread, the channel of that.

    `text` is without the mention; `mentioned` is whether that was written. `to_bot` is whether
    it replies to the bot, `in_thread` whether the bot opened the thread that it stands in.
    `replied` is what it replies to. Of the first message of a thread, `post` is the title of
    that; else it is empty.
    """

    text: str
    places: frozenset[int]
    direct: bool = False
    mentioned: bool = False
    to_bot: bool = False
    replied: str = ""
    in_thread: bool = False
    post: str = ""


def occasion(heard: Heard, settings: ServerSettings) -> tuple[Occasion, str] | None:
    """Why to answer and what is asked; `None`: it is not for the bot.

    What is said to the bot by name is for it whatever it is, the rest only if it is a question.
    Called by name alone below what somebody said, it answers that. Where it is to be silent,
    nothing is for it.
    """
    if heard.places & settings.silent_channels:
        return None
    if heard.direct or heard.mentioned:
        return "asked", heard.text or ("" if heard.to_bot else heard.replied)
    if (heard.to_bot or heard.in_thread) and asks_further(heard.text):
        return "asked", heard.text
    if heard.post and heard.places & settings.forum_channels:
        return "unasked", question_of_post(heard.post, heard.text)
    if heard.places & settings.answer_channels and asks_something(heard.text):
        return "unasked", heard.text
    return None
