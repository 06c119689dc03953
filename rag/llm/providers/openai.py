"""OpenAI, and every server that speaks its chat completions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
from llama_index.core.base.llms.types import ChatResponse
from llama_index.core.llms import ChatMessage
from llama_index.llms.openai.utils import O1_MODELS, is_chatcomp_api_supported
from llama_index.llms.openai_like import OpenAILike
from openai import NOT_GIVEN

from rag.errors import ModelError
from rag.llm.chunk import Chunk, End
from rag.llm.name import LlmName
from rag.llm.providers.provider import WIRED, Request
from rag.llm.wire import Wire

__all__ = ["OpenAIProvider"]

_THINKING = 2000  # tokens that OpenAI's reasoning models may think, besides those they write
_CONTEXT = 128_000  # what llama-index is told; chat completions make no use of it
_ENDS: dict[str, End] = {"length": "length", "content_filter": "filter"}


class OpenAIProvider:
    """`openai:` and `openai-like:`; both through OpenAILike, which knows of no list of models.

    Raises `ModelError` for a model that has no chat completions.
    """

    optional = frozenset({"response_format", "stream_options", "temperature", "reasoning_effort"})
    schema = "response_format"

    def __init__(self, name: LlmName, key: str) -> None:
        self._name = name
        self._key = key
        self._official = name.provider == "openai"
        if self._official and not is_chatcomp_api_supported(name.model):
            raise ModelError(
                f"The model {name.model} cannot be asked by chat completions. "
                "Name another in FOOTNOTE_LLM."
            )

    @property
    def headers(self) -> dict[str, str | None]:
        """The key, if there is one; what OpenAI's client adds from the environment, only there."""
        bearer = {"Authorization": f"Bearer {self._key}" if self._key else None}
        if self._official:
            return bearer
        return {**bearer, "OpenAI-Organization": None, "OpenAI-Project": None}

    def chunks(self, request: Request, wire: Wire, timeout: float) -> Iterator[Chunk]:
        """See `Provider`."""
        with httpx.Client(**wire.options) as client:
            llm = OpenAILike(
                model=self._name.model,
                api_base=self._name.url,
                api_key=WIRED,
                temperature=0.0,  # llama-index makes it 1 for the reasoning models it knows
                context_window=_CONTEXT,
                is_chat_model=True,
                is_function_calling_model=False,
                max_retries=0,
                timeout=timeout,
                http_client=client,
            )
            messages = [
                ChatMessage(role="system", content=request.prompt.system),
                ChatMessage(role="user", content=request.prompt.user),
            ]
            yield from map(_chunk, llm.stream_chat(messages, **self._parameters(request)))

    def _parameters(self, request: Request) -> dict[str, Any]:
        given: dict[str, Any] = {"stream_options": {"include_usage": True}}
        given |= self._limit(request.most_tokens)
        if request.schema is not None:
            given["response_format"] = _bound_to(request.schema)
        kept = {name: value for name, value in given.items() if name not in request.without}
        return kept | ({"temperature": NOT_GIVEN} if "temperature" in request.without else {})

    def _limit(self, most_tokens: int) -> dict[str, Any]:
        if not self._official:
            return {"max_tokens": most_tokens}
        if self._name.model not in O1_MODELS or "chat" in self._name.model:
            return {"max_completion_tokens": most_tokens}
        return {"max_completion_tokens": most_tokens + _THINKING, "reasoning_effort": "low"}


def _bound_to(schema: dict[str, Any]) -> dict[str, Any]:
    named = {"name": str(schema.get("title", "answer")), "schema": schema, "strict": True}
    return {"type": "json_schema", "json_schema": named}


def _chunk(response: ChatResponse) -> Chunk:
    raw: Any = response.raw
    choice = raw.choices[0] if raw.choices else None
    usage = raw.usage
    return Chunk(
        text=response.delta or "",
        end=_end(choice),
        tokens_in=usage.prompt_tokens if usage else None,
        tokens_out=usage.completion_tokens if usage else None,
    )


def _end(choice: Any) -> End:
    if choice is None:
        return ""
    if choice.delta is not None and choice.delta.refusal:
        return "refusal"
    return _ENDS.get(choice.finish_reason, "stop") if choice.finish_reason else ""
