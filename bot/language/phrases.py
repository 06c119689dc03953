"""Catalogues of phrases, a TOML file a language; English says what there is to say."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["LANGUAGES", "Say", "command_word", "phrases"]

LANGUAGES = ("en", "de", "es", "fr", "pt", "uk")

_COMMAND = re.compile(r"(?<!\S)/([a-z]+)")

Say = Callable[..., str]
"""Says a phrase by its name; what it has in braces, by keyword."""


@cache
def phrases(locale: str) -> Say:
    """The phrases of a locale such as `de` or `pt-BR`; English for a language without.

    The catalogues name commands in English, as `/ask`; they are said as they are called there.
    """
    catalogue = {
        name: _COMMAND.sub(lambda found: f"/{command_word(found[1], locale) or found[1]}", text)
        for name, text in _catalogue(_language(locale))["phrases"].items()
    }

    def say(name: str, **values: object) -> str:
        return catalogue[name].format(**values)

    return say


def command_word(english: str, locale: str) -> str | None:
    """The name or description of a command, if that language has another than English."""
    language = _language(locale)
    word: str | None = _catalogue(language)["commands"].get(english) if language != "en" else None
    return word


def _language(locale: str) -> str:
    language = locale.split("-", maxsplit=1)[0].lower()
    return language if language in LANGUAGES else "en"


@cache
def _catalogue(language: str) -> dict[str, Any]:
    text = files("bot.language").joinpath(f"{language}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
