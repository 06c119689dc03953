"""What Discord shows for one thing said: an embed or, where embeds are forbidden, plain text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import discord

from bot.chat.text.limits import (
    EMBED_DESCRIPTION,
    EMBED_FOOTER,
    EMBED_TITLE,
    EMBED_TOTAL,
    MESSAGE,
    size,
)
from bot.chat.text.markdown import inert, plain
from bot.chat.text.typeset import Line, Run, pages

__all__ = ["Card", "Mood", "embeds", "shortened", "texts"]

Mood = Literal["good", "fair", "doubtful", "neutral", "trouble"]

_COLOURS = {
    "good": 0x2F9E6E,
    "fair": 0xD9A441,
    "doubtful": 0xC2703D,
    "neutral": 0x6B7A90,
    "trouble": 0xB23A48,
}
_CUT = " …"
_FOOTER = min(EMBED_FOOTER, EMBED_TOTAL - EMBED_TITLE - EMBED_DESCRIPTION)  # fits in any case


@dataclass(frozen=True, slots=True)
class Card:
    """`title` and `footer` are raw text of one line; both may be empty.

    `label` names the card where one of several is chosen; it is not shown on the card.
    """

    lines: tuple[Line, ...]
    title: str = ""
    footer: str = ""
    mood: Mood = "neutral"
    label: str = ""


def embeds(card: Card) -> tuple[discord.Embed, ...]:
    """`card` as embeds, one for each message: together they could be over Discord's total.

    The first has the title, the last the footer.
    """
    title, heading = _titled(card)
    bodies = pages((*heading, *card.lines), EMBED_DESCRIPTION) or ("",)
    made = [discord.Embed(description=body, colour=_COLOURS[card.mood]) for body in bodies]
    made[0].title = title or None
    if card.footer:
        made[-1].set_footer(text=shortened(plain(card.footer), _FOOTER))
    return tuple(made)


def texts(card: Card) -> tuple[str, ...]:
    """`card` as plain messages."""
    heading = (Line((Run(card.title, "bold"),)),) if card.title else ()
    footer = (Line(), Line((Run(card.footer, "italic"),))) if card.footer else ()
    return pages((*heading, *card.lines, *footer), MESSAGE)


def shortened(text: str, limit: int) -> str:
    """`text`, cut between words and marked as cut if it is over `limit` units."""
    if size(text) <= limit:
        return text
    kept = text[: limit - len(_CUT)]
    while size(kept) > limit - len(_CUT):
        kept = kept[:-1]
    head, space, _ = kept.rpartition(" ")
    return (head if space else kept).rstrip() + _CUT


def _titled(card: Card) -> tuple[str, tuple[Line, ...]]:
    """The title, or the lines that stand for one that is too long for its place."""
    title = inert(card.title)
    if size(title) <= EMBED_TITLE:
        return title, ()
    return "", (Line((Run(card.title, "bold"),)), Line())
