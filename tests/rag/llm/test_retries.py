"""Another try where it is worth one, and only before text has arrived."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from llm_server import (
    Disconnect,
    Garbage,
    LlmServer,
    Reply,
    Says,
    bad_key,
    bad_request,
    no_quota,
    no_such_model,
    server_fault,
    too_many,
)

from rag import Settings
from rag.errors import LlmCancelled, LlmError
from rag.llm.choose import connect, load_llm
from rag.llm.model import Prompt
from rag.llm.name import LlmName
from rag.llm.retry import LONGEST_WAIT, wait

Ask = Callable[..., str]


@pytest.mark.parametrize("reply", [too_many(), server_fault(), server_fault(503), Disconnect()])
def test_a_passing_failure_is_tried_again(
    server: LlmServer, ask: Ask, waits: list[float], reply: Reply
) -> None:
    server.script(reply, reply, Says("Ann."))
    assert ask() == "Ann."
    assert len(server.requests) == 3
    assert 0.25 <= waits[0] <= 0.5 <= waits[1] <= 1.0


def test_tries_are_counted(server: LlmServer, ask: Ask, waits: list[float]) -> None:
    server.script(*[server_fault()] * 9)
    with pytest.raises(LlmError, match=r"\(3 tries\)$"):
        ask(llm_retries=2)
    assert len(server.requests) == 3  # no client in between tries on its own
    assert len(waits) == 2


@pytest.mark.parametrize(
    "reply", [bad_key(), no_such_model(), no_quota(), Garbage(), bad_request("No.")]
)
def test_a_lasting_failure_is_not_tried_again(
    server: LlmServer, ask: Ask, waits: list[float], reply: Reply
) -> None:
    server.script(reply, Says("Ann."))
    with pytest.raises(LlmError):
        ask()
    assert len(server.requests) == 1
    assert waits == []


def test_the_wait_that_the_server_asks_for(server: LlmServer, ask: Ask, waits: list[float]) -> None:
    server.script(too_many("7"), Says("Ann."))
    assert ask() == "Ann."
    assert waits == [7.0]


def test_a_wait_until_a_date(server: LlmServer, ask: Ask, waits: list[float]) -> None:
    server.script(too_many(format_datetime(datetime.now(UTC) + timedelta(seconds=15))), Says("A."))
    assert ask() == "A."
    assert 5 < waits[0] <= 15


def test_a_wait_that_is_too_long(server: LlmServer, ask: Ask, waits: list[float]) -> None:
    server.script(too_many(str(LONGEST_WAIT + 1)), Says("Ann."))
    with pytest.raises(LlmError, match=r"asks to wait 21 seconds\.$"):
        ask()
    assert waits == []


def test_a_wait_ends_when_it_is_cancelled(server: LlmServer, tmp_path: Path) -> None:
    server.script(too_many("19"), Says("Ann."))
    cancelled = threading.Event()
    llm = f"openai-like:m@{server.url}"
    model = load_llm(Settings(llm=llm, index=tmp_path))

    def cancel() -> None:
        server.next_request()
        cancelled.set()

    threading.Thread(target=cancel).start()
    with pytest.raises(LlmCancelled):
        list(model.stream(Prompt("", "Who?"), most_tokens=5, cancelled=cancelled))
    assert len(server.requests) == 1


def test_waiting_ends_with_the_event() -> None:
    cancelled = threading.Event()
    cancelled.set()
    wait(3600, cancelled)


def test_cancelled_while_waiting_asks_no_more(server: LlmServer, tmp_path: Path) -> None:
    server.script(server_fault(), Says("Ann."))
    cancelled = threading.Event()

    def cancel(seconds: float, event: threading.Event | None) -> None:
        assert event is cancelled
        event.set()

    model = connect(
        LlmName("openai-like", "m", server.url),
        Settings(index=tmp_path),
        wait=cancel,
    )
    with pytest.raises(LlmCancelled):
        list(model.stream(Prompt("", "Who?"), most_tokens=5, cancelled=cancelled))
    assert len(server.requests) == 1
