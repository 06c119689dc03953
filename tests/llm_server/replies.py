"""What the server can do with a request: one value for each."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from aiohttp import web

from llm_server.call import Call
from llm_server.dialects import OpenAIDialect, tokens
from llm_server.gate import Gate

__all__ = [
    "Disconnect",
    "Empty",
    "Garbage",
    "Hang",
    "HttpError",
    "Refusal",
    "Reply",
    "Says",
    "bad_key",
    "bad_request",
    "half",
    "json_answer",
    "no_quota",
    "no_such_model",
    "server_fault",
    "too_many",
]


class Reply(Protocol):
    """One thing to do with a request."""

    async def send(self, call: Call) -> web.StreamResponse:
        """Does it."""
        ...


@dataclass(frozen=True)
class Says:
    """Streams `text`, a piece a word unless `pieces` says otherwise.

    Before the piece that a number in `gates` names, counted from 0, it waits at that gate; the
    number of pieces names the end. `pause`: seconds between pieces, for people to look at.
    """

    text: str = ""
    pieces: tuple[str, ...] = ()
    finish: str = "stop"
    gates: Mapping[int, Gate] = field(default_factory=dict)
    tell_usage: bool = True
    pause: float = 0

    @property
    def parts(self) -> tuple[str, ...]:
        """The pieces."""
        return self.pieces or tuple(self.text.replace(" ", " \0").split("\0"))

    async def send(self, call: Call) -> web.StreamResponse:
        """See `Reply`."""
        if call.body.get("stream") is False:
            return await call.whole("".join(self.parts))
        response = await call.started()
        await _write(response, call.dialect.begin(call.asked))
        for number, part in enumerate(self.parts):
            await self._wait(number)
            await _write(response, [call.dialect.piece(part)])
        await self._wait(len(self.parts))
        usage = self.tell_usage and call.wants_usage
        written = tokens("".join(self.parts))
        await _write(response, call.dialect.end(self.finish, call.asked, written, usage=usage))
        return response

    async def _wait(self, number: int) -> None:
        if self.pause:
            await asyncio.sleep(self.pause)
        if gate := self.gates.get(number):
            await gate.passed()


@dataclass(frozen=True)
class Empty:
    """A proper answer without a word; `finish` says why."""

    finish: str = "stop"

    async def send(self, call: Call) -> web.StreamResponse:
        """See `Reply`."""
        response = await call.started()
        await _write(response, call.dialect.begin(call.asked))
        end = call.dialect.end(self.finish, call.asked, 0, usage=call.wants_usage)
        await _write(response, end)
        return response


@dataclass(frozen=True)
class Refusal:
    """Refuses as OpenAI's models do that are bound to a schema."""

    text: str = "I cannot help with that."

    async def send(self, call: Call) -> web.StreamResponse:
        """See `Reply`."""
        response = await call.started()
        openai = OpenAIDialect()
        await _write(response, [openai.refusal(self.text)])
        await _write(response, openai.end("stop", call.asked, 0, usage=call.wants_usage))
        return response


@dataclass(frozen=True)
class Disconnect:
    """Cuts the connection after `pieces`; politely: ends the response without saying why."""

    pieces: tuple[str, ...] = ()
    politely: bool = False

    async def send(self, call: Call) -> web.StreamResponse:
        """See `Reply`."""
        if not self.pieces and not self.politely:
            call.drop()
            return web.Response()
        response = await call.started()
        await _write(response, call.dialect.begin(call.asked))
        await _write(response, [call.dialect.piece(piece) for piece in self.pieces])
        if not self.politely:
            call.drop()
        return response


@dataclass(frozen=True)
class Garbage:
    """Answers 200 with bytes that mean nothing."""

    content: bytes = b"data: {<<<]\n\n"
    content_type: str = "text/event-stream"

    async def send(self, call: Call) -> web.StreamResponse:
        """See `Reply`."""
        response = await call.started(self.content_type)
        await response.write(self.content)
        return response


@dataclass(frozen=True)
class Hang:
    """Says nothing, not even a status, until the gate is open; then it answers."""

    gate: Gate
    then: Says = field(default_factory=lambda: Says("Here I am."))

    async def send(self, call: Call) -> web.StreamResponse:
        """See `Reply`."""
        await self.gate.passed()
        return await self.then.send(call)


@dataclass(frozen=True)
class HttpError:
    """Answers with an error in the words of the provider."""

    status: int
    message: str = "Something is wrong."
    code: str = ""
    kind: str = "invalid_request_error"
    headers: Mapping[str, str] = field(default_factory=dict)

    async def send(self, call: Call) -> web.StreamResponse:
        """See `Reply`."""
        return await call.failed(
            self.status, self.message, self.code, self.kind, dict(self.headers)
        )


def json_answer(value: Any) -> Says:
    """Structured output: `value` as JSON, in pieces of some characters."""
    return Says(pieces=_cut(json.dumps(value, ensure_ascii=False)))


def half(text: str) -> Says:
    """The first half of `text`, as of a model that has used up its tokens."""
    return Says(pieces=_cut(text[: len(text) // 2]), finish="length")


def bad_key() -> HttpError:
    """401, with the key in the message, as some servers do."""
    return HttpError(401, "Incorrect API key provided: sk-secret-1234.", "invalid_api_key")


def no_such_model() -> HttpError:
    """404."""
    return HttpError(404, "The model does not exist.", "model_not_found")


def too_many(retry_after: str = "") -> HttpError:
    """429; `retry_after` in seconds or as a date."""
    headers = {"Retry-After": retry_after} if retry_after else {}
    return HttpError(429, "Rate limit reached.", "rate_limit_exceeded", "requests", headers)


def no_quota() -> HttpError:
    """429 as OpenAI answers when the money is spent."""
    message = "You exceeded your current quota, please check your plan and billing details."
    return HttpError(429, message, "insufficient_quota", "insufficient_quota")


def server_fault(status: int = 500) -> HttpError:
    """A fault of the server's own."""
    return HttpError(status, "The server had an error.", "server_error", "server_error")


def bad_request(message: str, code: str = "") -> HttpError:
    """400."""
    return HttpError(400, message, code)


def _cut(text: str, size: int = 7) -> tuple[str, ...]:
    return tuple(text[at : at + size] for at in range(0, len(text), size))


async def _write(response: web.StreamResponse, frames: Iterable[str]) -> None:
    for frame in frames:
        await response.write(frame.encode())
