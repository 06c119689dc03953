"""What was done from Discord, a line each in the log."""

from __future__ import annotations

import json
import logging
from typing import Any

import discord

from bot.chat.text.markdown import plain

__all__ = ["audit"]

_log = logging.getLogger("bot.audit")
_LONGEST = 200


def audit(interaction: discord.Interaction[Any], action: str, subject: str, result: str) -> None:
    """Notes who did what on which server, and with which result.

    `who=1 where=2 did=add what="ferry.txt" result="added"`; what people wrote is in quotes, on
    one line, without control characters.
    """
    _log.info(
        "who=%d where=%d did=%s what=%s result=%s",
        interaction.user.id,
        interaction.guild_id or 0,
        action,
        _quoted(subject),
        _quoted(result),
    )


def _quoted(text: str) -> str:
    return json.dumps(plain(text)[:_LONGEST], ensure_ascii=False)
