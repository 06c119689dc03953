"""OpenAI's own models, Ollama and Anthropic: what differs between them."""

from __future__ import annotations

import importlib
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from llm_server import Gate, Hang, HttpError, LlmServer, Says, bad_key, no_such_model, too_many

from rag import Settings
from rag.errors import LlmCancelled, LlmError, ModelError, SettingsError
from rag.llm.budget import Metered
from rag.llm.choose import load_llm
from rag.llm.model import Prompt
from rag.llm.usage import Usage

Load = Callable[..., Metered]
KEY = "test-0123456789abcdef"
PROMPT = Prompt("Answer from the passages.", "Who built the bridge?")
SCHEMA: dict[str, Any] = {"type": "object", "properties": {}, "additionalProperties": False}


@pytest.fixture(params=["ollama", "anthropic"])
def provider(request: pytest.FixtureRequest) -> str:
    """One whose package may not be installed."""
    pytest.importorskip(f"llama_index.llms.{request.param}")
    return str(request.param)


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        ("gpt-4.1-mini", {"max_completion_tokens": 50, "temperature": 0.0}),
        (
            "gpt-5-mini",
            {"max_completion_tokens": 2050, "temperature": 1.0, "reasoning_effort": "low"},
        ),
        ("a-model-of-next-year", {"max_completion_tokens": 50, "temperature": 0.0}),
    ],
)
def test_openai_is_told_what_its_models_understand(
    server: LlmServer, load: Load, model: str, expected: dict[str, Any]
) -> None:
    server.script(Says("Ann."))
    list(load("openai", model).stream(PROMPT, most_tokens=50))
    body = server.next_request().body
    named = {"max_tokens", "max_completion_tokens", "temperature", "reasoning_effort"}
    assert {name: value for name, value in body.items() if name in named} == expected


def test_a_model_without_chat_completions_is_refused(load: Load) -> None:
    with pytest.raises(ModelError, match=r"cannot be asked by chat completions"):
        load("openai", "gpt-5.2-pro")


def test_they_stream_and_tell_their_tokens(server: LlmServer, load: Load, provider: str) -> None:
    server.script(Says("Ann Miller did."))
    completion = load(provider).stream(PROMPT, most_tokens=50)
    assert list(completion) == ["Ann ", "Miller ", "did."]
    assert completion.usage == Usage(8, 3)


def test_they_say_when_they_are_cut_short(server: LlmServer, load: Load, provider: str) -> None:
    server.script(Says("Ann Miller", finish="length"))
    completion = load(provider).stream(PROMPT, most_tokens=50)
    list(completion)
    assert completion.cut_short


def test_their_failures_have_the_same_lines(server: LlmServer, load: Load, provider: str) -> None:
    variable = "ANTHROPIC_API_KEY" if provider == "anthropic" else "FOOTNOTE_LLM_KEY"
    unknown = "knows no model" if provider == "anthropic" else "Run `ollama pull scripted`"
    expected: list[tuple[HttpError, str]] = [
        (bad_key(), variable),
        (no_such_model(), unknown),
        (HttpError(500, "oops", kind="api_error"), "a fault of its own"),
        (HttpError(400, "prompt is too long: 9 tokens"), "The request is longer than"),
    ]
    for reply, text in expected:
        server.script(reply)
        with pytest.raises(LlmError, match=text):
            list(load(provider, llm_retries=0).stream(PROMPT, most_tokens=50))


def test_their_clients_do_not_try_again_on_their_own(
    server: LlmServer, load: Load, waits: list[float], provider: str
) -> None:
    server.script(too_many(), too_many(), Says("Ann."))
    assert list(load(provider).stream(PROMPT, most_tokens=50)) == ["Ann."]
    assert (len(server.requests), len(waits)) == (3, 2)


def test_their_requests_can_be_cancelled(server: LlmServer, load: Load, provider: str) -> None:
    server.script(Hang(Gate()))
    cancelled = threading.Event()
    requests = []

    def cancel() -> None:
        requests.append(server.next_request())
        cancelled.set()

    threading.Thread(target=cancel).start()
    with pytest.raises(LlmCancelled):
        list(load(provider).stream(PROMPT, most_tokens=50, cancelled=cancelled))
    assert requests[0].was_left()


def test_ollama_is_asked_for_a_context_that_fits_a_small_machine(
    server: LlmServer, load: Load
) -> None:
    server.script(Says("{}"))
    list(load("ollama").stream(PROMPT, schema=SCHEMA, most_tokens=50))
    body = server.next_request().body
    assert body["options"] == {"temperature": 0.0, "num_ctx": 8192, "num_predict": 50}
    assert body["format"] == SCHEMA
    assert len(server.requests) == 1


def test_anthropic_has_the_key_in_its_own_header(server: LlmServer, load: Load) -> None:
    pytest.importorskip("llama_index.llms.anthropic")
    server.script(Says("Ann."))
    model = load("anthropic")
    assert not model.structured
    list(model.stream(PROMPT, most_tokens=50))
    request = server.next_request()
    assert request.headers["x-api-key"] == KEY
    assert (request.body["max_tokens"], request.body["system"]) == (50, PROMPT.system)


@pytest.mark.parametrize("name", ["anthropic:claude-x", "ollama:qwen3"])
def test_a_package_that_is_missing_names_its_extra(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent(module: str) -> None:
        raise ModuleNotFoundError(module)

    monkeypatch.setattr(importlib, "import_module", absent)
    extra = name.partition(":")[0]
    with pytest.raises(ModelError, match=rf'pip install "footnote\[{extra}\]"'):
        load_llm(Settings(llm=name, llm_key=KEY, index=tmp_path))


@pytest.mark.parametrize(
    ("name", "variable"), [("openai:x", "OPENAI"), ("anthropic:x", "ANTHROPIC")]
)
def test_a_key_that_a_provider_needs(
    name: str, variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(f"{variable}_API_KEY", raising=False)
    with pytest.raises(SettingsError, match=rf"Set FOOTNOTE_LLM_KEY or {variable}_API_KEY\.$"):
        load_llm(Settings(llm=name))


def test_a_key_that_no_header_can_carry() -> None:
    with pytest.raises(SettingsError, match=r"^The key for openai:x holds characters") as caught:
        load_llm(Settings(llm="openai:x", llm_key="sk-“quoted”"))
    assert "quoted" not in str(caught.value)
