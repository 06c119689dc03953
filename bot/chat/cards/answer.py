"""An answer with its footnotes, or what comes closest to one, as a card."""

from __future__ import annotations

from collections.abc import Iterator

from bot.chat.cards.passages import previews
from bot.chat.cards.wording import when
from bot.chat.text.card import Card, Mood
from bot.chat.text.typeset import Line, Run
from bot.language import Say
from bot.render.marked import marked_lines
from bot.render.words import confidence_word
from rag.model import SOURCES_DIFFER, Answer, Citation, IndexState

__all__ = ["answer_card"]

_CLOSEST = 3
_MOODS: dict[str, Mood] = {"high": "good", "medium": "fair", "low": "doubtful"}


def answer_card(answer: Answer, say: Say, *, question: str = "") -> Card:
    """`answer` as a card, under the `question` where that is not to be seen above it.

    A follow-up, or what was misspelt, is told as it was understood.
    """
    told = [Line((Run(say("understood", question=answer.understood), "italic"),)), Line()]
    lines = told if answer.understood else []
    freshness = _freshness(answer.index, say)
    if answer.status == "not_found":
        footer = _joined(answer.engine, freshness)
        return Card((*lines, *_not_found(answer, say)), question, footer)
    confidence = confidence_word(answer.confidence)
    footer = _joined(say("confidence", word=say(confidence)), answer.engine, freshness)
    return Card((*lines, *_answered(answer, say)), question, footer, _MOODS[confidence])


def _answered(answer: Answer, say: Say) -> Iterator[Line]:
    for pieces in marked_lines(answer):
        if [p.text for p in pieces] == [SOURCES_DIFFER]:
            yield Line((Run(say("sources_differ"), "italic"),))
            continue
        yield Line(tuple(Run(p.text, "plain" if p.kind == "prose" else "bold") for p in pieces))
    yield Line()
    for citation in answer.citations:
        yield _footnote(citation, say)
        if citation.quote not in answer.text:
            yield _quote(citation)
            yield Line()
    if answer.notice:
        yield Line()
        yield Line((Run(answer.notice, "italic"),))
    for file in answer.index.changed:
        yield Line()
        yield Line((Run(say("file_changed", file=file)),))


def _not_found(answer: Answer, say: Say) -> Iterator[Line]:
    yield Line((Run(say("not_found")),))
    if answer.meant:
        yield Line((Run(say("meant", question=answer.meant), "italic"),))
    if answer.notice:
        yield Line((Run(answer.notice, "italic"),))
    if not answer.passages:
        return
    yield Line()
    yield Line((Run(say("closest")),))
    yield from previews(answer.passages[:_CLOSEST], say)


def _footnote(citation: Citation, say: Say) -> Line:
    where = say("place", file=citation.file, paragraph=citation.paragraph, line=citation.line)
    runs = (Run(f"[{citation.marker}]", "bold"), Run(f" {where}"))
    return Line((*runs, Run(" — "), Run(citation.title, "italic")) if citation.title else runs)


def _quote(citation: Citation) -> Line:
    quote = citation.quote
    start, end = citation.marked or (0, 0)
    runs = (Run(quote[:start]), Run(quote[start:end], "bold"), Run(quote[end:]))
    return Line(tuple(run for run in runs if run.text), quoted=True)


def _freshness(index: IndexState, say: Say) -> str:
    return say("indexed", articles=index.articles, moment=when(index.synced_at, say))


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
