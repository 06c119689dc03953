"""The articles folder as a place to put articles on and take them off, one whole file at a time."""

from __future__ import annotations

from rag.shelf.names import LONGEST_NAME, safe_name
from rag.shelf.shelf import Shelf

__all__ = ["LONGEST_NAME", "Shelf", "safe_name"]
