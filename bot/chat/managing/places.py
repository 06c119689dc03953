"""The lists of channels in a server's settings: where to answer unasked, where to be silent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Literal

import discord

from bot.store import ServerSettings

__all__ = ["KINDS", "PLACES", "Place", "chosen", "lacking", "places_of"]

Place = Literal["answer", "forum", "silent"]
PLACES: tuple[Place, ...] = ("answer", "forum", "silent")

KINDS: Mapping[Place, tuple[discord.ChannelType, ...]] = {
    "answer": (discord.ChannelType.text, discord.ChannelType.news),
    "forum": (discord.ChannelType.forum,),
    "silent": (
        discord.ChannelType.text,
        discord.ChannelType.news,
        discord.ChannelType.voice,
        discord.ChannelType.forum,
    ),
}
"""Which channels a list takes. Media channels are none that Discord's menus know."""

_NEEDED: Mapping[Place, tuple[str, ...]] = {
    "answer": ("view_channel", "send_messages", "embed_links", "read_message_history"),
    "forum": ("view_channel", "send_messages_in_threads", "embed_links", "read_message_history"),
    "silent": (),
}
_FOR_THREADS = ("create_public_threads", "send_messages_in_threads")


def places_of(rules: ServerSettings, place: Place) -> frozenset[int]:
    """The channels in one of the lists."""
    if place == "answer":
        return rules.answer_channels
    return rules.forum_channels if place == "forum" else rules.silent_channels


def chosen(
    rules: ServerSettings, place: Place, channels: Iterable[int], stays: Callable[[int], bool]
) -> ServerSettings:
    """`rules` with `channels` as the list `place`, besides those in it of which `stays` is true.

    A channel is not in a list where it answers and among the silent ones at once: what was
    chosen last holds.
    """
    new = frozenset(channels)
    kept = frozenset(filter(stays, places_of(rules, place)))
    if place == "silent":
        return replace(
            rules,
            silent_channels=new | kept,
            answer_channels=rules.answer_channels - new,
            forum_channels=rules.forum_channels - new,
        )
    silent = rules.silent_channels - new
    if place == "forum":
        return replace(rules, forum_channels=new | kept, silent_channels=silent)
    return replace(rules, answer_channels=new | kept, silent_channels=silent)


def lacking(
    allowed: discord.Permissions, place: Place, *, opens_threads: bool = False
) -> tuple[str, ...]:
    """The permissions that the bot, `allowed` so much in a channel, needs there but lacks."""
    needed = _NEEDED[place]
    if place == "answer" and opens_threads:
        needed += _FOR_THREADS
    return tuple(name for name in needed if not getattr(allowed, name))
