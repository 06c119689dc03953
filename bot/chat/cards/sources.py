"""A cited paragraph with its quotes marked, as a card."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.chat.books.references import Reference
from bot.chat.cards.wording import where
from bot.chat.text.card import Card, shortened
from bot.chat.text.typeset import Line, Run
from bot.language import Say
from rag.model import Excerpt, Paragraph

__all__ = ["sources_cards"]

_NEIGHBOUR = 160


def sources_cards(
    references: Sequence[Reference], excerpts: Mapping[str, Excerpt | None], say: Say
) -> tuple[Card, ...]:
    """A card for each paragraph that `references` name: whole, its neighbours in short.

    `excerpts` are by paragraph id; where there is none, the paragraph has left the index, and
    its card says so.
    """
    by_paragraph: dict[str, list[Reference]] = {}
    for reference in references:
        by_paragraph.setdefault(reference.paragraph_id, []).append(reference)
    return tuple(_card(quotes, excerpts.get(key), say) for key, quotes in by_paragraph.items())


def _card(quotes: Sequence[Reference], excerpt: Excerpt | None, say: Say) -> Card:
    markers = "".join(f"[{quote.marker}]" for quote in quotes)
    if excerpt is None:
        gone = Run(say("paragraph_gone"))
        return Card((Line((Run(f"{markers} ", "bold"), gone)),), label=markers)
    paragraph = excerpt.paragraph
    return Card(
        tuple(_shown(markers, quotes, excerpt, say)),
        mood="fair" if excerpt.changed else "neutral",
        label=f"{markers} {paragraph.file} ¶{paragraph.number}",
    )


def _shown(markers: str, quotes: Sequence[Reference], excerpt: Excerpt, say: Say) -> Iterator[Line]:
    paragraph = excerpt.paragraph
    yield Line((Run(f"{markers} {where(paragraph, say)}", "bold"),))
    if paragraph.title:
        yield Line((Run(paragraph.title, "italic"),))
    for neighbour in excerpt.around:
        yield Line()
        if neighbour.id == paragraph.id:
            yield _marked(paragraph.text, quotes)
        else:
            yield _neighbour(neighbour)
    if excerpt.changed:
        yield Line()
        yield Line((Run(say("disk_changed")),))


def _marked(text: str, quotes: Sequence[Reference]) -> Line:
    runs = []
    done = 0
    for quote in sorted(quotes, key=lambda quote: quote.start):
        start = max(done, quote.start)  # quotes may overlap
        runs += [Run(text[done:start]), Run(text[start : quote.end], "bold")]
        done = max(done, quote.end)
    runs.append(Run(text[done:]))
    return Line(tuple(run for run in runs if run.text), quoted=True)


def _neighbour(paragraph: Paragraph) -> Line:
    return Line((Run(f"¶{paragraph.number} {shortened(paragraph.text, _NEIGHBOUR)}", "italic"),))
