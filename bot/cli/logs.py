"""Where the log goes: a file, made when there is something to write, and stderr for ours."""

from __future__ import annotations

import logging
import os
import tempfile
from logging.handlers import RotatingFileHandler
from pathlib import Path

from rich.console import Console
from rich.text import Text

from bot.render.clean import clean

__all__ = ["LogFile", "set_up_logging"]

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_BYTES = 1_000_000
_BACKUPS = 2
_OURS = ("bot", "rag")


class LogFile(logging.Handler):
    """Writes to the preferred file or, where that cannot be written, to one for temporary files.

    Which it is gets decided at the first record; until then nothing is made.
    """

    def __init__(self) -> None:
        super().__init__()
        self._preferred: Path | None = None
        self._file: RotatingFileHandler | None = None
        self.setFormatter(logging.Formatter(_FORMAT))

    @property
    def path(self) -> Path | None:
        """The file, once something was written."""
        return Path(self._file.baseFilename) if self._file else None

    def prefer(self, path: Path) -> None:
        """Writes to `path` if its folder is there when the first record comes."""
        self._preferred = path

    def emit(self, record: logging.LogRecord) -> None:
        """Writes `record`; when no file can be written, it is lost and that is all."""
        if self._file is None:
            self._file = _first_writable(self._preferred)
        if self._file is not None:
            self._file.setFormatter(self.formatter)
            self._file.emit(record)

    def close(self) -> None:
        """Closes the file."""
        if self._file is not None:
            self._file.close()
        super().close()


class _Terminal(logging.Handler):
    """Our own records on `console`, a line each; other libraries' only when all is shown."""

    def __init__(self, console: Console, level: int) -> None:
        super().__init__(level)
        self._console = console

    def emit(self, record: logging.LogRecord) -> None:
        if record.name.split(".")[0] in _OURS:
            line = f"footnote: {clean(record.getMessage())}"
            self._console.print(Text(line, "dim"), soft_wrap=True)


def set_up_logging(err: Console, level: int) -> LogFile:
    """Sends the log to a file, which is returned, and our records from `level` on to `err`.

    What an earlier call set up is replaced.
    """
    file = LogFile()
    root = logging.getLogger()
    for handler in list(root.handlers):
        if isinstance(handler, (LogFile, _Terminal)):
            root.removeHandler(handler)
            handler.close()
    root.addHandler(file)
    root.addHandler(_Terminal(err, level))
    root.setLevel(logging.INFO)
    for name in _OURS:
        logging.getLogger(name).setLevel(min(level, logging.INFO))
    logging.captureWarnings(True)
    return file


def _first_writable(preferred: Path | None) -> RotatingFileHandler | None:
    # A name for each user: another user's file could not be written.
    user = getattr(os, "getuid", int)()
    spare = Path(tempfile.gettempdir(), f"footnote-{user}.log")
    for path in (preferred, spare):
        try:
            if path is not None:
                return RotatingFileHandler(
                    path, maxBytes=_BYTES, backupCount=_BACKUPS, encoding="utf-8", errors="replace"
                )
        except OSError:
            continue
    return None
