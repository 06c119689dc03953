""" "And", "But then,": what a question opens with before it begins."""

from __future__ import annotations

from collections.abc import Sequence

from rag.conversation.words import Word, words_of

__all__ = ["opening", "without_opening"]

_OPENINGS = frozenset("and but or so then also ok okay well now yes no thanks hm oh".split())


def opening(words: Sequence[Word]) -> int:
    """How many words and commas the question opens with."""
    at = 0
    while at < len(words) and words[at].low in _OPENINGS:
        at += 1
        while at < len(words) and words[at].text == ",":
            at += 1
    return at


def without_opening(question: str) -> str:
    """The question from where it begins, with a capital."""
    words = words_of(question)
    at = opening(words)
    rest = question[words[at].start :] if 0 < at < len(words) else question
    return rest[:1].upper() + rest[1:]
