"""Footnote's front ends: the command line, the REPL and Discord."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from discord.ext import commands

    from bot.chat.desk import AnyLibrary
    from bot.settings import BotSettings

__all__ = ["create_bot"]


def create_bot(library: AnyLibrary, settings: BotSettings) -> commands.Bot:
    """The Discord bot that answers from `library`; not logged in."""
    from bot.chat.client import new_bot

    return new_bot(library, settings)
