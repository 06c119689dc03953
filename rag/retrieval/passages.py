"""Passages for a question: found by word and meaning, then read closely."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from rag.model import Passage
from rag.reader.reading import Reader
from rag.retrieval.close_reading import CloseReader, Read
from rag.retrieval.hybrid import HybridSearch

__all__ = ["Found", "PassageSearch"]

Embed = Callable[[str], NDArray[np.float32]]
Noted = Callable[[str], None]

_CANDIDATES = 50  # found by words and meaning, for the reader to choose from
_PART_PASSAGES = 5  # read anew for each part of a question: the whole's best, and the part's


@dataclass(frozen=True, slots=True)
class Found:
    """Passages, best first, and those among them that were read."""

    passages: tuple[Passage, ...]
    reads: list[Read]


class PassageSearch:
    """Finds and reads. Thread-safe if its parts are."""

    def __init__(self, search: HybridSearch, embed: Embed, reader: Reader) -> None:
        self._search = search
        self._embed = embed
        self._close = CloseReader(reader)

    def candidates(
        self, question: str, limit: int, without: Collection[str] = ()
    ) -> tuple[Passage, ...]:
        """What word and meaning alone find, best first; nothing of the files `without`."""
        return self._search.search(question, self._embed(question), limit, without)

    def read(
        self,
        question: str,
        limit: int,
        *,
        without: Collection[str] = (),
        note: Noted = lambda step: None,
    ) -> Found:
        """At least `limit` passages if there are so many, none of the files `without`.

        `note` is told of each step when it is done: embed, search, read.
        """
        vector = self._embed(question)
        note("embed")
        found = self._search.search(question, vector, max(limit, _CANDIDATES), without)
        note("search")
        reads = self._close.read(question, found)
        note("read")
        done = {read.passage.paragraph.id for read in reads}
        least = reads[-1].passage.score if reads else 1.0
        rest = [replace(p, score=p.score * least) for p in found if p.paragraph.id not in done]
        return Found((*(read.passage for read in reads), *rest), reads)

    def read_part(self, part: str, whole: Found, *, without: Collection[str] = ()) -> list[Read]:
        """A part of a question, against the best passages for the `whole` and its own."""
        best = [replace(read.passage, score=read.fused) for read in whole.reads[:_PART_PASSAGES]]
        known = {passage.paragraph.id for passage in best}
        found = self._search.search(part, self._embed(part), _PART_PASSAGES, without)
        new = [passage for passage in found if passage.paragraph.id not in known]
        return self._close.read(part, [*best, *new])
