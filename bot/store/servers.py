"""The statements about a server's settings."""

from __future__ import annotations

import aiosqlite

from bot.store.model import ServerSettings

__all__ = ["forget", "read", "save"]


async def read(connection: aiosqlite.Connection, guild: int) -> ServerSettings:
    """The settings of `guild`; the defaults if none were saved."""
    rows = await connection.execute_fetchall(
        "SELECT manager_role, cooldown_seconds, language, says_not_found, opens_threads"
        " FROM server WHERE guild = ?",
        (guild,),
    )
    channels = await connection.execute_fetchall(
        "SELECT list, channel FROM server_channel WHERE guild = ?", (guild,)
    )
    for role, cooldown, language, says_not_found, opens_threads in rows:
        return ServerSettings(
            answer_channels=frozenset(channel for name, channel in channels if name == "answer"),
            forum_channels=frozenset(channel for name, channel in channels if name == "forum"),
            silent_channels=frozenset(channel for name, channel in channels if name == "silent"),
            manager_role=role,
            cooldown_seconds=cooldown,
            language=language,
            says_not_found=bool(says_not_found),
            opens_threads=bool(opens_threads),
        )
    return ServerSettings()


async def save(connection: aiosqlite.Connection, guild: int, settings: ServerSettings) -> None:
    """Puts `settings` in the place of the former ones."""
    await connection.execute("DELETE FROM server WHERE guild = ?", (guild,))
    await connection.execute(
        "INSERT INTO server (guild, manager_role, cooldown_seconds, language, says_not_found,"
        " opens_threads) VALUES (?, ?, ?, ?, ?, ?)",
        (
            guild,
            settings.manager_role,
            settings.cooldown_seconds,
            settings.language,
            settings.says_not_found,
            settings.opens_threads,
        ),
    )
    lists = {
        "answer": settings.answer_channels,
        "forum": settings.forum_channels,
        "silent": settings.silent_channels,
    }
    await connection.executemany(
        "INSERT INTO server_channel (guild, list, channel) VALUES (?, ?, ?)",
        [(guild, name, channel) for name, channels in lists.items() for channel in channels],
    )


async def forget(connection: aiosqlite.Connection, guild: int) -> None:
    """Deletes the settings of `guild`, the answers posted there and the verdicts on them."""
    await connection.execute("DELETE FROM server WHERE guild = ?", (guild,))
    await connection.execute("DELETE FROM answer WHERE guild = ?", (guild,))
