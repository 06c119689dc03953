"""Cards as messages: embeds, or plain text where embeds are forbidden; split, never cut."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from typing import Any

import discord

from bot.chat.cards.trouble import trouble_card
from bot.chat.text.card import Card, embeds, texts
from bot.chat.text.limits import EMBED_TOTAL, EMBEDS, size
from bot.language import Say

__all__ = ["Below", "Send", "deliver", "messages", "post"]

_log = logging.getLogger(__name__)

Send = Callable[..., Awaitable[discord.Message]]
"""Sends one message: `content`, `embeds` and `view` by keyword."""

Below = Callable[[Sequence[int]], discord.ui.View | None]
"""What goes below the last of several messages, told the ids of those before it."""


async def deliver(
    send: Send,
    cards: Sequence[Card],
    say: Say,
    *,
    embed: bool,
    below: Below | None = None,
) -> discord.Message | None:
    """As `post`; what Discord refuses is said in plain text instead, or else in the log.

    Returns the last message, `None` if the cards could not be sent.
    """
    try:
        return await post(send, cards, embed=embed, below=below)
    except discord.NotFound as error:  # the channel, or the interaction
        _log.warning("an answer has no place any more: %s", error)
        return None
    except discord.Forbidden:
        return await _said_plainly(send, cards, below)
    except discord.HTTPException as error:
        await _said_plainly(send, [trouble_card(error, say)], None)
        return None


async def _said_plainly(
    send: Send, cards: Sequence[Card], below: Below | None
) -> discord.Message | None:
    try:
        return await post(send, cards, embed=False, below=below)
    except discord.HTTPException as error:
        _log.warning("cannot post an answer: %s", error)
        return None


async def post(
    send: Send, cards: Sequence[Card], *, embed: bool, below: Below | None = None
) -> discord.Message:
    """Sends `cards` by as many messages as it takes, and returns the last of them."""
    made = list(messages(cards, embed=embed))
    earlier = [(await send(**arguments)).id for arguments in made[:-1]]
    view = below(earlier) if below else None
    return await send(**made[-1], **({"view": view} if view and view.children else {}))


def messages(cards: Sequence[Card], *, embed: bool) -> Iterator[dict[str, Any]]:
    """The arguments of each message."""
    if not embed:
        yield from ({"content": text} for card in cards for text in texts(card))
        return
    together: list[discord.Embed] = []
    for each in _all_embeds(cards):
        if len(together) == EMBEDS or sum(map(_units, (*together, each))) > EMBED_TOTAL:
            yield {"embeds": together}
            together = []
        together = [*together, each]
    yield {"embeds": together}


def _units(embed: discord.Embed) -> int:
    """How much of the limit on all embeds of a message `embed` uses up."""
    return sum(map(size, (embed.title or "", embed.description or "", embed.footer.text or "")))


def _all_embeds(cards: Iterable[Card]) -> Iterator[discord.Embed]:
    for card in cards:
        yield from embeds(card)
