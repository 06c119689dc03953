"""What is counted while an answer arrives."""

from __future__ import annotations

from rag.llm.chunk import Chunk, End
from rag.llm.usage import Usage, estimated_tokens

__all__ = ["Tally"]

_FINAL = ("filter", "refusal")  # a refusal comes in pieces, and ends like any other text


class Tally:
    """Adds up the chunks of one answer to a prompt of `asked` characters."""

    def __init__(self, asked: int) -> None:
        self._asked = asked
        self._tokens_in: int | None = None
        self._tokens_out: int | None = None
        self._written = 0
        self._sent = False
        self.chunks = 0
        self.end: End = ""

    @property
    def started(self) -> bool:
        """Whether text has arrived."""
        return self._written > 0

    @property
    def usage(self) -> Usage:
        """The server's figures where it told them, else estimates; nothing before the request."""
        if not self._sent:
            return Usage()
        told_in, told_out = self._tokens_in, self._tokens_out
        return Usage(
            estimated_tokens(self._asked) if told_in is None else told_in,
            estimated_tokens(self._written) if told_out is None else told_out,
            estimated=told_in is None or told_out is None,
        )

    def begin(self) -> None:
        """A request goes out: what an earlier try counted is void."""
        self._tokens_in = self._tokens_out = None
        self._sent, self.chunks, self.end = True, 0, ""

    def refused(self) -> None:
        """The request came to nothing, and costs nothing."""
        self._sent = False

    def add(self, chunk: Chunk) -> None:
        """Counts what has just arrived."""
        self.chunks += 1
        self._written += len(chunk.text)
        if self.end not in _FINAL:
            self.end = chunk.end or self.end
        self._tokens_in = chunk.tokens_in if chunk.tokens_in is not None else self._tokens_in
        self._tokens_out = chunk.tokens_out if chunk.tokens_out is not None else self._tokens_out
