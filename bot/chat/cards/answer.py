"""An answer with its footnotes, or what comes closest to one, as a card."""

from __future__ import annotations

from collections.abc import Iterator

from bot.chat.cards.passages import previews
from bot.chat.text.card import Card, Mood
from bot.chat.text.typeset import Line, Run
from bot.render.marked import marked_lines
from bot.render.words import confidence_word, count, moment, place
from rag.model import Answer, Citation, IndexState

__all__ = ["answer_card"]

_CLOSEST = 3
_MOODS: dict[str, Mood] = {"high": "good", "medium": "fair", "low": "doubtful"}


def answer_card(answer: Answer, *, with_question: bool) -> Card:
    """`answer` as a card; `with_question` where the question is not to be seen above it."""
    title = answer.question if with_question else ""
    if answer.status == "not_found":
        footer = _joined(answer.engine, _freshness(answer.index))
        return Card(tuple(_not_found(answer)), title, footer)
    confidence = confidence_word(answer.confidence)
    footer = _joined(f"Confidence: {confidence}", answer.engine, _freshness(answer.index))
    return Card(tuple(_answered(answer)), title, footer, _MOODS[confidence])


def _answered(answer: Answer) -> Iterator[Line]:
    for pieces in marked_lines(answer):
        yield Line(tuple(Run(p.text, "plain" if p.kind == "prose" else "bold") for p in pieces))
    yield Line()
    for citation in answer.citations:
        yield _footnote(citation)
    for file in answer.index.changed:
        yield Line()
        yield Line((Run(f"⚠ {file} has changed since it was indexed."),))


def _not_found(answer: Answer) -> Iterator[Line]:
    yield Line((Run("I found no answer to this in the articles."),))
    if not answer.passages:
        return
    yield Line()
    yield Line((Run("The closest passages, which may not be what you asked for:"),))
    yield from previews(answer.passages[:_CLOSEST])


def _footnote(citation: Citation) -> Line:
    where = place(citation.file, citation.paragraph, citation.line)
    runs = (Run(f"[{citation.marker}]", "bold"), Run(f" {where}"))
    return Line((*runs, Run(" — "), Run(citation.title, "italic")) if citation.title else runs)


def _freshness(index: IndexState) -> str:
    return f"{count(index.articles, 'article')}, indexed {moment(index.synced_at)}"


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
