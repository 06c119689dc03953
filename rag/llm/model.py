"""What a language model is asked, what it gives back, and what it is."""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from rag.llm.tally import Tally
from rag.llm.usage import Usage

__all__ = ["Completion", "LanguageModel", "Prompt"]


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a model is asked: the rules, and the data that they are about."""

    system: str
    user: str


class Completion(Iterator[str]):
    """The pieces of one answer as they arrive, none of them empty.

    The request is made when the first piece is asked for. Iterating raises `LlmError` when the
    model fails, with or without pieces before, and `LlmCancelled` when it was told to stop.
    Whoever does not read to the end calls `close`, or leaves a `with` block.
    """

    def __init__(self, pieces: Generator[str, None, None], tally: Tally) -> None:
        self._pieces = pieces
        self._tally = tally

    def __next__(self) -> str:
        return next(self._pieces)

    def __enter__(self) -> Completion:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends the request, if it still runs."""
        self._pieces.close()

    @property
    def tally(self) -> Tally:
        """What is counted while the pieces pass."""
        return self._tally

    @property
    def usage(self) -> Usage:
        """The tokens so far; complete after the last piece, and after an error as well."""
        return self._tally.usage

    @property
    def cut_short(self) -> bool:
        """Whether the answer ended because it had used up its tokens."""
        return self._tally.end == "length"


class LanguageModel(Protocol):
    """Any language model. Thread-safe."""

    @property
    def name(self) -> str:
        """As set, for example `openai:gpt-5-mini`."""
        ...

    @property
    def structured(self) -> bool:
        """Whether the answer can be bound to a JSON schema.

        Turns false for good when a server refuses schemas.
        """
        ...

    def stream(
        self,
        prompt: Prompt,
        *,
        schema: dict[str, Any] | None = None,
        most_tokens: int,
        cancelled: threading.Event | None = None,
    ) -> Completion:
        """The answer to `prompt`, of at most `most_tokens` tokens.

        `schema` binds the answer to JSON of that shape, if the model is `structured`; it must be
        strict (every property required, no others). Setting `cancelled` ends the request at once.
        """
        ...
