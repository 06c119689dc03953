"""Tells Discord of the commands, when they have changed since it was last told."""

from __future__ import annotations

import hashlib
import json
import logging
from pathlib import Path
from typing import Any

import discord
from discord import app_commands

from bot.chat.errors import LoginError

__all__ = ["sync_commands"]

_Command = app_commands.Command[Any, ..., Any] | app_commands.ContextMenu | app_commands.Group

_log = logging.getLogger(__name__)


async def sync_commands(
    tree: app_commands.CommandTree[Any], application: int, guild: int | None, note: Path
) -> bool:
    """Sends the commands unless `note` says that Discord has them; whether they were sent.

    With a `guild` they go to that server alone, where they appear at once. Raises `LoginError`
    when the bot may not add commands there.
    """
    target = discord.Object(guild) if guild else None
    if target:
        tree.copy_global_to(guild=target)
    payload = [await _payload(tree, command) for command in tree.get_commands(guild=target)]
    written = json.dumps(payload, sort_keys=True, default=str).encode()
    state = f"{application} {guild or 'all'} {hashlib.sha256(written).hexdigest()}"
    if _read(note) == state:
        return False
    try:
        await tree.sync(guild=target)
    except discord.Forbidden as error:
        raise LoginError(
            "Discord does not let the bot add its commands to that server. Invite it again with "
            "the scope applications.commands, or correct FOOTNOTE_DISCORD_GUILD."
        ) from error
    try:
        note.write_text(state, encoding="utf-8")
    except OSError as error:
        _log.warning("cannot note that the commands were sent (%s): they will be again", error)
    return True


async def _payload(tree: app_commands.CommandTree[Any], command: _Command) -> dict[str, Any]:
    if tree.translator is None:
        return dict(command.to_dict(tree))
    return dict(await command.get_translated_payload(tree, tree.translator))


def _read(note: Path) -> str:
    try:
        return note.read_text(encoding="utf-8")
    except OSError:
        return ""  # the first start
