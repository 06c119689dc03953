"""Finds the sentences that a model's marker points at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rag.answering.sentences import sentences
from rag.model import Paragraph
from rag.prose.claim import Source
from rag.prose.finding import places
from rag.prose.support import Evidence, coverage

__all__ = ["by_words", "likely", "named"]

_LONGEST = 700  # characters of a quote; more is no quote but a paragraph
_MEANS_SOMETHING = 12  # characters; fewer words can be found anywhere


def named(source: Source, passages: Sequence[Paragraph]) -> Paragraph | None:
    """The passage that a marker names."""
    return passages[source.passage - 1] if 1 <= source.passage <= len(passages) else None


def by_words(source: Source, passages: Sequence[Paragraph]) -> Evidence | None:
    """Where the words of `source` stand: in the passage it names or, repaired, in another.

    Short words are looked for only where they are said to be.
    """
    home = named(source, passages)
    others = passages if len(source.words.strip()) >= _MEANS_SOMETHING else ()
    for paragraph in ([home] if home else []) + [p for p in others if p is not home]:
        for start, end in places(source.words, paragraph.text):
            evidence = _around(paragraph, start, end)
            if evidence:
                return evidence
    return None


def likely(statement: str, passages: Sequence[Paragraph], most: int) -> list[Evidence]:
    """The `most` sentences of `passages` that share most words with `statement`, best first."""
    every = [
        Evidence(paragraph, sentence.start, sentence.end, (sentence.start, sentence.end))
        for paragraph in passages
        for sentence in sentences(paragraph.text)
        if sentence.end - sentence.start <= _LONGEST
    ]
    every.sort(key=lambda each: -coverage(statement, each.quote))
    return every[:most]


def _around(paragraph: Paragraph, start: int, end: int) -> Evidence | None:
    """The whole sentences around the words, if they are not too long."""
    touched = list(_touched(paragraph.text, start, end))
    if not touched:
        return None
    first, last = touched[0][0], touched[-1][1]
    if last - first > _LONGEST:
        if end - start > _LONGEST:
            return None
        first, last = start, end
    return Evidence(paragraph, first, last, (start, end))


def _touched(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for sentence in sentences(text):
        if sentence.start < end and start < sentence.end:
            yield sentence.start, sentence.end
