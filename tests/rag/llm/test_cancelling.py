"""Who stops waiting stops the request, and the server notices."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from llm_server import Gate, Hang, LlmServer, Reply, Says

from rag.errors import LlmCancelled
from rag.llm.budget import Metered
from rag.llm.model import Prompt

Load = Callable[..., Metered]
PROMPT = Prompt("Answer from the passages.", "Who built the bridge?")


@pytest.mark.parametrize(
    "reply", [Hang(Gate()), Says("Ann Miller", gates={0: Gate()})], ids=["no answer", "no piece"]
)
def test_before_the_first_piece(server: LlmServer, load: Load, reply: Reply) -> None:
    server.script(reply)
    cancelled, ends = threading.Event(), list[BaseException]()

    def read() -> None:
        try:
            list(load().stream(PROMPT, most_tokens=5, cancelled=cancelled))
        except LlmCancelled as end:
            ends.append(end)

    reader = threading.Thread(target=read)
    reader.start()
    request = server.next_request()
    cancelled.set()
    reader.join(20)
    assert len(ends) == 1
    assert request.was_left()


def test_in_mid_stream(server: LlmServer, load: Load) -> None:
    server.script(Says(pieces=("Ann ", "Miller"), gates={1: Gate()}))
    cancelled = threading.Event()
    model = load()
    completion = model.stream(PROMPT, most_tokens=5, cancelled=cancelled)
    assert next(completion) == "Ann "
    cancelled.set()
    with pytest.raises(LlmCancelled):
        next(completion)
    assert server.next_request().was_left()
    assert model.tokens.spent.tokens > 0  # what was read and written so far is paid for


def test_before_the_request(server: LlmServer, load: Load) -> None:
    cancelled = threading.Event()
    cancelled.set()
    with pytest.raises(LlmCancelled):
        list(load().stream(PROMPT, most_tokens=5, cancelled=cancelled))
    assert server.requests == []


def test_leaving_early_ends_the_request(server: LlmServer, load: Load) -> None:
    server.script(Says(pieces=("Ann ", "Miller"), gates={1: Gate()}))
    with load().stream(PROMPT, most_tokens=5) as completion:
        assert next(completion) == "Ann "
    assert server.next_request().was_left()


def test_a_request_after_a_cancelled_one(server: LlmServer, load: Load) -> None:
    server.script(Says("Ann Miller", gates={1: Gate()}), Says("Tom Baker"))
    model = load()
    with model.stream(PROMPT, most_tokens=5) as completion:
        next(completion)
    assert "".join(model.stream(PROMPT, most_tokens=5)) == "Tom Baker"
