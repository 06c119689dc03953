"""Settings come from arguments, the environment and `.env`, and are all documented."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.settings import BotSettings
from rag import Settings
from rag.errors import SettingsError

EXAMPLE = Path(__file__).parents[1] / ".env.example"


def test_the_example_names_every_setting_with_its_default() -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    named = dict(re.findall(r"^#FOOTNOTE_(\w+)=(.*)$", "\n".join(lines), re.MULTILINE))
    fields = {name.upper(): field for name, field in BotSettings.model_fields.items()}
    assert named.keys() == fields.keys()
    values = {f"FOOTNOTE_{name}": value for name, value in named.items() if value}
    assert BotSettings.load(**{k[9:].lower(): v for k, v in values.items()}) == BotSettings()


def test_each_setting_in_the_example_has_a_line_of_meaning() -> None:
    blocks = EXAMPLE.read_text(encoding="utf-8").strip().split("\n\n")[1:]
    assert all(re.match(r"# \w.*\n(# .*\n)*#FOOTNOTE_\w+=", block) for block in blocks)


def test_arguments_win_over_the_environment_and_that_over_the_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path(".env").write_text("FOOTNOTE_ARTICLES=file\nFOOTNOTE_INDEX=file\nFOOTNOTE_LOG=file\n")
    monkeypatch.setenv("FOOTNOTE_INDEX", "environment")
    monkeypatch.setenv("FOOTNOTE_LOG", "environment")
    settings = Settings.load(log="argument", index=None)
    assert (str(settings.articles), str(settings.index), settings.log) == (
        "file",
        "environment",
        "argument",
    )


def test_a_setting_without_meaning_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTNOTE_THRESHOLD", "high")
    with pytest.raises(SettingsError, match="FOOTNOTE_THRESHOLD"):
        Settings.load()


def test_a_file_that_is_not_utf8() -> None:
    Path(".env").write_bytes("FOOTNOTE_LOG=\xe9".encode("latin-1"))
    with pytest.raises(SettingsError, match="not UTF-8"):
        Settings.load()


def test_the_home_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTNOTE_ARTICLES", "~/news")
    assert Settings.load().articles == Path.home() / "news"
