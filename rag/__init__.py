"""Footnote's library: ask a folder of articles, get answers with citations that hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rag.settings import Settings

if TYPE_CHECKING:
    from rag.library import Library

__all__ = ["Library", "Settings"]


def __getattr__(name: str) -> Any:
    """Imports `Library` when it is first asked for: numpy and tantivy stand behind it."""
    if name == "Library":
        from rag.library import Library

        return Library
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
