"""What is remembered, how much of it and for how long."""

from __future__ import annotations

import threading
from collections.abc import Hashable

import pytest

from rag.conversation import Memory, Turn


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def turn(text: str) -> Turn:
    return Turn(text, text)


def told(memory: Memory, key: Hashable) -> list[str]:
    return [each.question for each in memory.recall(key)]


def test_turns_are_recalled_oldest_first_by_conversation() -> None:
    memory = Memory()
    memory.remember(1, turn("a"))
    memory.remember(("channel", 2), turn("b"))
    memory.remember(1, turn("c"))
    assert told(memory, 1) == ["a", "c"]
    assert told(memory, ("channel", 2)) == ["b"]
    assert told(memory, 3) == []


def test_only_the_latest_turns_are_kept() -> None:
    memory = Memory(turns=2)
    for text in "abc":
        memory.remember(1, turn(text))
    assert told(memory, 1) == ["b", "c"]


def test_the_conversation_silent_for_longest_goes() -> None:
    memory = Memory(conversations=2)
    memory.remember(1, turn("a"))
    memory.remember(2, turn("b"))
    memory.remember(1, turn("c"))
    memory.recall(2)  # to look is not to speak
    memory.remember(3, turn("d"))
    assert [told(memory, key) for key in (1, 2, 3)] == [["a", "c"], [], ["d"]]


def test_it_forgets_after_a_while_of_silence() -> None:
    clock = Clock()
    memory = Memory(seconds=10, clock=clock)
    memory.remember(1, turn("a"))
    clock.now += 9
    memory.remember(2, turn("b"))
    memory.remember(1, turn("c"))
    clock.now += 9.9
    assert told(memory, 1) == ["a", "c"]
    clock.now += 0.1
    assert told(memory, 1) == []
    assert told(memory, 2) == []
    assert not memory.forget(1)


def test_forgetting() -> None:
    memory = Memory()
    for key in ("a1", "a2", "b1"):
        memory.remember(key, turn(key))
    assert memory.forget("a1")
    assert not memory.forget("a1")
    memory.remember("a1", turn("anew"))
    assert told(memory, "a1") == ["anew"]
    assert memory.forget_where(lambda key: str(key).startswith("a")) == 2
    assert [told(memory, key) for key in ("a1", "a2", "b1")] == [[], [], ["b1"]]


@pytest.mark.parametrize("bound", ["turns", "conversations", "seconds"])
def test_bounds_are_above_zero(bound: str) -> None:
    with pytest.raises(ValueError, match="at least one"):
        Memory(**{bound: 0})  # type: ignore[arg-type]


def test_threads_lose_no_turn() -> None:
    memory = Memory(turns=1000, conversations=8)

    def speak(key: int) -> None:
        for number in range(200):
            memory.remember(key % 2, turn(str(number)))
            memory.recall(key)

    threads = [threading.Thread(target=speak, args=(key,)) for key in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert [len(memory.recall(key)) for key in (0, 1)] == [400, 400]
