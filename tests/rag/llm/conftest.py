"""Models that ask the scripted server over HTTP, through llama-index's own clients."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from llm_server import LlmServer

from rag import Settings
from rag.llm.budget import Metered
from rag.llm.choose import connect
from rag.llm.model import Prompt
from rag.llm.name import LlmName

KEY = "test-0123456789abcdef"
PROMPT = Prompt("Answer from the passages.", "Who built the bridge?")

Load = Callable[..., Metered]


@pytest.fixture
def server() -> Iterator[LlmServer]:
    """A server without a script yet."""
    with LlmServer() as running:
        yield running


@pytest.fixture
def waits() -> list[float]:
    """The seconds that were waited between tries; no time passes."""
    return []


@pytest.fixture
def load(server: LlmServer, waits: list[float], tmp_path: Path) -> Load:
    """Makes the model `scripted` of a provider at the server."""

    def make(provider: str = "openai-like", model: str = "scripted", **settings: Any) -> Metered:
        url = server.url if provider.startswith("openai") else server.origin
        values: dict[str, Any] = {"index": tmp_path / "index", "llm_key": KEY} | settings
        name = LlmName(provider, model, url)
        return connect(name, Settings(**values), wait=lambda seconds, _: waits.append(seconds))

    return make


@pytest.fixture
def ask(load: Load) -> Callable[..., str]:
    """The whole answer to `PROMPT`."""

    def answer(**settings: Any) -> str:
        return "".join(load(**settings).stream(PROMPT, most_tokens=100))

    return answer


@pytest.fixture(autouse=True)
def no_thread_stays() -> Iterator[None]:
    """Whatever happened, no thread goes on reading."""
    yield
    for thread in threading.enumerate():
        if thread.name == "footnote-llm":
            thread.join(20)
            assert not thread.is_alive()
