"""Completes commands and the names of articles."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from bot.repl.commands import COMMANDS

__all__ = ["LineCompleter"]

_SHOW = "/show "


class LineCompleter(Completer):
    """Offers `/commands`, and after `/show ` the `files()` that hold what was typed."""

    def __init__(self, files: Callable[[], Iterable[str]]) -> None:
        self._files = files

    def get_completions(
        self, document: Document, complete_event: CompleteEvent
    ) -> Iterable[Completion]:
        """The completions of what stands before the cursor."""
        typed = document.text_before_cursor
        if typed.startswith(_SHOW):
            yield from self._of_files(typed.removeprefix(_SHOW))
        elif typed.startswith("/") and " " not in typed:
            for name, effect in COMMANDS.items():
                if name.startswith(typed.lower()):
                    yield Completion(name, -len(typed), display_meta=effect)

    def _of_files(self, part: str) -> Iterable[Completion]:
        for file in self._files():
            if part.lower() in file.lower():
                yield Completion(f"{file} ", -len(part), display=file)
