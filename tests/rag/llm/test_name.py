from __future__ import annotations

import pytest

from rag.errors import SettingsError
from rag.llm.name import LlmName


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("openai:gpt-5-mini", ("openai", "gpt-5-mini", "https://api.openai.com/v1")),
        (
            "openai:ft:gpt-4o:acme:x:1",
            ("openai", "ft:gpt-4o:acme:x:1", "https://api.openai.com/v1"),
        ),
        ("openai-like:m@http://h:1/v1/", ("openai-like", "m", "http://h:1/v1")),
        (
            "openai-like:meta-llama/llama-3.1-8b-instruct:free@https://host/api/v1",
            ("openai-like", "meta-llama/llama-3.1-8b-instruct:free", "https://host/api/v1"),
        ),
        ("openai-like:a@b@http://h/v1", ("openai-like", "a@b", "http://h/v1")),
        ("openai-like:a@http:b@http://h", ("openai-like", "a@http:b", "http://h")),
        ("openai-like:a@http://b@http://h", ("openai-like", "a@http://b", "http://h")),
        (
            "anthropic:claude-x@20250101",
            ("anthropic", "claude-x@20250101", "https://api.anthropic.com"),
        ),
        ("ollama:llama3.1:8b", ("ollama", "llama3.1:8b", "http://localhost:11434")),
        ("ollama:qwen3@HTTP://box:11434", ("ollama", "qwen3", "HTTP://box:11434")),
    ],
)
def test_provider_model_and_address(text: str, expected: tuple[str, str, str]) -> None:
    name = LlmName.of(text)
    assert (name.provider, name.model, name.url) == expected


@pytest.mark.parametrize("text", ["openai:gpt-5", "openai-like:a@b@http://h/v1", "ollama:q:8b"])
def test_a_name_reads_as_it_was_set(text: str) -> None:
    assert str(LlmName.of(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "openai",
        "openai:",
        "gpt-5",
        "mistral:x",
        "openai-like:m",
        "openai-like:@http://h/v1",
        "openai-like:m@ftp://h",
        "openai-like:m@http://",
        "ollama:m@http://h:port",
    ],
)
def test_a_name_that_says_nothing(text: str) -> None:
    with pytest.raises(SettingsError, match="FOOTNOTE_LLM"):
        LlmName.of(text)


@pytest.mark.parametrize(
    "text", ["openai-like:m@https://me:hunter2@host/v1", "openai-lik:m@https://me:hunter2@host/v1"]
)
def test_a_password_in_the_address_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(SettingsError) as caught:
        LlmName.of(text)
    assert "hunter2" not in str(caught.value)
