"""What a question asks for: several things, a list, a reason."""

from __future__ import annotations

import re

__all__ = ["asks_for_list", "asks_for_reason", "parts"]

_ASKING = r"(?:who|whom|whose|what|which|when|where|why|how|is|are|was|were|did|does|do|can)"
_JOINT = re.compile(rf"(?<=\?)\s+|[,;]?\s+and\s+(?={_ASKING}\b)|;\s+(?={_ASKING}\b)", re.I)
_FEWEST_WORDS = 3
_MOST_PARTS = 3
_LIST = re.compile(
    r"^\W*(?:list|name|enumerate)\b"
    r"|\b(?:what|which)\s+(?:\w+\s+){0,3}?(?:are|were)\b"
    r"|\b(?:what|which)\s+(?:two|three|four|five|six|kinds|types|sorts|things|countries|people|"
    r"places|reasons|examples|\w+\s+and\s+\w+s)\b"
    r"|\bwho\s+(?:are|were)\b|\bexamples\b",
    re.I,
)
_REASON = re.compile(r"^\W*(?:why|how\s+(?:did|does|do|was|were|is|are|can|could|come))\b", re.I)


def parts(question: str) -> tuple[str, ...]:
    """The questions that `question` consists of; one that asks for one thing is its only part.

    "Who built it and when was it sold?" asks for two.
    """
    found = [part.strip() for part in _JOINT.split(question) if part.strip()]
    if len(found) < 2 or any(len(part.split()) < _FEWEST_WORDS for part in found):
        return (question,)
    if not re.match(rf"\W*(?:\w+\s+)?{_ASKING}\b", found[0], re.I):
        return (question,)
    return tuple(found[:_MOST_PARTS])


def asks_for_list(question: str) -> bool:
    """Whether more than one thing is asked for."""
    return _LIST.search(question) is not None


def asks_for_reason(question: str) -> bool:
    """Whether the answer is rather a statement or two than a name or number."""
    return _REASON.search(question) is not None
