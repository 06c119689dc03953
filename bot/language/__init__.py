"""The bot's own words, in the language of whoever reads them."""

from __future__ import annotations

from bot.language.phrases import LANGUAGES, Say, command_word, phrases

__all__ = ["LANGUAGES", "Say", "command_word", "phrases"]
