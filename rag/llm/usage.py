"""Tokens: told by the server, or estimated from the text; and what they cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

__all__ = ["Price", "Usage", "cost", "estimated_tokens"]

_CHARACTERS = 4  # of a token, about, in English
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens read and written; `estimated` when any of them was not told by the server."""

    tokens_in: int = 0
    tokens_out: int = 0
    estimated: bool = False

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            self.tokens_in + other.tokens_in,
            self.tokens_out + other.tokens_out,
            self.estimated or other.estimated,
        )

    @property
    def tokens(self) -> int:
        """Both directions together."""
        return self.tokens_in + self.tokens_out


@dataclass(frozen=True, slots=True)
class Price:
    """What a million tokens cost, in and out, in the currency of the owner's choice."""

    tokens_in: float
    tokens_out: float

    @classmethod
    def of(cls, text: str) -> Self | None:
        """The price that `Settings.llm_price` names as `IN,OUT`; `None` for an empty text."""
        if not text.strip():
            return None
        tokens_in, tokens_out = (float(part) for part in text.split(","))
        return cls(tokens_in, tokens_out)


def cost(usage: Usage, price: Price) -> float:
    """What `usage` costs at `price`, in the same currency."""
    spent = usage.tokens_in * price.tokens_in + usage.tokens_out * price.tokens_out
    return spent / _MILLION


def estimated_tokens(characters: int) -> int:
    """About how many tokens so many characters are, rounded up."""
    return -(-characters // _CHARACTERS)
