"""What every provider can do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from rag.llm.chunk import Chunk
from rag.llm.model import Prompt
from rag.llm.wire import Wire

__all__ = ["WIRED", "Provider", "Request"]

WIRED = "set-on-the-wire"
"""What the clients are given in place of the key, which `Wire` alone carries."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request; `without` names parameters that the server has refused before."""

    prompt: Prompt
    schema: dict[str, Any] | None
    most_tokens: int
    without: frozenset[str] = field(default_factory=frozenset)


class Provider(Protocol):
    """Asks one model of one server through llama-index. Thread-safe."""

    @property
    def headers(self) -> dict[str, str | None]:
        """The HTTP headers that carry the key; `None` for those that are not to be sent."""
        ...

    @property
    def optional(self) -> frozenset[str]:
        """The parameters that a request can do without, as this provider calls them."""
        ...

    @property
    def schema(self) -> str:
        """The parameter that binds the answer to a schema; empty if there is none."""
        ...

    def chunks(self, request: Request, wire: Wire, timeout: float) -> Iterator[Chunk]:
        """Makes the request, blocking; raises whatever the client raises."""
        ...
