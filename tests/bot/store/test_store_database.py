"""The file itself: refused when it is no good, safe with many writers, copied while in use."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from stored import ASKER, GUILD, START, answer

from bot.store import ServerSettings, Store, StoreError, database


async def refusal(path: Path) -> str:
    """What opening `path` raises."""
    with pytest.raises(StoreError) as raised:
        async with Store.open(path):
            pass
    assert "\n" not in str(raised.value)
    assert str(path) in str(raised.value)
    return str(raised.value)


async def filled(path: Path, answers: int = 1) -> None:
    async with Store.open(path) as store:
        for message in range(answers):
            await store.note_answer(answer(message, question=f"{message:04} {'long ' * 300}"))


async def test_a_newer_database_is_refused_and_untouched(path: Path) -> None:
    await filled(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    assert "newer version" in await refusal(path)
    assert path.read_bytes() == before


async def test_what_is_no_database_is_refused_and_untouched(path: Path) -> None:
    path.write_bytes(b"a shopping list\n" * 100)
    assert "is damaged" in await refusal(path)
    assert path.read_bytes() == b"a shopping list\n" * 100


async def test_a_database_with_a_damaged_page_is_refused(path: Path) -> None:
    await filled(path, answers=50)
    content = bytearray(path.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 4096] = b"\xa5" * 4096
    path.write_bytes(content)
    assert "is damaged" in await refusal(path)


async def test_another_programs_database_is_refused(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE verdict (guilty)")
    assert "move it away" in await refusal(path)


async def test_a_folder_in_its_place_is_refused(path: Path) -> None:
    path.mkdir()
    assert "permissions" in await refusal(path)


async def test_a_missing_folder_is_refused_and_not_made(tmp_path: Path) -> None:
    assert "permissions" in await refusal(tmp_path / "nowhere" / "footnote.db")
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not bind root")
async def test_a_file_that_may_not_be_written_is_refused(path: Path) -> None:
    await filled(path)
    path.chmod(0o400)
    path.parent.chmod(0o500)
    try:
        assert "permissions" in await refusal(path)
    finally:
        path.parent.chmod(0o700)


async def test_a_database_that_another_program_holds(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_PATIENCE", 0)
    async with Store.open(path) as store:
        with closing(sqlite3.connect(path)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StoreError, match="in use by another program"):
                await store.note_answer(answer(1))
        await store.note_answer(answer(1))
        assert await store.asker_matches(1, ASKER)


async def test_many_tasks_write_at_once(store: Store) -> None:
    async def ask(asker: int) -> None:
        for message in range(asker * 100, asker * 100 + 10):
            await store.note_answer(answer(message, asker=asker))
            await store.note_feedback(message, asker + 1, "bad", f"{message}")

    async def configure() -> None:
        for channel in range(10):
            await store.save_settings(GUILD, ServerSettings(answer_channels=frozenset({channel})))

    await asyncio.gather(*(ask(asker) for asker in range(1, 6)), configure())
    (gap,) = await store.gaps(GUILD, START)
    assert (gap.unanswered, gap.bad, len(set(gap.comments))) == (50, 50, 50)
    assert (await store.settings_of(GUILD)).answer_channels == {9}


async def test_a_cancelled_call_is_done_or_undone_and_spoils_nothing(store: Store) -> None:
    before = ServerSettings(answer_channels=frozenset(range(100)))
    after = ServerSettings(silent_channels=frozenset(range(100)))
    for turns in range(30):  # cancelled at its start, its end and in between
        await store.save_settings(GUILD, before)
        task = asyncio.create_task(store.save_settings(GUILD, after))
        for _ in range(turns):
            await asyncio.wait([task, asyncio.create_task(store.asker_matches(1, 1))], timeout=0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert await store.settings_of(GUILD) in (before, after)


async def test_a_reader_from_outside_holds_up_nobody(store: Store, path: Path) -> None:
    await store.note_answer(answer(1))
    with closing(sqlite3.connect(path)) as reader:
        reader.execute("BEGIN")
        assert reader.execute("SELECT count(*) FROM answer").fetchone() == (1,)
        await store.note_answer(answer(2))
        assert reader.execute("SELECT count(*) FROM answer").fetchone() == (1,)
    assert await store.asker_matches(2, ASKER)


async def test_a_backup_is_made_while_the_bot_writes(store: Store, path: Path) -> None:
    async def write() -> None:
        for message in range(1, 50):
            await store.note_answer(answer(message))

    await store.note_answer(answer(0))
    backup = path.parent / "backup" / "footnote.db"
    backup.parent.mkdir()
    await asyncio.gather(write(), store.backup_to(backup))
    await store.note_answer(answer(1000))
    backup.with_suffix(".key").write_bytes(path.with_suffix(".key").read_bytes())
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    async with Store.open(backup) as restored:
        assert await restored.asker_matches(0, ASKER)
        assert not await restored.asker_matches(1000, ASKER)
    assert await store.asker_matches(49, ASKER)


async def test_a_backup_replaces_an_older_one_and_leaves_nothing_beside_it(
    store: Store, path: Path
) -> None:
    backups = path.parent / "backups"
    backups.mkdir()
    await store.backup_to(backups / "copy.db")
    await store.note_answer(answer(1))
    await store.backup_to(backups / "copy.db")
    with closing(sqlite3.connect(backups / "copy.db")) as copy:
        assert copy.execute("SELECT count(*) FROM answer").fetchone() == (1,)
    assert [file.name for file in backups.iterdir()] == ["copy.db"]


async def test_a_backup_that_fails_spoils_neither_database_nor_older_backup(
    store: Store, path: Path
) -> None:
    await store.note_answer(answer(1))
    with pytest.raises(StoreError, match="is the database itself"):
        await store.backup_to(path)
    with pytest.raises(StoreError, match="cannot be opened or written"):
        await store.backup_to(path.parent / "nowhere" / "copy.db")
    folder = path.parent / "folder"
    folder.mkdir()
    with pytest.raises(StoreError, match="cannot be opened or written"):
        await store.backup_to(folder)
    assert not list(path.parent.glob(".*"))
    assert await store.asker_matches(1, ASKER)
