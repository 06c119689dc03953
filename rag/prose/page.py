"""The answer as it grows: statements that hold, their citations numbered."""

from __future__ import annotations

from dataclasses import replace

from rag.model import Citation, Withdrawn
from rag.prose.verification import Checked

__all__ = ["UNSUPPORTED", "Page"]

UNSUPPORTED = "[?]"
"""Stands behind a statement that the articles do not support, where such are shown."""


class Page:
    """Takes statements one after another; nothing that it shows is ever taken back.

    Statements that nothing supports are left out unless it `marks_unsupported`.
    """

    def __init__(self, *, marks_unsupported: bool = False) -> None:
        self._marks = marks_unsupported
        self._statements: list[str] = []
        self._markers: dict[tuple[str, int, int], int] = {}
        self.citations: tuple[Citation, ...] = ()
        self.withdrawn: tuple[Withdrawn, ...] = ()
        self.claims = 0

    @property
    def text(self) -> str:
        """All statements so far, with `[n]` markers."""
        return " ".join(self._statements)

    def add(self, checked: Checked) -> bool:
        """Whether that changed what is shown."""
        self.claims += 1
        self.withdrawn += tuple(
            Withdrawn(checked.text, each.reason, each.passage or None, each.words)
            for each in checked.withdrawn
        )
        if checked.supported:
            markers = dict.fromkeys(map(self._marker, checked.citations))
            shown = f"{checked.text} {''.join(f'[{marker}]' for marker in markers)}"
        elif self._marks and checked.text:
            shown = f"{checked.text} {UNSUPPORTED}"
        else:
            return False
        if shown in self._statements:
            return False
        self._statements.append(shown)
        return True

    def _marker(self, citation: Citation) -> int:
        """The number of `citation`; a quote that was cited before keeps the one it has."""
        place = citation.paragraph_id, citation.start, citation.end
        if place not in self._markers:
            self._markers[place] = len(self._markers) + 1
            self.citations += (replace(citation, marker=self._markers[place]),)
        return self._markers[place]
