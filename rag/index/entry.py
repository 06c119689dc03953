"""What the index notes of itself and of each article."""

from __future__ import annotations

from dataclasses import dataclass

from rag.model import ArticleInfo
from rag.reading import RULE_VERSION, FileStamp
from rag.reading.article import paragraph_id

__all__ = ["Entry", "Signature"]

SCHEMA_VERSION = 2
"""Counts changes of what is stored; an index made under another one is rebuilt."""


@dataclass(frozen=True, slots=True)
class Signature:
    """What an index was made with; one made otherwise is rebuilt, never queried."""

    embedding: str
    schema: int = SCHEMA_VERSION
    rule: int = RULE_VERSION


@dataclass(frozen=True, slots=True)
class Entry:
    """A complete article of the index, and the stamp its file had."""

    info: ArticleInfo
    stamp: FileStamp

    def ids(self) -> list[str]:
        """The ids of its paragraphs, in reading order."""
        return [
            paragraph_id(self.info.file, self.info.version, number)
            for number in range(1, self.info.paragraphs + 1)
        ]
