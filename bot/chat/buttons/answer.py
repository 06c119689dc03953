"""What stands below an answer."""

from __future__ import annotations

import discord

from bot.chat.books.references import cited, pack
from bot.chat.buttons.leafing import OpenButton
from bot.language import Say
from rag.model import Answer

__all__ = ["answer_view"]


def answer_view(answer: Answer, say: Say) -> discord.ui.View:
    """The buttons below `answer`; none when it cites nothing."""
    view = discord.ui.View(timeout=None)
    together = list(cited(answer.citations))
    for number, references in enumerate(together, start=1):
        label = say("sources") if len(together) == 1 else f"{say('sources')} {number}"
        view.add_item(OpenButton("s", pack(references), label, "📑"))
    return view
