"""An answer grows statement by statement, each told when it is complete; cancelling ends it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from queue import SimpleQueue

import pytest
from llm_server import Gate, Hang, LlmServer, Reply

from rag import Library
from rag.errors import LlmCancelled
from rag.model import Answer

Open = Callable[..., Library]
Writes = Callable[..., Reply]

QUESTION = "Who blames a broken rudder?"
FIRST = 'Ann Miller blames a broken rudder [<broken rudder>: "blames a broken rudder"].'
SECOND = " The yard refuses to repair it [<broken rudder>]."
THIRD = " The ferry has been out of service since 12 May [<out of service>]."
PATIENCE = 20


def test_what_is_told_only_grows(server: LlmServer, written: Open, writes: Writes) -> None:
    server.script(writes(FIRST + " It is all a lie [1]." + SECOND + THIRD))
    told: list[Answer] = []
    answer = written().ask(QUESTION, listen=told.append)
    texts = [each.text for each in told]
    assert len(texts) == 3
    assert texts[-1] == answer.text
    assert all(later.startswith(f"{text} ") for text, later in pairwise(texts))
    assert [each.citations for each in told] == [
        answer.citations[: len(each.citations)] for each in told
    ]
    assert {each.status for each in told} == {"answered"}
    assert {each.confidence for each in told} == {answer.confidence}


def test_a_statement_is_told_before_the_next_is_sent(
    server: LlmServer, written: Open, writes: Writes
) -> None:
    gates = {1: Gate(), 2: Gate(), 3: Gate()}
    # The first character of the next statement shows that this one has no further markers.
    pieces = (FIRST + " T", SECOND[2:] + " T", THIRD[2:])
    server.script(writes(pieces=pieces, gates=gates))
    library, told = written(), SimpleQueue[str]()
    with ThreadPoolExecutor(1) as apart:
        asked = apart.submit(library.ask, QUESTION, listen=lambda a: told.put(a.text))
        for number, gate in gates.items():
            text = told.get(timeout=PATIENCE) if number < 3 else ""
            assert text.count("[") == (number if number < 3 else 0)
            gate.open()
        assert asked.result(PATIENCE).text.count("[") == 3


def test_json_is_told_at_the_brace_that_closes_a_statement(
    server: LlmServer, written: Open, writes: Writes
) -> None:
    gate = Gate()
    first = (
        '{"statements": [{"text": "Ann Miller blames a broken rudder.", "sources": '
        '[{"passage": <broken rudder>, "words": "blames a broken rudder"}]}'
    )
    server.script(writes(pieces=(first, "]}"), gates={1: gate}))
    library, told = written(), SimpleQueue[str]()
    with ThreadPoolExecutor(1) as apart:
        asked = apart.submit(library.ask, QUESTION, listen=lambda a: told.put(a.text))
        assert told.get(timeout=PATIENCE) == "Ann Miller blames a broken rudder. [1]"
        gate.open()
        assert asked.result(PATIENCE).text == "Ann Miller blames a broken rudder. [1]"


def test_nothing_is_told_of_what_does_not_hold(
    server: LlmServer, written: Open, writes: Writes
) -> None:
    server.script(writes("The moon is made of cheese [<broken rudder>]."))
    told: list[Answer] = []
    written().ask(QUESTION, listen=told.append)
    assert told == []


def test_cancelling_in_mid_stream_ends_the_request(
    server: LlmServer, written: Open, writes: Writes
) -> None:
    server.script(writes(pieces=(FIRST + " T", "he end."), gates={1: Gate()}))
    cancelled = threading.Event()
    library = written()
    with pytest.raises(LlmCancelled):
        library.ask(QUESTION, listen=lambda _: cancelled.set(), cancelled=cancelled)
    assert server.next_request().was_left()
    server.script(writes(FIRST))
    again = library.ask(QUESTION)  # what was cancelled is not kept
    assert again.model is not None
    assert not again.model.cached


def test_cancelling_while_the_model_is_silent(server: LlmServer, written: Open) -> None:
    server.script(Hang(Gate()))
    cancelled = threading.Event()
    library = written()
    with ThreadPoolExecutor(1) as apart:
        asked = apart.submit(library.ask, QUESTION, cancelled=cancelled)
        request = server.next_request()
        cancelled.set()
        with pytest.raises(LlmCancelled):
            asked.result(PATIENCE)
    assert request.was_left()


def test_cancelled_before_it_began(server: LlmServer, written: Open) -> None:
    cancelled = threading.Event()
    cancelled.set()
    with pytest.raises(LlmCancelled):
        written().ask(QUESTION, cancelled=cancelled)
    assert server.requests == []


def test_a_listener_that_fails_ends_the_request(
    server: LlmServer, written: Open, writes: Writes
) -> None:
    def fails(answer: Answer) -> None:
        raise RuntimeError("the channel is gone")

    server.script(writes(pieces=(FIRST + " T", "he end."), gates={1: Gate()}))
    with pytest.raises(RuntimeError, match="the channel is gone"):
        written().ask(QUESTION, listen=fails)
    assert server.next_request().was_left()
