"""Lets the tasks of a test run until something holds."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

__all__ = ["until"]

_PATIENCE = 20  # seconds


async def until(holds: Callable[[], bool]) -> None:
    """Raises `TimeoutError` if it never does."""
    async with asyncio.timeout(_PATIENCE):
        while not holds():
            await asyncio.sleep(0.01)
