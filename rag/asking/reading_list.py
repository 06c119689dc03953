"""The passages that a language model is given to read."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from rag.model import Passage
from rag.retrieval.passages import Found

__all__ = ["given", "merged"]

_PASSAGES = 8
_CHARACTERS = 14_000  # of all of them together


def merged(each: Sequence[Found]) -> tuple[Passage, ...]:
    """The best of every search in turn, each passage once."""
    passages: dict[str, Passage] = {}
    for row in zip_longest(*(found.passages for found in each)):
        for passage in row:
            if passage is not None:
                passages.setdefault(passage.paragraph.id, passage)
    return tuple(passages.values())


def given(passages: Sequence[Passage]) -> list[Passage]:
    """As many of them as a model can take, best first; headings only if there is no text."""
    texts = [passage for passage in passages if passage.paragraph.kind == "text"]
    chosen: list[Passage] = []
    size = 0
    for passage in texts or passages:
        size += len(passage.paragraph.text)
        if len(chosen) == _PASSAGES or (chosen and size > _CHARACTERS):
            break
        chosen.append(passage)
    return chosen
