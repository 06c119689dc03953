"""The key reaches the server that it is for, and nothing else."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from typing import Any

import pytest
from llama_index.core import instrumentation
from llama_index.core.instrumentation.event_handlers import BaseEventHandler
from llm_server import Garbage, HttpError, LlmServer, Reply, Says, bad_key
from pydantic import Field

from rag import Settings
from rag.errors import LlmError
from rag.llm.budget import Metered
from rag.llm.model import Prompt

Load = Callable[..., Metered]
KEY = "test-0123456789abcdef"
PROMPT = Prompt("", "Who?")


def test_the_key_is_sent(server: LlmServer, load: Load) -> None:
    server.script(Says("Ann."))
    list(load().stream(PROMPT, most_tokens=5))
    assert server.next_request().headers["Authorization"] == f"Bearer {KEY}"


def test_without_a_key_none_is_sent_least_of_all_another_servers(
    server: LlmServer, load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("OPENAI_ORG_ID", "my-organisation")
    server.script(Says("Ann."))
    list(load(llm_key="").stream(PROMPT, most_tokens=5))
    headers = str(server.next_request().headers)
    assert "Authorization" not in headers
    assert KEY not in headers
    assert "my-organisation" not in headers


def test_openai_may_have_the_key_of_the_environment(
    server: LlmServer, load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-the-environment")
    server.script(Says("Ann."), Says("Ann."))
    list(load("openai", llm_key="").stream(PROMPT, most_tokens=5))
    list(load("openai").stream(PROMPT, most_tokens=5))
    sent = [request.headers["Authorization"] for request in server.requests]
    assert sent == ["Bearer sk-of-the-environment", f"Bearer {KEY}"]


def test_a_redirect_does_not_take_the_key_along(server: LlmServer, load: Load) -> None:
    with LlmServer() as other:
        target = {"Location": f"{other.url}/chat/completions"}
        server.script(HttpError(307, headers=target))
        with pytest.raises(LlmError):
            list(load().stream(PROMPT, most_tokens=5))
        assert other.requests == []


@pytest.mark.parametrize(
    "reply",
    [
        bad_key(),
        HttpError(401, f"Wrong: {KEY}"),
        HttpError(400, f"You sent {KEY} as your key."),
        HttpError(400, "You sent sk-proj-test-01234****cdef as your key."),
        HttpError(500, KEY),
        Garbage(f"data: {KEY}\n\n".encode()),
    ],
)
def test_no_error_log_or_representation_shows_it(
    server: LlmServer, load: Load, caplog: pytest.LogCaptureFixture, reply: Reply
) -> None:
    caplog.set_level(logging.DEBUG)
    server.script(reply)
    model = load(llm_retries=0)
    with pytest.raises(LlmError) as caught:
        list(model.stream(PROMPT, most_tokens=5))
    assert "test-01234" not in str(caught.value)
    assert KEY not in f"{model!r} {model.name}"
    sent = [record.getMessage() for record in caplog.records]
    assert any("chat/completions" in line for line in sent)
    assert not any(f"Bearer {KEY}" in line for line in sent)


def test_the_traceback_of_an_error_does_not_show_it(server: LlmServer, load: Load) -> None:
    server.script(bad_key())
    with pytest.raises(LlmError) as caught:
        list(load().stream(PROMPT, most_tokens=5))
    assert KEY not in "".join(traceback.format_exception(caught.value))


def test_settings_do_not_show_it() -> None:
    settings = Settings(llm_key=KEY)
    assert (
        KEY not in f"{settings!r} {settings} {settings.model_dump()} {settings.model_dump_json()}"
    )


class _Events(BaseEventHandler):
    seen: list[str] = Field(default_factory=list)

    def handle(self, event: Any, **_: Any) -> None:
        self.seen.append(event.model_dump_json(fallback=str))


def test_the_events_of_llama_index_do_not_hold_it(
    server: LlmServer, load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    handler = _Events()
    root = instrumentation.get_dispatcher()  # type: ignore[attr-defined]
    monkeypatch.setattr(root, "event_handlers", [*root.event_handlers, handler])
    server.script(Says("Ann."))
    list(load().stream(PROMPT, most_tokens=5))
    assert any("scripted" in event for event in handler.seen)
    assert not any(KEY in event for event in handler.seen)
