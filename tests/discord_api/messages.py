"""The limits of a message, and whom it may ping: nobody."""

from __future__ import annotations

from collections.abc import Iterator

from discord_api.components import component_faults
from discord_api.embeds import embed_faults
from discord_api.parts import Fault, Part

__all__ = ["message_faults"]

_CONTENT = 2_000


def message_faults(message: Part, *, new: bool) -> Iterator[Fault]:
    """What is wrong with `message`, which is `new` or edits another.

    discord.py leaves `allowed_mentions` out of an edit that leaves the text alone.
    """
    yield from message.too_long(content=_CONTENT)
    yield from embed_faults(message)
    yield from component_faults(message)
    if new or message.text("content"):
        yield from _ping_faults(message)


def _ping_faults(message: Part) -> Iterator[Fault]:
    allowed = list(message.one("allowed_mentions"))
    if not allowed:
        yield Fault(message.at("allowed_mentions"), "missing: everything written could ping")
    for part in allowed:
        if part.value.get("parse") != []:
            yield Fault(part.at("parse"), "must be there and empty, or what is written can ping")
        for key in ("users", "roles", "replied_user"):
            if part.value.get(key):
                yield Fault(part.at(key), "would ping")
