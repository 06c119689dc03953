"""A cited paragraph with its quote marked, as a card."""

from __future__ import annotations

from collections.abc import Iterator

from bot.chat.card import Card, shortened
from bot.chat.references import Reference
from bot.chat.typeset import Line, Run
from bot.render.words import place
from rag.model import Excerpt, Paragraph

__all__ = ["sources_card"]

_NEIGHBOUR = 160


def sources_card(reference: Reference, excerpt: Excerpt | None) -> Card:
    """The paragraph of `reference` whole, its neighbours in short.

    Without an `excerpt` the paragraph has left the index: the card says so.
    """
    if excerpt is None:
        gone = "This article has changed since the answer was given: the paragraph is gone."
        return Card((Line((Run(f"[{reference.marker}] ", "bold"), Run(gone))),))
    return Card(tuple(_shown(reference, excerpt)), mood="fair" if excerpt.changed else "neutral")


def _shown(reference: Reference, excerpt: Excerpt) -> Iterator[Line]:
    paragraph = excerpt.paragraph
    where = place(paragraph.file, paragraph.number, paragraph.line)
    yield Line((Run(f"[{reference.marker}] {where}", "bold"),))
    if paragraph.title:
        yield Line((Run(paragraph.title, "italic"),))
    for neighbour in excerpt.around:
        yield Line()
        if neighbour.id == paragraph.id:
            yield _marked(paragraph.text, reference.start, reference.end)
        else:
            yield _neighbour(neighbour)
    if excerpt.changed:
        yield Line()
        yield Line((Run("⚠ The file on disk has changed since it was indexed."),))


def _marked(text: str, start: int, end: int) -> Line:
    parts = (Run(text[:start]), Run(text[start:end], "bold"), Run(text[end:]))
    return Line(tuple(part for part in parts if part.text), quoted=True)


def _neighbour(paragraph: Paragraph) -> Line:
    return Line((Run(f"¶{paragraph.number} {shortened(paragraph.text, _NEIGHBOUR)}", "italic"),))
