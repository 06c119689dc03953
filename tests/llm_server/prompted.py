"""Replies that depend on what Footnote's own prompt holds."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from llm_server.call import Call
from llm_server.replies import Reply

__all__ = ["Prompted", "blocks_in", "is_planning", "passages_in"]

_BLOCK = re.compile(r"^=== (\w+) begins: (.*?) ===\n(.*?)\n=== \1 ends ===$", re.M | re.S)


@dataclass(frozen=True)
class Prompted:
    """Does what `reply` makes of the body of the request."""

    reply: Callable[[dict[str, Any]], Reply]

    async def send(self, call: Call) -> web.StreamResponse:
        """See `Reply`."""
        return await self.reply(call.body).send(call)


def blocks_in(body: dict[str, Any]) -> list[tuple[str, str]]:
    """The data of the prompt: label and text of each block, in order."""
    prompt = str(body["messages"][-1]["content"])
    return [(label, text) for _, label, text in _BLOCK.findall(prompt)]


def passages_in(body: dict[str, Any]) -> list[str]:
    """The passages, the first of which is called 1."""
    return [text for label, text in blocks_in(body) if label.startswith("passage ")]


def is_planning(body: dict[str, Any]) -> bool:
    """Whether the request asks for a plan, which has no passages."""
    return not passages_in(body)
