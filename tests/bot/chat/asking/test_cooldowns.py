"""A pause between two questions of one person."""

from __future__ import annotations

import pytest

from bot.chat.asking import cooldowns as module
from bot.chat.asking.cooldowns import Cooldowns
from bot.chat.asking.refusal import RefusalError


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def cooldowns(clock: Clock) -> Cooldowns:
    return Cooldowns(clock)


def refused(cooldowns: Cooldowns, person: str = "alice") -> RefusalError:
    with pytest.raises(RefusalError) as raised:
        cooldowns.start(person, 5)
    return raised.value


def test_the_next_question_waits(cooldowns: Cooldowns, clock: Clock) -> None:
    cooldowns.start("alice", 5)
    clock.now += 2.5
    assert refused(cooldowns).values == {"seconds": 3}
    clock.now += 2.5
    cooldowns.start("alice", 5)


def test_a_refusal_does_not_make_it_longer(cooldowns: Cooldowns, clock: Clock) -> None:
    cooldowns.start("alice", 5)
    clock.now += 4
    refused(cooldowns)
    clock.now += 1
    cooldowns.start("alice", 5)


def test_others_do_not_wait(cooldowns: Cooldowns) -> None:
    cooldowns.start("alice", 5)
    cooldowns.start("bob", 5)


def test_without_a_pause_nobody_waits(cooldowns: Cooldowns) -> None:
    cooldowns.start("alice", 0)
    cooldowns.start("alice", 0)


def test_it_is_told_anew_in_each_pause(cooldowns: Cooldowns, clock: Clock) -> None:
    for _ in range(2):
        cooldowns.start("alice", 5)
        assert [refused(cooldowns).repeated for _ in range(3)] == [False, True, True]
        clock.now += 5


def test_what_is_remembered_is_bounded(
    cooldowns: Cooldowns, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_PEOPLE", 2)
    cooldowns.start("alice", 5)
    refused(cooldowns)
    for person in ("bob", "carol"):
        cooldowns.start(person, 5)
    cooldowns.start("alice", 5)  # forgotten, so she may
    assert not refused(cooldowns).repeated
    refused(cooldowns, "carol")
