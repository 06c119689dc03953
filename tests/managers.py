"""Members who run the bot, and what they get to see and to press."""

from __future__ import annotations

from typing import Any

import discord
from desk_library import shown

__all__ = ["audited", "buttons", "manager", "member", "said"]


def member(scene: Any, name: str, *roles: Any) -> Any:
    return scene.guild.add_member(scene.env.create_user(name), roles=list(roles))


def manager(scene: Any, name: str = "boss") -> Any:
    """A member with Manage Server, and nothing more."""
    role = scene.guild.create_role(name, permissions=discord.Permissions(manage_guild=True))
    return member(scene, name, role)


def said(result: Any) -> str:
    """All that an interaction brought, every message of it for one person alone."""
    messages = shown(result)
    assert messages
    assert all(message.ephemeral for message in messages)
    texts = []
    for message in messages:
        for embed in message.embeds:
            texts += [embed.title or "", embed.description or "", embed.footer.text or ""]
        texts.append(message.content)
    return "\n".join(filter(None, texts))


def buttons(message: Any) -> list[str]:
    return [each["label"] for row in message.components for each in row["components"]]


def audited(caplog: Any) -> list[str]:
    """The lines of the audit log."""
    return [each.getMessage() for each in caplog.records if each.name == "bot.audit"]
