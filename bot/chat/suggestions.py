"""Articles that are suggested while a command is typed."""

from __future__ import annotations

from collections.abc import Iterable

from discord import app_commands

from bot.chat.text.card import shortened
from bot.chat.text.limits import CHOICE, CHOICES, size
from bot.chat.text.markdown import plain
from rag.model import ArticleInfo

__all__ = ["suggested"]


def suggested(articles: Iterable[ArticleInfo], typed: str) -> list[app_commands.Choice[str]]:
    """Those whose file or title holds all the words `typed`, as many as Discord shows.

    Files whose names are too long for a suggestion are left out.
    """
    words = typed.lower().split()
    found = []
    for each in articles:
        name = f"{each.file} — {each.title}" if each.title else each.file
        if all(word in name.lower() for word in words) and size(each.file) <= CHOICE:
            found.append(app_commands.Choice(name=shortened(plain(name), CHOICE), value=each.file))
    return found[:CHOICES]
