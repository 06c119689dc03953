"""Why a question is not answered now, in words that every language has."""

from __future__ import annotations

from rag.errors import UsageError

__all__ = ["RefusalError"]


class RefusalError(UsageError):
    """Told to whoever asked, by the name of a phrase and what it has in braces.

    `repeated` is whether they were told so a moment ago.
    """

    def __init__(self, phrase: str, *, repeated: bool = False, **values: object) -> None:
        super().__init__(phrase)
        self.phrase = phrase
        self.repeated = repeated
        self.values = values
