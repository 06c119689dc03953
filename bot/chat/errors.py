"""The errors of the Discord front end."""

from __future__ import annotations

from rag.errors import FootnoteError

__all__ = ["LoginError"]


class LoginError(FootnoteError):
    """The bot cannot log in to Discord."""
