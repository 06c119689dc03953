"""What stands below an answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import discord

from bot.chat.books.passages import MOST
from bot.chat.books.references import cited, pack
from bot.chat.buttons.deleting import DeleteButton
from bot.chat.buttons.further import FurtherButton
from bot.chat.buttons.leafing import OpenButton
from bot.chat.buttons.meant import MeantButton
from bot.chat.buttons.publish import PublishButton
from bot.chat.buttons.verdict import VerdictButton
from bot.chat.posting import Below
from bot.language import Say
from rag.model import Answer

__all__ = ["answer_buttons"]


def answer_buttons(
    answer: Answer, say: Say, *, private: bool, publishes: int | None = None
) -> Below:
    """The buttons below `answer`.

    A `private` one is not deleted, for Discord lets its reader dismiss it; it can be posted for
    all as a reply to the message `publishes`, if that is given and it is a single message.
    """

    def below(earlier: Sequence[int]) -> discord.ui.View | None:
        view = discord.ui.View(timeout=None)
        for button in (*_reading(answer, say), *_judging(answer), FurtherButton(say("further"))):
            view.add_item(button)
        if not private:
            view.add_item(DeleteButton(earlier))
        elif publishes is not None and not earlier:
            view.add_item(PublishButton(publishes, say("post")))
        return view

    return below


def _reading(answer: Answer, say: Say) -> Iterator[discord.ui.Item[Any]]:
    together = list(cited(answer.citations))
    for number, references in enumerate(together, start=1):
        label = say("sources") if len(together) == 1 else f"{say('sources')} {number}"
        yield OpenButton("s", pack(references), label, "📑")
    if not together and answer.passages:
        key = "".join(passage.paragraph.id for passage in answer.passages[:MOST])
        yield OpenButton("p", key, say("read"), "📖")
    if MeantButton.carries(answer.meant):
        yield MeantButton(answer.meant, say("meant_that"))


def _judging(answer: Answer) -> Iterator[discord.ui.Item[Any]]:
    if answer.status == "answered":
        yield VerdictButton("good")
        yield VerdictButton("bad")
