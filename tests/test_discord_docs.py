"""docs/discord.md names tests and pictures that are there, and every picture that is."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
TEXT = (DOCS / "discord.md").read_text(encoding="utf-8")
_NAMED = re.compile(r"`((?:[./\w]+/)?test_\w+\.py|…)(?:::(\w+))?`")


def test_every_test_in_the_table_exists() -> None:
    file, count = "", 0
    for found in _NAMED.finditer(TEXT):
        file = file if found[1] == "…" else found[1]
        source = (ROOT / "tests" / "bot" / "chat" / file).read_text(encoding="utf-8")
        assert f"def {found[2] or 'test_'}" in source, found[0]
        count += 1
    assert count > 50


def test_every_picture_exists_and_is_shown() -> None:
    named = set(re.findall(r"images/(discord-[\w-]+\.png)", TEXT))
    assert named == {picture.name for picture in (DOCS / "images").glob("discord-*.png")}
