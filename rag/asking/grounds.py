"""What answers stand on: the passages, whether quotes hold, how fresh the index is."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from pathlib import Path

from rag.answering.verify import stands
from rag.index.changes import differs
from rag.index.store import ParagraphStore
from rag.model import Citation, IndexState
from rag.retrieval.passages import PassageSearch
from rag.retrieval.spelling import Spelling

__all__ = ["PASSAGES", "Grounds"]

PASSAGES = 10
"""How many passages an answer carries."""


class Grounds:
    """The index as whoever answers sees it."""

    def __init__(
        self,
        search: PassageSearch,
        spelling: Spelling,
        store: ParagraphStore,
        articles: Path,
    ) -> None:
        self.search = search
        self.spelling = spelling
        self.store = store
        self._articles = articles

    @property
    def version(self) -> str:
        """A digest of all that is indexed: the same for the same articles."""
        entries = sorted(self.store.entries.items())
        files = "\n".join(f"{file} {entry.info.version}" for file, entry in entries)
        return hashlib.sha256(files.encode("utf-8", "surrogateescape")).hexdigest()

    def holds(self, citations: tuple[Citation, ...]) -> bool:
        """Whether every quote stands word for word in the paragraph that it names."""
        stored = self.store.paragraphs([citation.paragraph_id for citation in citations])
        return all(stands(each, stored.get(each.paragraph_id)) for each in citations)

    def meant(self, question: str, without: Collection[str]) -> str:
        """What a question that found no answer may have meant, spelt otherwise; or nothing."""
        guess = self.spelling.mended(question, without, guess=True)
        return "" if guess == question else guess

    def state(self, citations: tuple[Citation, ...]) -> IndexState:
        """What is indexed, and which of the files cited have changed since."""
        entries = self.store.entries
        cited = {citation.file for citation in citations} & set(entries)
        return IndexState(
            articles=len(entries),
            paragraphs=sum(entry.info.paragraphs for entry in entries.values()),
            synced_at=self.store.synced_at,
            changed=tuple(sorted(file for file in cited if differs(self._articles, entries[file]))),
        )
