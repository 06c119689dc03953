"""Logs the bot in and runs it until it is stopped."""

from __future__ import annotations

import re

import aiohttp
import discord

from bot.chat.client import new_bot
from bot.chat.desk import AnyLibrary
from bot.chat.errors import LoginError
from bot.settings import BotSettings

__all__ = ["check_token", "run"]

_SHAPE = re.compile(r"[\w-]{18,}\.[\w-]{5,}\.[\w-]{20,}")


def check_token(settings: BotSettings) -> None:
    """Raises `LoginError` for a token that is missing or cannot be one; asks nobody."""
    token = _token(settings)
    if not token:
        raise LoginError(
            "There is no Discord token. Copy it from the developer portal (Bot, Reset Token) "
            "into .env: FOOTNOTE_DISCORD_TOKEN=…"
        )
    if not _SHAPE.fullmatch(token):
        raise LoginError(
            "FOOTNOTE_DISCORD_TOKEN is not a bot token: it has three parts with dots between. "
            "Copy it again from the developer portal (Bot, Reset Token)."
        )


def run(library: AnyLibrary, settings: BotSettings) -> None:
    """Answers on Discord until it is interrupted. Raises `LoginError` when it cannot log in."""
    check_token(settings)
    bot = new_bot(library, settings)
    try:
        bot.run(_token(settings), log_handler=None)
    except discord.LoginFailure as error:
        raise LoginError(
            "Discord does not accept the token. Copy it again from the developer portal "
            "(Bot, Reset Token) into FOOTNOTE_DISCORD_TOKEN."
        ) from error
    except discord.PrivilegedIntentsRequired as error:
        raise LoginError(
            "Discord refuses an intent. Switch it on in the developer portal "
            "(Bot, Privileged Gateway Intents)."
        ) from error
    except (aiohttp.ClientConnectionError, TimeoutError) as error:
        raise LoginError("Discord cannot be reached. Check the network and try again.") from error
    except discord.DiscordServerError as error:
        raise LoginError(
            f"Discord has trouble of its own ({error.status}). Try again in a few minutes."
        ) from error


def _token(settings: BotSettings) -> str:
    return settings.discord_token.get_secret_value().strip()
