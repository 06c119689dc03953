"""Anthropic."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import anthropic
from llama_index.core.base.llms.types import ChatResponse, LLMMetadata
from llama_index.core.llms import ChatMessage
from llama_index.llms.anthropic import Anthropic

from rag.llm.chunk import Chunk, End
from rag.llm.name import LlmName
from rag.llm.providers.provider import WIRED, Request
from rag.llm.wire import Wire

__all__ = ["AnthropicProvider"]

_CONTEXT = 200_000  # what llama-index is told; it makes no use of it here
_ENDS: dict[str, End] = {"max_tokens": "length", "refusal": "refusal"}


class _AnyClaude(Anthropic):
    """llama-index refuses models that are newer than its list; the server knows better."""

    @property
    def metadata(self) -> LLMMetadata:
        return LLMMetadata(
            context_window=_CONTEXT,
            num_output=self.max_tokens,
            is_chat_model=True,
            model_name=self.model,
        )


class AnthropicProvider:
    """`anthropic:`."""

    optional = frozenset({"temperature"})
    schema = ""

    def __init__(self, name: LlmName, key: str) -> None:
        self._name = name
        self._key = key

    @property
    def headers(self) -> dict[str, str | None]:
        """The key, and nothing that the client finds in the environment."""
        return {"x-api-key": self._key, "Authorization": None}

    def chunks(self, request: Request, wire: Wire, timeout: float) -> Iterator[Chunk]:
        """See `Provider`."""
        with anthropic.DefaultHttpxClient(
            timeout=timeout, event_hooks=wire.hooks, follow_redirects=False
        ) as client:
            llm = _AnyClaude(
                model=self._name.model,
                temperature=0.0,
                max_tokens=request.most_tokens,
                base_url=self._name.url,
                timeout=timeout,
                max_retries=0,
                api_key=WIRED,
            )
            # llama-index takes no HTTP client here; without one, nothing could cut the request.
            llm._client = llm._client.with_options(http_client=client)
            messages = [
                ChatMessage(role="system", content=request.prompt.system),
                ChatMessage(role="user", content=request.prompt.user),
            ]
            cool = {"temperature": anthropic.NOT_GIVEN} if request.without else {}
            yield from map(_chunk, llm.stream_chat(messages, **cool))


def _chunk(response: ChatResponse) -> Chunk:
    told: dict[str, Any] = response.message.additional_kwargs
    usage, reason = told.get("usage") or {}, told.get("stop_reason")
    return Chunk(
        text=response.delta or "",
        end=_ENDS.get(reason, "stop") if reason else "",
        tokens_in=usage.get("input_tokens"),
        tokens_out=usage.get("output_tokens"),
    )
