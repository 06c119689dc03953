"""Footnote's library: ask a folder of articles, get answers with citations that hold."""

from __future__ import annotations

from rag.library import Library
from rag.settings import Settings

__all__ = ["Library", "Settings"]
