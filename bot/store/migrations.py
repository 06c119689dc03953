"""Brings a database up to this version of the program, one numbered script after another."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import aiosqlite

from bot.store.errors import StoreError, explained

__all__ = ["migrate", "scripts"]

_ADVICE = "Put a backup in its place, or move it away to start with an empty one"


def scripts() -> tuple[str, ...]:
    """The scripts in `schema/`, in order: the first makes version 1 out of an empty file."""
    folder = files("bot.store").joinpath("schema")
    found = sorted(folder.iterdir(), key=lambda entry: entry.name)
    return tuple(entry.read_text(encoding="utf-8") for entry in found if entry.name[-4:] == ".sql")


async def migrate(connection: aiosqlite.Connection, file: Path, steps: Sequence[str]) -> None:
    """Runs those of `steps` that `file` has not seen; each takes effect whole or not at all.

    Raises `StoreError`, with nothing changed, when `file` comes from a newer program, and when
    a script fails; those before it stay.
    """
    ((version,),) = await connection.execute_fetchall("PRAGMA user_version")
    if version > len(steps):
        raise StoreError(
            f"{file} was written by a newer version of Footnote (its format is {version}, this "
            f"one knows {len(steps)}). Update Footnote, or put a backup in its place."
        )
    for number, script in enumerate(steps[version:], start=version + 1):
        whole = f"BEGIN IMMEDIATE;\n{script}\n;PRAGMA user_version = {number};\nCOMMIT;"
        with explained(file, f"cannot be brought up to format {number}. {_ADVICE}"):
            try:
                await connection.executescript(whole)
            except sqlite3.Error:
                await connection.rollback()
                raise
