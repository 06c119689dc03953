"""One request under way, for the replies to answer."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from llm_server.dialects import Dialect, OpenAIDialect, tokens

__all__ = ["Call"]


class Call:
    """A request, and the ways to answer it."""

    def __init__(self, request: web.Request, body: dict[str, Any], dialect: Dialect) -> None:
        self.body = body
        self.dialect = dialect
        self._request = request

    @property
    def asked(self) -> int:
        """The tokens of the prompt."""
        contents = [message["content"] for message in self.body.get("messages", [])]
        return sum(map(_counted, [*contents, self.body.get("system", "")]))

    @property
    def wants_usage(self) -> bool:
        """Whether the client asked to be told the tokens of a stream."""
        return bool((self.body.get("stream_options") or {}).get("include_usage"))

    async def started(self, content_type: str = "") -> web.StreamResponse:
        """The response with status 200, to be written piece by piece."""
        headers = {"Content-Type": content_type or self.dialect.content_type}
        response = web.StreamResponse(headers=headers)
        await response.prepare(self._request)
        return response

    async def failed(
        self, status: int, message: str, code: str, kind: str, headers: dict[str, str]
    ) -> web.StreamResponse:
        """An error, in the words of the dialect."""
        body = self.dialect.error(message, code, kind)
        return web.json_response(body, status=status, headers=headers)

    async def whole(self, text: str) -> web.StreamResponse:
        """The answer in one piece, for a client that wants no stream."""
        return web.json_response(OpenAIDialect().whole(text, self.asked))

    def drop(self) -> None:
        """Cuts the connection."""
        if self._request.transport is not None:
            self._request.transport.abort()


def _counted(content: Any) -> int:
    """The tokens of a message: a text, or a list of blocks of text."""
    blocks = [{"text": content}] if isinstance(content, str) else content
    return sum(tokens(block["text"]) for block in blocks)
