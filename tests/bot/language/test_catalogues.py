"""Every language says what English says, with the same things put in."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

import bot
from bot.language import LANGUAGES, command_word, phrases

ROOT = Path(bot.__file__).parent
OTHERS = [language for language in LANGUAGES if language != "en"]


def catalogue(language: str) -> dict[str, dict[str, Any]]:
    return tomllib.loads((ROOT / "language" / f"{language}.toml").read_text(encoding="utf-8"))


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", OTHERS)
def test_complete(language: str) -> None:
    english, other = catalogue("en")["phrases"], catalogue(language)["phrases"]
    assert other.keys() == english.keys()
    for name, text in english.items():
        assert placeholders(other[name]) == placeholders(text), name


def said() -> set[str]:
    """The names of the phrases that the code asks for, where they are written out."""
    found = set()
    for file in (ROOT / "chat").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "say":
                name = node.args[0]
                if isinstance(name, ast.Constant):
                    found.add(str(name.value))
    return found


def test_what_the_code_says_is_in_the_catalogue() -> None:
    names = said()
    assert len(names) > 20
    assert names <= catalogue("en")["phrases"].keys()


@pytest.mark.parametrize("language", OTHERS)
def test_commands_are_called_as_they_are_there(language: str) -> None:
    commands, say = catalogue(language)["commands"], phrases(language)
    for name in ("ask", "search", "sources", "article", "forget", "about"):
        assert say(f"help_{name}_name") == f"/{commands[name]}"
    assert f"/{commands['article']}" in say("article_gone")
    assert say("help_menu_name") == commands["Answer this"]


def test_languages_are_chosen_by_locale() -> None:
    assert phrases("de")("high") != phrases("en-US")("high")
    assert phrases("pt-BR")("never") == phrases("pt")("never")
    assert phrases("ja")("never") == phrases("en-GB")("never") == "never"
    assert command_word("ask", "ja") is None
