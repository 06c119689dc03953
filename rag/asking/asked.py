"""A question as it is put to an engine."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from rag.conversation import Turn
from rag.model import Answer

__all__ = ["Asked"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and all that may change how it is answered; see `Library.ask`."""

    question: str
    turns: tuple[Turn, ...] = ()
    withhold: bool = True
    without: frozenset[str] = frozenset()
    listen: Callable[[Answer], None] | None = None
    cancelled: threading.Event = field(default_factory=threading.Event)
