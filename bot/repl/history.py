"""What was asked before, kept beside the index."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from pathlib import Path

from prompt_toolkit.history import FileHistory

__all__ = ["IndexHistory"]

_LOGGER = logging.getLogger(__name__)


class IndexHistory(FileHistory):
    """The history in `folder`; while that folder is not there or full, only this session's."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        super().__init__(str(folder / "history"))

    def load_history_strings(self) -> Iterable[str]:
        """What is on file, newest first; nothing if it cannot be read."""
        try:
            return list(super().load_history_strings())
        except OSError as error:
            _LOGGER.info("the history cannot be read: %s", error)
            return []

    def store_string(self, string: str) -> None:
        """Adds `string`, if the index folder is there yet: to make it is the index's business."""
        if not self._folder.is_dir():
            return
        try:
            super().store_string(string)
        except OSError as error:
            _LOGGER.info("the history cannot be written: %s", error)
