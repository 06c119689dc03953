"""Tells Discord of the commands, when they have changed since it was last told."""

from __future__ import annotations

import hashlib
import json
import logging
from pathlib import Path
from typing import Any

import discord
from discord import app_commands

__all__ = ["sync_commands"]

_log = logging.getLogger(__name__)


async def sync_commands(
    tree: app_commands.CommandTree[Any], application: int, guild: int | None, note: Path
) -> bool:
    """Sends the commands unless `note` says that Discord has them; whether they were sent.

    With a `guild` they go to that server alone, where they appear at once.
    """
    target = discord.Object(guild) if guild else None
    if target:
        tree.copy_global_to(guild=target)
    payload = [command.to_dict(tree) for command in tree.get_commands(guild=target)]
    written = json.dumps(payload, sort_keys=True, default=str).encode()
    state = f"{application} {guild or 'all'} {hashlib.sha256(written).hexdigest()}"
    if _read(note) == state:
        return False
    await tree.sync(guild=target)
    try:
        note.write_text(state, encoding="utf-8")
    except OSError as error:
        _log.warning("cannot note that the commands were sent (%s): they will be again", error)
    return True


def _read(note: Path) -> str:
    try:
        return note.read_text(encoding="utf-8")
    except OSError:
        return ""  # the first start
