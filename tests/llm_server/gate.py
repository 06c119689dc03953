"""A gate at which the server waits until the test opens it, from its own thread."""

from __future__ import annotations

import asyncio
from concurrent.futures import Future

__all__ = ["Gate"]


class Gate:
    """Closed until `open`; then open for good."""

    def __init__(self) -> None:
        self._opened: Future[None] = Future()

    def open(self) -> None:
        """Lets the server go on."""
        if not self._opened.done():
            self._opened.set_result(None)

    async def passed(self) -> None:
        """For the server: waits until the gate is open."""
        # Shielded: a client that leaves ends the server's wait, not the gate.
        await asyncio.shield(asyncio.wrap_future(self._opened))
