"""Cards as messages: embeds, or plain text where embeds are forbidden; split, never cut."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from typing import Any

import discord

from bot.chat.card import Card, embeds, texts
from bot.chat.limits import EMBED_TOTAL, EMBEDS

__all__ = ["Send", "messages", "post"]

Send = Callable[..., Awaitable[Any]]
"""Sends one message: `content`, `embeds` and `view` by keyword."""


async def post(
    send: Send, cards: Sequence[Card], *, embed: bool, view: discord.ui.View | None = None
) -> None:
    """Sends `cards` by as many messages as it takes; `view` goes below the last."""
    made = list(messages(cards, embed=embed))
    for arguments in made[:-1]:
        await send(**arguments)
    await send(**made[-1], **({"view": view} if view else {}))


def messages(cards: Sequence[Card], *, embed: bool) -> Iterator[dict[str, Any]]:
    """The arguments of each message."""
    if not embed:
        yield from ({"content": text} for card in cards for text in texts(card))
        return
    together: list[discord.Embed] = []
    for each in _all_embeds(cards):
        if len(together) == EMBEDS or sum(map(len, (*together, each))) > EMBED_TOTAL:
            yield {"embeds": together}
            together = []
        together = [*together, each]
    yield {"embeds": together}


def _all_embeds(cards: Iterable[Card]) -> Iterator[discord.Embed]:
    for card in cards:
        yield from embeds(card)
