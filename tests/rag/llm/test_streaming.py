"""What goes to the server, and what comes back, when all is well."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from typing import Any

import pytest
from llm_server import Gate, LlmServer, Says, bad_request, half, json_answer

from rag.llm.budget import Metered
from rag.llm.model import Prompt
from rag.llm.usage import Usage

Load = Callable[..., Metered]
PROMPT = Prompt("Answer from the passages.", "Who built the bridge?")
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {"text": {"type": "string"}},
    "required": ["text"],
    "additionalProperties": False,
}


def test_pieces_arrive_as_they_are_written(server: LlmServer, load: Load) -> None:
    gate = Gate()
    server.script(Says(pieces=("Ann ", "Miller."), gates={1: gate}))
    completion = load().stream(PROMPT, most_tokens=100)
    assert next(completion) == "Ann "  # the second piece is not there yet
    gate.open()
    assert list(completion) == ["Miller."]
    assert not completion.cut_short


def test_the_request(server: LlmServer, load: Load) -> None:
    server.script(Says("Ann."))
    list(load().stream(PROMPT, most_tokens=77))
    body = server.next_request().body
    assert body == {
        "model": "scripted",
        "messages": [
            {"role": "system", "content": PROMPT.system},
            {"role": "user", "content": PROMPT.user},
        ],
        "temperature": 0.0,
        "max_tokens": 77,
        "stream": True,
        "stream_options": {"include_usage": True},
    }


def test_usage_as_the_server_tells_it(server: LlmServer, load: Load) -> None:
    server.script(Says("Ann Miller did."))
    completion = load().stream(PROMPT, most_tokens=100)
    assert completion.usage == Usage(0, 0)
    list(completion)
    assert completion.usage == Usage(8, 3, estimated=False)


def test_usage_is_estimated_when_the_server_is_silent(server: LlmServer, load: Load) -> None:
    server.script(Says("Ann Miller did.", tell_usage=False))
    completion = load().stream(PROMPT, most_tokens=100)
    list(completion)
    assert completion.usage == Usage(12, 4, estimated=True)  # of 46 and 15 characters


def test_an_answer_may_be_bound_to_a_schema(server: LlmServer, load: Load) -> None:
    server.script(json_answer({"text": "Ann Miller did."}))
    model = load()
    assert model.structured
    text = "".join(model.stream(PROMPT, schema=SCHEMA, most_tokens=100))
    assert json.loads(text) == {"text": "Ann Miller did."}
    assert server.next_request().body["response_format"] == {
        "type": "json_schema",
        "json_schema": {"name": "answer", "schema": SCHEMA, "strict": True},
    }


@pytest.mark.parametrize(
    ("parameter", "complaint"),
    [
        ("response_format", "This model does not support response format `json_schema`."),
        ("stream_options", "Extra inputs are not permitted: stream_options"),
        ("temperature", "Unsupported value: 'temperature' does not support 0 with this model."),
    ],
)
def test_what_a_server_refuses_is_left_out_from_then_on(
    server: LlmServer, load: Load, waits: list[float], parameter: str, complaint: str
) -> None:
    server.script(bad_request(complaint), Says("Ann."), Says("Ann."))
    model = load(llm_retries=0)
    for _ in range(2):
        assert list(model.stream(PROMPT, schema=SCHEMA, most_tokens=100)) == ["Ann."]
    assert [parameter in request.body for request in server.requests] == [True, False, False]
    assert model.structured is (parameter != "response_format")
    assert waits == []


def test_an_answer_that_used_up_its_tokens_says_so(server: LlmServer, load: Load) -> None:
    server.script(half('{"text": "Ann Miller did."}'))
    completion = load().stream(PROMPT, most_tokens=5)
    assert "".join(completion) == '{"text": "Ann'
    assert completion.cut_short


def test_nothing_is_asked_before_the_first_piece_is_wanted(server: LlmServer, load: Load) -> None:
    with load().stream(PROMPT, most_tokens=5):
        assert server.requests == []


def test_several_threads_may_ask_one_model(server: LlmServer, load: Load) -> None:
    gate = Gate()
    server.script(Says("slow", gates={0: gate}), Says("quick"))
    model = load()
    slow, quick = (model.stream(PROMPT, most_tokens=5) for _ in range(2))
    answers: list[str] = []
    reader = threading.Thread(target=lambda: answers.extend(slow))
    reader.start()
    server.next_request()
    assert list(quick) == ["quick"]
    gate.open()
    reader.join(20)
    assert answers == ["slow"]
