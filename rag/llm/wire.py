"""The network side of one request: it carries the key, and can be cut from any thread."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import httpx

from rag.errors import LlmCancelled

__all__ = ["CONNECT_SECONDS", "Wire"]

CONNECT_SECONDS = 10.0
"""The longest wait for a connection, however long an answer may take."""


class Wire:
    """Hooks for the HTTP client of one request.

    `headers` are set on it, or taken away where they are `None`. The key travels here and
    nowhere else, so that no client object, event or log of the libraries in between holds it.
    """

    def __init__(self, headers: Mapping[str, str | None], timeout: float) -> None:
        self._headers = headers
        self._timeout = timeout
        self._lock = threading.Lock()
        self._cut = False
        self._stream: Any = None

    @property
    def hooks(self) -> dict[str, list[Callable[[Any], None]]]:
        """The `event_hooks` of an httpx client, or of one that is made like it."""
        return {"request": [self._prepare]}

    @property
    def options(self) -> dict[str, Any]:
        """What an httpx client is made with. It follows no redirect: it has a key with it."""
        return {
            "event_hooks": self.hooks,
            "follow_redirects": False,
            "timeout": self._timeout,
            "verify": _certificates(),
        }

    @property
    def reached(self) -> bool:
        """Whether the request got as far as a connection."""
        return self._stream is not None

    def cut(self) -> None:
        """Ends the request from any thread, also one that waits for the server."""
        with self._lock:
            self._cut = True
        if self._stream is not None:
            _shut(self._stream)

    def _prepare(self, request: Any) -> None:
        for name, value in self._headers.items():
            request.headers.pop(name, None)
            if value is not None:
                request.headers[name] = value
        limits = dict.fromkeys(("read", "write"), self._timeout)
        limits |= dict.fromkeys(("connect", "pool"), min(CONNECT_SECONDS, self._timeout))
        request.extensions = {**request.extensions, "trace": self._trace, "timeout": limits}

    def _trace(self, event: str, info: dict[str, Any]) -> None:
        """Keeps the connection, which the client hands out nowhere else, to be able to cut it."""
        if not event.endswith(("connect_tcp.complete", "start_tls.complete")):
            return
        with self._lock:
            self._stream = info["return_value"]
            cut = self._cut
        if cut:
            self._stream.close()
            raise LlmCancelled("The request was cancelled.")


def _shut(stream: Any) -> None:
    # Closing a socket does not wake a thread that reads from it; shutting it down does.
    connection = stream.get_extra_info("socket")
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:  # it has ended already
        return


@cache
def _certificates() -> ssl.SSLContext:
    """Reading the certificates takes a while, and every request has a client of its own."""
    return httpx.create_ssl_context()
