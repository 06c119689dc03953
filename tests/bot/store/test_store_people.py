"""What is stored about a person: they can see it, have it deleted, and are nowhere named."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from stored import ASKER, GUILD, START, Clock, answer, on_disk, values

from bot.store import Gap, Held, Store, StoreError

FRIEND = 800_000_000_000_000_008


async def fill(store: Store, clock: Clock) -> None:
    """Two answers to `ASKER`, one to `FRIEND`, and a verdict of each on the other's."""
    await store.note_answer(answer(1, question="Asker's question?"))
    await store.note_answer(answer(2, question=None, at=clock.on(hours=1)))
    await store.note_answer(answer(3, asker=FRIEND, question="Friend's question?"))
    await store.note_feedback(3, ASKER, "bad", "Asker's comment")
    await store.note_feedback(1, FRIEND, "bad", "Friend's comment")


async def test_people_see_what_is_held_about_them(store: Store, clock: Clock) -> None:
    await fill(store, clock)
    assert await store.held_about(ASKER) == Held(
        answers=2, questions=("Asker's question?",), verdicts=1, comments=("Asker's comment",)
    )
    assert await store.held_about(9) == Held(0, (), 0, ())


async def test_forgetting_leaves_nothing_of_the_person(
    store: Store, path: Path, clock: Clock
) -> None:
    await fill(store, clock)
    names = {value for value in values(path) if isinstance(value, str) and len(value) == 32}
    assert len(names) == 2
    assert await store.forget_person(ASKER) == 3
    assert await store.held_about(ASKER) == Held(0, (), 0, ())
    assert not await store.asker_matches(1, ASKER)
    raw = on_disk(path)
    assert b"Asker's" not in raw
    assert sum(name.encode() in raw for name in names) == 1
    assert await store.gaps(GUILD, START) == (Gap("Friend's question?", 1, 0, (), START),)


async def test_no_id_of_a_person_is_written_down(store: Store, path: Path, clock: Clock) -> None:
    await fill(store, clock)
    found = values(path)
    assert not {ASKER, FRIEND, str(ASKER), str(FRIEND)} & found
    assert "Asker's question?" in found


async def test_the_key_is_for_the_owner_alone_and_nothing_lies_beside_it(
    store: Store, path: Path
) -> None:
    assert store
    key = path.parent / "footnote.key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    others = {file.name for file in path.parent.iterdir() if not file.name.startswith(path.name)}
    assert others == {"footnote.key"}


async def test_installations_name_people_differently(tmp_path: Path) -> None:
    names = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        path = tmp_path / name / "footnote.db"
        async with Store.open(path) as store:
            await store.note_answer(answer(1))
        names += [value for value in values(path) if isinstance(value, str) and len(value) == 32]
    assert len(set(names)) == 2


async def test_without_the_old_key_rows_belong_to_nobody(path: Path) -> None:
    async with Store.open(path) as store:
        await store.note_answer(answer(1))
    path.with_suffix(".key").unlink()
    async with Store.open(path) as store:
        assert not await store.asker_matches(1, ASKER)
        assert await store.held_about(ASKER) == Held(0, (), 0, ())
        assert len(await store.gaps(GUILD, START)) == 1


@pytest.mark.parametrize("content", [b"", b"no key", b"abcd", b"\xff\xfe", b"00" * 33])
async def test_a_damaged_key_is_refused_in_one_line(path: Path, content: bytes) -> None:
    path.with_suffix(".key").write_bytes(content)
    with pytest.raises(StoreError, match=r"^[^\n]*footnote\.key is damaged[^\n]*$"):
        async with Store.open(path):
            pass
