"""What Discord can do that no single member can: two acts at once, a new connection."""

from __future__ import annotations

from typing import Any

from simcord.backend import serializers
from simcord.interactions import base_payload
from simcord.results import InteractionResult

__all__ = ["pressed_at_once", "reconnected"]

_COMPONENT, _BUTTON = 3, 2


async def pressed_at_once(
    env: Any, message: Any, presses: list[tuple[Any, str]]
) -> list[InteractionResult]:
    """Members press buttons of `message`, by custom id, before the bot has answered any of them."""
    backend = env.backend
    stored = backend.get_message(message.channel.id, message.id)
    records = []
    payloads = []
    for member, custom_id in presses:
        record, payload = base_payload(
            backend,
            type=_COMPONENT,
            channel_id=stored.channel_id,
            guild_id=member.guild.id,
            user_id=member.id,
            data={"custom_id": custom_id, "component_type": _BUTTON},
        )
        record.source_message_id = stored.id
        payload["message"] = dict(serializers.message_payload(backend, stored))
        records.append(record)
        payloads.append(payload)
    for payload in payloads:
        backend.emit("INTERACTION_CREATE", payload)
    await env.settle()
    return [InteractionResult(env, record) for record in records]


async def reconnected(env: Any, *, resumed: bool) -> None:
    """The connection was lost; it was resumed, or the bot had to identify itself anew."""
    state, backend = env.bot._connection, env.backend
    with env._bot_scope():
        if resumed:
            state.parsers["RESUMED"](None)
        else:
            guilds = [{"id": str(guild), "unavailable": True} for guild in backend.guilds]
            state.parsers["READY"](
                {"user": serializers.user_payload(backend.bot_user), "guilds": guilds}
            )
    if not resumed:
        for guild in backend.guilds.values():
            backend.emit("GUILD_CREATE", serializers.guild_create_payload(backend, guild))
    await env.settle()
