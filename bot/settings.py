"""What an owner can set for the front ends, besides the library's own settings."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, PositiveInt, SecretStr

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
    discord_home: int | None = Field(
        None,
        gt=0,
        description="id of the Discord server from which articles may be added, removed and "
        "indexed anew; unset: the only one that the bot is on",
    )
    discord_shards: PositiveInt | Literal["auto"] | None = Field(
        None,
        description="connections to Discord that share the servers out between them: a number, "
        "or auto for as many as Discord recommends; unset: one",
    )
    message_content: bool = Field(
        False,
        description="read messages that do not mention the bot, for channels where it answers "
        "all questions; switch the intent on in Discord's developer portal first",
    )
    keep_days: int = Field(
        90, ge=1, description="days after which questions and feedback are deleted"
    )
