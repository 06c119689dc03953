"""What every command is given: settings, where to print, and how to open the library."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from rich.console import Console

from bot.settings import BotSettings

if TYPE_CHECKING:
    from bot.cli.failures import Failures
    from rag import Library

__all__ = ["Context", "OpenLibrary"]

OpenLibrary = Callable[[BotSettings, str], "Library"]
"""Opens the library; the second argument names who holds it, for whoever finds it in use."""


@dataclass(frozen=True, slots=True)
class Context:
    """Results go to `out`, everything else to `err`."""

    settings: BotSettings
    out: Console
    err: Console
    stdin: TextIO
    failures: Failures
    open_library: OpenLibrary
