"""Ollama by its own protocol."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from llama_index.core.base.llms.types import ChatResponse
from llama_index.core.llms import ChatMessage
from llama_index.llms.ollama import Ollama
from ollama import Client

from rag.llm.chunk import Chunk
from rag.llm.name import LlmName
from rag.llm.providers.provider import Request
from rag.llm.wire import Wire

__all__ = ["OllamaProvider"]

_CONTEXT = 8192  # tokens; unset, llama-index asks the server and takes all the memory it can


class OllamaProvider:
    """`ollama:`."""

    optional = frozenset({"format"})
    schema = "format"

    def __init__(self, name: LlmName, key: str) -> None:
        self._name = name
        self._key = key

    @property
    def headers(self) -> dict[str, str | None]:
        """The key, if there is one: Ollama itself needs none, what stands before it may."""
        return {"Authorization": f"Bearer {self._key}" if self._key else None}

    def chunks(self, request: Request, wire: Wire, timeout: float) -> Iterator[Chunk]:
        """See `Provider`."""
        with Client(host=self._name.url, **wire.options) as client:
            llm = Ollama(
                model=self._name.model,
                base_url=self._name.url,
                temperature=0.0,
                context_window=_CONTEXT,
                request_timeout=timeout,
                thinking=False,
                additional_kwargs={"num_predict": request.most_tokens},
                client=client,
            )
            messages = [
                ChatMessage(role="system", content=request.prompt.system),
                ChatMessage(role="user", content=request.prompt.user),
            ]
            bound = request.schema if "format" not in request.without else None
            yield from map(_chunk, llm.stream_chat(messages, format=bound))


def _chunk(response: ChatResponse) -> Chunk:
    raw: dict[str, Any] = dict(response.raw or {})
    done = raw.get("done_reason") or ("stop" if raw.get("done") else "")
    return Chunk(
        text=response.delta or "",
        end="length" if done == "length" else "stop" if done else "",
        tokens_in=raw.get("prompt_eval_count"),
        tokens_out=raw.get("eval_count"),
    )
