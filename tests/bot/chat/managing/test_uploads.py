"""Files wait for a while, and only for whoever sent them."""

from __future__ import annotations

from bot.chat.managing.uploads import KEPT_SECONDS, MOST, Upload, Uploads


class Clock:
    time = 0.0

    def __call__(self) -> float:
        return self.time


def upload(name: str = "a.txt") -> Upload:
    return Upload(1, 2, name, b"Text.")


def test_taken_once() -> None:
    uploads = Uploads(Clock())
    token = uploads.keep(upload())
    assert uploads.take(token, person=1, guild=2) == upload()
    assert uploads.take(token, person=1, guild=2) is None


def test_only_by_whoever_sent_it_and_there() -> None:
    uploads = Uploads(Clock())
    token = uploads.keep(upload())
    assert uploads.take(token, person=9, guild=2) is None
    assert uploads.take(token, person=1, guild=9) is None
    assert uploads.take(token, person=1, guild=2) is not None


def test_forgotten_after_a_while() -> None:
    clock = Clock()
    uploads = Uploads(clock)
    token = uploads.keep(upload())
    clock.time = KEPT_SECONDS - 1
    other = uploads.keep(upload())
    clock.time = KEPT_SECONDS
    assert uploads.take(token, person=1, guild=2) is None
    assert uploads.take(other, person=1, guild=2) is not None


def test_bounded() -> None:
    uploads = Uploads(Clock())
    tokens = [uploads.keep(upload(f"{number}.txt")) for number in range(MOST + 1)]
    taken = [uploads.take(token, person=1, guild=2) for token in tokens]
    assert taken[0] is None
    assert all(taken[1:])
