"""What a person reads when something goes wrong: one line, never a traceback."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from bot.cli.logs import LogFile
from bot.render.clean import clean
from rag.errors import FootnoteError

__all__ = ["Failures"]

_LOGGER = logging.getLogger("footnote")
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Failures:
    """Tells of errors on `err`; what nobody foresaw goes to `log` with its traceback."""

    err: Console
    log: LogFile

    def tell(self, error: BaseException) -> int:
        """Prints one line on `error` and returns the exit status it calls for."""
        if isinstance(error, FootnoteError):
            self._say(str(error))
            return error.exit_status
        _LOGGER.error("unexpected error", exc_info=error)
        where = f"The details are in {self.log.path}." if self.log.path else "There is no log."
        self._say(f"unexpected error: {_in_short(error)}. {where}")
        return 1

    def _say(self, message: str) -> None:
        self.err.print(Text(f"footnote: {clean(message)}"), soft_wrap=True)


def _in_short(error: BaseException) -> str:
    first = (str(error).strip().splitlines() or [""])[0].rstrip(".")[:_LONGEST]
    return f"{type(error).__name__}: {first}" if first else type(error).__name__
