"""How the same answer looks in each provider's protocol."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Protocol

__all__ = ["DIALECTS", "Dialect", "tokens"]

_ANTHROPIC_ENDS = {"stop": "end_turn", "length": "max_tokens", "content_filter": "refusal"}


def tokens(text: str) -> int:
    """What this server counts as tokens: words."""
    return len(text.split())


class Dialect(Protocol):
    """Writes frames of a streamed answer, and errors."""

    content_type: str

    def begin(self, asked: int) -> Iterator[str]:
        """What comes before the text; `asked`: the tokens of the prompt."""
        ...

    def piece(self, text: str) -> str:
        """A piece of text."""
        ...

    def end(self, reason: str, asked: int, written: int, *, usage: bool) -> Iterator[str]:
        """What comes after the text; `reason` in OpenAI's words."""
        ...

    def error(self, message: str, code: str, kind: str) -> dict[str, Any]:
        """The body of an error."""
        ...


class OpenAIDialect:
    """Chat completions, as server-sent events."""

    content_type = "text/event-stream"

    def begin(self, asked: int) -> Iterator[str]:
        yield self._event({"role": "assistant", "content": ""})

    def piece(self, text: str) -> str:
        return self._event({"content": text})

    def refusal(self, text: str) -> str:
        return self._event({"refusal": text})

    def end(self, reason: str, asked: int, written: int, *, usage: bool) -> Iterator[str]:
        yield self._event({}, reason)
        if usage:
            counts = {"prompt_tokens": asked, "completion_tokens": written}
            counts["total_tokens"] = asked + written
            yield _sse({**_ENVELOPE, "choices": [], "usage": counts})
        yield "data: [DONE]\n\n"

    def error(self, message: str, code: str, kind: str) -> dict[str, Any]:
        return {"error": {"message": message, "type": kind, "param": None, "code": code}}

    def whole(self, text: str, asked: int) -> dict[str, Any]:
        """The answer to a request that wants no stream."""
        message = {"role": "assistant", "content": text}
        counts = {"prompt_tokens": asked, "completion_tokens": tokens(text)}
        counts["total_tokens"] = asked + tokens(text)
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        envelope = {**_ENVELOPE, "object": "chat.completion"}
        return {**envelope, "choices": [choice], "usage": counts}

    def _event(self, delta: dict[str, Any], reason: str | None = None) -> str:
        choice = {"index": 0, "delta": delta, "finish_reason": reason}
        return _sse({**_ENVELOPE, "choices": [choice]})


class OllamaDialect:
    """Ollama's chat, a JSON object a line."""

    content_type = "application/x-ndjson"

    def begin(self, asked: int) -> Iterator[str]:
        yield from ()

    def piece(self, text: str) -> str:
        return self._line({"message": {"role": "assistant", "content": text}, "done": False})

    def end(self, reason: str, asked: int, written: int, *, usage: bool) -> Iterator[str]:
        message = {"role": "assistant", "content": ""}
        counts = {"prompt_eval_count": asked, "eval_count": written}
        yield self._line({"message": message, "done": True, "done_reason": reason, **counts})

    def error(self, message: str, code: str, kind: str) -> dict[str, Any]:
        return {"error": message}

    def _line(self, value: dict[str, Any]) -> str:
        stamp = {"model": "scripted", "created_at": "2026-01-01T00:00:00Z"}
        return json.dumps(stamp | value) + "\n"


class AnthropicDialect:
    """Anthropic's messages, as server-sent events with names."""

    content_type = "text/event-stream"

    def begin(self, asked: int) -> Iterator[str]:
        message: dict[str, Any] = {"id": "msg_1", "type": "message", "role": "assistant"}
        message |= {"model": "scripted"}
        usage = {"input_tokens": asked, "output_tokens": 0}
        message |= {"content": [], "stop_reason": None, "stop_sequence": None, "usage": usage}
        yield _named("message_start", message=message)
        block = {"type": "text", "text": ""}
        yield _named("content_block_start", index=0, content_block=block)

    def piece(self, text: str) -> str:
        delta = {"type": "text_delta", "text": text}
        return _named("content_block_delta", index=0, delta=delta)

    def end(self, reason: str, asked: int, written: int, *, usage: bool) -> Iterator[str]:
        yield _named("content_block_stop", index=0)
        delta = {"stop_reason": _ANTHROPIC_ENDS[reason], "stop_sequence": None}
        yield _named("message_delta", delta=delta, usage={"output_tokens": written})
        yield _named("message_stop")

    def error(self, message: str, code: str, kind: str) -> dict[str, Any]:
        return {"type": "error", "error": {"type": kind, "message": message}}


DIALECTS: dict[str, Dialect] = {
    "/v1/chat/completions": OpenAIDialect(),
    "/api/chat": OllamaDialect(),
    "/v1/messages": AnthropicDialect(),
}
"""By the path that a client asks."""

_ENVELOPE = {
    "id": "chatcmpl-1",
    "object": "chat.completion.chunk",
    "created": 1,
    "model": "scripted",
}


def _sse(value: dict[str, Any]) -> str:
    return f"data: {json.dumps(value)}\n\n"


def _named(event: str, **fields: Any) -> str:
    return f"event: {event}\n" + _sse({"type": event, **fields})
