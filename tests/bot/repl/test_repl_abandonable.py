"""Work that can be abandoned."""

from __future__ import annotations

import threading

import pytest

from bot.repl.abandonable import abandonable


def test_the_result_or_the_error_comes_through() -> None:
    assert abandonable(lambda: 7, lambda: None) == 7
    with pytest.raises(ZeroDivisionError):
        abandonable(lambda: 1 // 0, lambda: None)


def test_an_error_that_looks_like_a_wait_running_out_is_the_works_own() -> None:
    def work() -> None:
        raise TimeoutError("the server")

    with pytest.raises(TimeoutError, match="the server"):
        abandonable(work, lambda: None)


def test_ctrl_c_abandons_the_work() -> None:
    release, ended = threading.Event(), threading.Event()

    def work() -> None:
        release.wait(30)
        ended.set()

    def press() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        abandonable(work, press)
    assert not ended.is_set()
    release.set()
    assert ended.wait(30)
