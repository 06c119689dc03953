"""What the bot is, what it can do, and what it keeps."""

from __future__ import annotations

from bot.chat.cards.wording import when
from bot.chat.text.card import Card
from bot.chat.text.typeset import Line, Run
from bot.language import Say
from rag.model import LibraryStatus

__all__ = ["about_card", "help_card"]

_HELP = (
    "ask",
    "mention",
    "reply",
    "menu",
    "search",
    "sources",
    "article",
    "forget",
    "privacy",
    "about",
)


def help_card(say: Say) -> Card:
    """The ways to ask and to read."""
    lines = tuple(
        Line((Run(say(f"help_{each}_name"), "bold"), Run(f" — {say(f'help_{each}')}")))
        for each in _HELP
    )
    return Card(lines, title=say("help_title"))


def about_card(status: LibraryStatus, keep_days: int, say: Say) -> Card:
    """What is indexed, how it works, and what is stored for how many days."""
    size = say(
        "about_size",
        articles=status.articles,
        paragraphs=status.paragraphs,
        moment=when(status.synced_at, say),
    )
    models = say(
        "about_models", embedding=status.embedding, reader=status.reader, engine=status.engine
    )
    made: list[Line] = []
    for text in (size, say("about_quotes"), models, say("about_privacy", days=keep_days)):
        made += [Line((Run(text),)), Line()]
    return Card(tuple(made[:-1]), title=say("about_title"))
