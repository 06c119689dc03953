"""Answers, verdicts and the gaps that they make."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from stored import ASKER, GUILD, START, Clock, answer, on_disk

from bot.store import Gap, Store, answers
from rag.errors import SettingsError

FRIEND = 8


async def test_an_answer_knows_its_asker_after_a_restart(path: Path) -> None:
    async with Store.open(path) as store:
        await store.note_answer(answer(1))
    async with Store.open(path) as store:
        assert await store.asker_matches(1, ASKER)
        assert not await store.asker_matches(1, FRIEND)
        assert not await store.asker_matches(2, ASKER)


async def test_what_found_nothing_or_was_judged_bad_is_a_gap(store: Store, clock: Clock) -> None:
    for message in (1, 2):
        await store.note_answer(answer(message, question="Why?", at=START))
    await store.note_answer(answer(3, question="Where?", status="answered"))
    await store.note_answer(answer(4, question="When?", status="answered"))
    await store.note_feedback(4, FRIEND, "good", "thanks")
    clock.on(hours=1)
    await store.note_feedback(3, FRIEND, "bad", "wrong town")
    later = clock.on(hours=1)
    await store.note_feedback(3, ASKER, "bad")
    latest = clock.on(hours=1)
    await store.note_feedback(1, FRIEND, "bad", "  it is in the news ")
    assert await store.gaps(GUILD, START) == (
        Gap("Why?", unanswered=2, bad=1, comments=("it is in the news",), last=latest),
        Gap("Where?", unanswered=0, bad=2, comments=("wrong town",), last=later),
    )


async def test_comments_come_newest_first(store: Store, clock: Clock) -> None:
    await store.note_answer(answer(1))
    for person, comment in enumerate(("first", "second", "third")):
        clock.on(minutes=1)
        await store.note_feedback(1, person, "bad", comment)
    (gap,) = await store.gaps(GUILD, START)
    assert gap.comments == ("third", "second", "first")


async def test_only_what_happened_since_is_counted(store: Store, clock: Clock) -> None:
    await store.note_answer(answer(1, question="Old and silent?"))
    await store.note_answer(answer(2, question="Old, judged now?", status="answered"))
    now = clock.on(days=10)
    await store.note_feedback(2, FRIEND, "bad")
    (gap,) = await store.gaps(GUILD, now)
    assert gap.question == "Old, judged now?"
    assert await store.gaps(GUILD, now + timedelta(seconds=1)) == ()


async def test_gaps_of_some_channels_alone(store: Store) -> None:
    await store.note_answer(answer(1, channel=50))
    await store.note_answer(answer(2, channel=51))
    await store.note_answer(answer(3, channel=51, question="Who paid?", status="answered"))
    await store.note_feedback(3, 9, "bad", "Secret.")
    (gap,) = await store.gaps(GUILD, START, lambda channel: channel == 50)
    assert (gap.question, gap.unanswered) == ("Who built the bridge?", 1)


async def test_a_server_sees_no_other_servers_gaps(store: Store) -> None:
    await store.note_answer(answer(1, guild=GUILD + 1))
    await store.note_feedback(1, FRIEND, "bad")
    assert await store.gaps(GUILD, START) == ()


async def test_a_later_verdict_replaces_the_earlier(store: Store) -> None:
    await store.note_answer(answer(1, status="answered"))
    await store.note_feedback(1, FRIEND, "bad", "wrong")
    await store.note_feedback(1, FRIEND, "bad", "still wrong")
    (gap,) = await store.gaps(GUILD, START)
    assert (gap.bad, gap.comments) == (1, ("still wrong",))
    await store.note_feedback(1, FRIEND, "good")
    assert await store.gaps(GUILD, START) == ()
    assert (await store.held_about(FRIEND)).comments == ()


async def test_a_verdict_on_an_unknown_answer_is_not_kept(store: Store) -> None:
    await store.note_answer(answer(1))
    assert await store.note_feedback(1, FRIEND, "good")
    assert not await store.note_feedback(2, FRIEND, "bad", "lost")
    assert (await store.held_about(FRIEND)).verdicts == 1


async def test_an_answer_noted_again_is_changed_and_keeps_its_verdicts(store: Store) -> None:
    await store.note_answer(answer(1))
    await store.note_feedback(1, FRIEND, "bad")
    await store.note_answer(answer(1, question="Who paid for it?", status="answered"))
    (gap,) = await store.gaps(GUILD, START)
    assert (gap.question, gap.unanswered, gap.bad) == ("Who paid for it?", 0, 1)


@pytest.mark.parametrize("private", [{"question": None}, {"guild": None}])
async def test_private_answers_have_buttons_and_no_texts(
    store: Store, path: Path, private: dict[str, Any]
) -> None:
    await store.note_answer(answer(1, **{"question": "What of my divorce?", **private}))
    assert await store.asker_matches(1, ASKER)
    assert await store.note_feedback(1, ASKER, "bad", "my divorce is missing")
    assert await store.gaps(GUILD, START) == ()
    assert b"divorce" not in on_disk(path)
    assert (await store.held_about(ASKER)).answers == 1


async def test_an_answer_made_private_takes_its_text_back(store: Store) -> None:
    await store.note_answer(answer(1))
    await store.note_answer(answer(1, question=None))
    assert await store.gaps(GUILD, START) == ()


async def test_texts_are_cut_and_never_refused(store: Store) -> None:
    await store.note_answer(answer(1, question="\ud83d" + "q" * 9_000))
    await store.note_feedback(1, FRIEND, "bad", "c" * 9_000)
    (gap,) = await store.gaps(GUILD, START)
    assert gap.question == "?" + "q" * 1_999
    assert gap.comments == ("c" * 500,)


async def test_texts_are_never_taken_for_sql(store: Store) -> None:
    text = "'); DROP TABLE answer; --"
    await store.note_answer(answer(1, question=text))
    await store.note_feedback(1, FRIEND, "bad", text)
    (gap,) = await store.gaps(GUILD, START)
    assert (gap.question, gap.comments) == (text, (text,))


async def test_a_further_answer_pushes_out_the_askers_oldest(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "ANSWERS", 2)
    await store.note_answer(answer(9, asker=FRIEND, at=START - timedelta(days=1)))
    for message in (3, 1, 2):
        await store.note_answer(answer(message, at=START + timedelta(hours=message)))
    known = [message for message in (1, 2, 3) if await store.asker_matches(message, ASKER)]
    assert known == [2, 3]
    assert await store.asker_matches(9, FRIEND)


async def test_a_further_verdict_pushes_out_the_persons_oldest(
    store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "VERDICTS", 2)
    for message in (1, 2, 3):
        await store.note_answer(answer(message, status="answered"))
        await store.note_feedback(message, ASKER, "bad", "asker's")
    for message in (3, 1, 2):
        clock.on(minutes=1)
        await store.note_feedback(message, FRIEND, "bad", f"friend's on {message}")
    assert (await store.held_about(FRIEND)).comments == ("friend's on 2", "friend's on 1")
    assert (await store.held_about(ASKER)).verdicts == 2


async def test_a_look_at_the_gaps_is_bounded_and_takes_the_latest(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "GAP_EVENTS", 2)
    for message in (3, 1, 2):
        at = START + timedelta(hours=message)
        await store.note_answer(answer(message, question=f"{message}?", at=at))
    assert [gap.question for gap in await store.gaps(GUILD, START)] == ["3?", "2?"]


async def test_what_is_old_is_forgotten_with_its_verdicts(
    store: Store, path: Path, clock: Clock
) -> None:
    await store.note_answer(answer(1, question="Of long ago?"))
    await store.note_feedback(1, FRIEND, "bad", "of long ago as well")
    await store.note_answer(answer(2, question="Of today?", at=clock.on(days=30)))
    clock.on(minutes=1)
    assert await store.forget_older_than(30) == 1
    assert [gap.question for gap in await store.gaps(GUILD, START)] == ["Of today?"]
    assert (await store.held_about(FRIEND)).verdicts == 0
    assert b"long ago" not in on_disk(path)


async def test_nothing_is_kept_for_less_than_a_day(store: Store) -> None:
    await store.note_answer(answer(1))
    with pytest.raises(SettingsError):
        await store.forget_older_than(0)
    assert await store.asker_matches(1, ASKER)
