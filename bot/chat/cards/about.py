"""What the bot is, what it can do, and what it keeps."""

from __future__ import annotations

from bot.chat.text.card import Card
from bot.chat.text.typeset import Line, Run
from bot.render.words import count, moment
from rag.model import LibraryStatus

__all__ = ["about_card", "help_card"]

_HELP = (
    ("/ask", "asks the articles; with private, only you see the answer"),
    ("@mention", "a question after my name, in any channel; or write to me directly"),
    ("Answer this", "in the menu of a message (Apps): answers it, for you alone at first"),
    ("/search", "shows passages, without an answer made of them"),
    ("/sources", "lists the articles"),
    ("/article", "shows one article, paragraph by paragraph"),
    ("/about", "what I know and how I work"),
)


def help_card() -> Card:
    """The ways to ask and to read."""
    lines = [Line((Run(name, "bold"), Run(f" — {text}"))) for name, text in _HELP]
    return Card(tuple(lines), title="What you can do")


def about_card(status: LibraryStatus) -> Card:
    """What is indexed and how it works."""
    size = f"{count(status.articles, 'article')}, {count(status.paragraphs, 'paragraph')}"
    lines = (
        f"I answer from {size}, last read {moment(status.synced_at)}.",
        "Every statement is quoted word for word, with its file, paragraph and line; what the "
        "articles do not say, I do not say.",
        f"Search: {status.embedding}. Reader: {status.reader}. Engine: {status.engine}.",
        "I keep no questions and nothing about you.",
    )
    made: list[Line] = []
    for text in lines:
        made += [Line((Run(text),)), Line()]
    return Card(tuple(made[:-1]), title="About me")
