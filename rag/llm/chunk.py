"""What any provider sends, reduced to what Footnote needs of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Chunk", "End"]

End = Literal["", "stop", "length", "filter", "refusal"]
"""Why an answer ended; empty: it has not."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of text, often empty; tokens and end as far as they are told with it."""

    text: str = ""
    end: End = ""
    tokens_in: int | None = None
    tokens_out: int | None = None
