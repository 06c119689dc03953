"""The server itself: a thread with an event loop of its own, on a free port of 127.0.0.1."""

from __future__ import annotations

import asyncio
import json
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import web

from llm_server.call import Call
from llm_server.dialects import DIALECTS
from llm_server.replies import HttpError, Reply

__all__ = ["LlmServer", "Recorded"]

_RUNNER: dict[str, Any] = {
    "access_log": None,
    "handler_cancellation": True,
    "shutdown_timeout": 0.1,
}
_PATIENCE = 20.0  # seconds after which a test that waits here has failed


@dataclass(frozen=True)
class Recorded:
    """A request as it came in."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]
    gone: threading.Event = field(default_factory=threading.Event)
    """Set when the client has left before it had its answer."""

    def was_left(self) -> bool:
        """Waits for the client to leave; false if it does not."""
        return self.gone.wait(_PATIENCE)


class LlmServer:
    """Runs between `with` and its end; does for each request the next thing of its script.

    When the script is at its end, `otherwise` answers, a function of the request's body; without
    one it is an error that no client tries again.
    """

    def __init__(
        self,
        *script: Reply,
        otherwise: Callable[[dict[str, Any]], Reply] | None = None,
        port: int = 0,
    ) -> None:
        self._script = list(script)
        self._otherwise = otherwise or _at_its_end
        self._port = port
        self._arrived: queue.Queue[Recorded] = queue.Queue()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._runner = web.AppRunner(self._app(), **_RUNNER)
        self.requests: list[Recorded] = []

    def __enter__(self) -> Self:
        self._thread.start()
        self._wait_for(self._start())
        return self

    def __exit__(self, *_: object) -> None:
        self._wait_for(self._runner.cleanup())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    @property
    def origin(self) -> str:
        """Scheme, host and port: the base address of Ollama and Anthropic."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def url(self) -> str:
        """The base address of chat completions."""
        return f"{self.origin}/v1"

    def script(self, *replies: Reply) -> None:
        """Adds to the script."""
        self._script.extend(replies)

    def next_request(self) -> Recorded:
        """The next request, in the order of their coming; waits for it."""
        return self._arrived.get(timeout=_PATIENCE)

    def _app(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/{path:.*}", self._handle)
        return app

    async def _start(self) -> None:
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        body = json.loads(await request.read())
        recorded = Recorded(request.path, dict(request.headers), body)
        self.requests.append(recorded)
        self._arrived.put(recorded)
        dialect = DIALECTS.get(request.path)
        if dialect is None:
            return web.json_response({"error": {"message": "no such path"}}, status=404)
        reply = self._script.pop(0) if self._script else self._otherwise(body)
        try:
            return await reply.send(Call(request, body, dialect))
        except (asyncio.CancelledError, ConnectionError):
            recorded.gone.set()
            raise

    def _wait_for(self, work: Any) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(_PATIENCE)


def _at_its_end(body: dict[str, Any]) -> Reply:
    return HttpError(400, "The script of the test is at its end.")
