"""What Discord refuses and its description does not say, or says too generously.

Lengths count in UTF-16 units.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from discord_api.commands import choice_faults, command_faults
from discord_api.components import component_faults
from discord_api.messages import message_faults
from discord_api.parts import Fault, Part

__all__ = ["limit_faults"]

_NEW_MESSAGE = re.compile(r"POST /(channels/[^/]+/messages|webhooks/[^/]+/[^/]+)")
_EDIT = re.compile(r"PATCH /(channels/[^/]+|webhooks/[^/]+/[^/]+)/messages/[^/]+")
_THREAD = re.compile(r"POST /channels/[^/]+/(messages/[^/]+/)?threads")
_CALLBACK = re.compile(r"POST /interactions/[^/]+/[^/]+/callback")
_COMMANDS = re.compile(r"(PUT|POST) /applications/[^/]+/(guilds/[^/]+/)?commands")
_SAYS, _EDITS, _OFFERS, _OPENS_FORM = 4, 7, 8, 9
"""What a callback does, by its type."""


def limit_faults(method: str, path: str, body: Any) -> Iterator[Fault]:
    """What is over a limit in the body of a request to `path`, without the API's prefix."""
    request = f"{method} {path}"
    if _COMMANDS.fullmatch(request):
        for command in _commands(body):
            yield from command_faults(command)
    if not isinstance(body, dict):
        return
    whole = Part(body)
    if _NEW_MESSAGE.fullmatch(request):
        yield from message_faults(whole, new=True)
    elif _EDIT.fullmatch(request):
        yield from message_faults(whole, new=False)
    elif _THREAD.fullmatch(request):
        yield from whole.too_long(name=100)
        for message in whole.one("message"):
            yield from message_faults(message, new=True)
    elif _CALLBACK.fullmatch(request):
        for data in whole.one("data"):
            yield from _callback_faults(body.get("type"), data)


def _commands(body: Any) -> Iterator[Part]:
    """The command that a body is, or those that it lists."""
    rows = [(f"[{n}]", each) for n, each in enumerate(body)] if isinstance(body, list) else []
    for where, value in rows or [("", body)]:
        if isinstance(value, dict):
            yield Part(value, where)


def _callback_faults(kind: Any, data: Part) -> Iterator[Fault]:
    if kind in (_SAYS, _EDITS):
        yield from message_faults(data, new=kind == _SAYS)
    elif kind == _OFFERS:
        yield from choice_faults(data)
    elif kind == _OPENS_FORM:
        yield from data.too_long(custom_id=100, title=45)
        yield from component_faults(data)
