"""Command names and descriptions in the languages of Discord's clients."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.language import command_word

__all__ = ["CommandTranslator"]


class CommandTranslator(app_commands.Translator):
    """Translates what the catalogues hold; the rest stays English."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """The word or sentence in `locale`."""
        return command_word(string.message, str(locale))
