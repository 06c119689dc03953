"""What an owner can set for the front ends, besides the library's own settings."""

from __future__ import annotations

from pydantic import Field, SecretStr

from rag.settings import Settings

__all__ = ["BotSettings"]


class BotSettings(Settings):
    """The library's settings and those of the Discord bot."""

    discord_token: SecretStr = Field(
        SecretStr(""), description="token of the Discord bot; `footnote bot` needs it"
    )
    discord_guild: int | None = Field(
        None,
        gt=0,
        description="id of one Discord server that gets the commands at once, while developing; "
        "unset: all servers",
    )
