"""Settings of servers: kept over a restart, each server's apart from the others'."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from stored import GUILD, answer, on_disk

from bot.store import ServerSettings, Store
from rag.errors import SettingsError

OWN = ServerSettings(
    answer_channels=frozenset({1, 2}),
    forum_channels=frozenset({3}),
    silent_channels=frozenset({4, 2**62}),
    manager_role=5,
    cooldown_seconds=0,
    language="pt-BR",
    says_not_found=True,
    opens_threads=True,
)


async def test_a_new_server_has_the_defaults(store: Store) -> None:
    assert await store.settings_of(GUILD) == ServerSettings()


async def test_settings_outlast_a_restart(path: Path) -> None:
    async with Store.open(path) as store:
        await store.save_settings(GUILD, OWN)
    async with Store.open(path) as store:
        assert await store.settings_of(GUILD) == OWN
        assert await store.settings_of(GUILD + 1) == ServerSettings()


async def test_settings_are_replaced_whole(store: Store) -> None:
    changed = ServerSettings(answer_channels=frozenset({2, 9}))
    await store.save_settings(GUILD, OWN)
    await store.save_settings(GUILD, changed)
    assert await store.settings_of(GUILD) == changed


async def test_settings_that_cannot_be_saved_leave_the_former_ones(store: Store) -> None:
    await store.save_settings(GUILD, OWN)
    with pytest.raises(OverflowError):
        await store.save_settings(GUILD, ServerSettings(answer_channels=frozenset({2**70})))
    assert await store.settings_of(GUILD) == OWN


async def test_a_forgotten_server_leaves_nothing_and_others_stay(store: Store, path: Path) -> None:
    for guild in (GUILD, GUILD + 1):
        await store.save_settings(guild, OWN)
        await store.note_answer(answer(guild, guild=guild, question=f"What of {guild}?"))
        await store.note_feedback(guild, 8, "bad", f"comment on {guild}")
    await store.forget_server(GUILD)
    assert await store.settings_of(GUILD) == ServerSettings()
    assert b"of 900?" not in on_disk(path)
    assert b"comment on 900" not in on_disk(path)
    assert await store.settings_of(GUILD + 1) == OWN
    (gap,) = await store.gaps(GUILD + 1, answer().at)
    assert (gap.question, gap.comments) == ("What of 901?", ("comment on 901",))


@pytest.mark.parametrize(
    "values",
    [
        {"cooldown_seconds": -1},
        {"cooldown_seconds": 21_601},
        {"language": ""},
        {"language": "x" * 36},
        {"forum_channels": frozenset(range(501))},
    ],
)
def test_settings_without_meaning_are_refused_in_one_line(values: dict[str, Any]) -> None:
    with pytest.raises(SettingsError, match=r"^[^\n]+$"):
        ServerSettings(**values)
