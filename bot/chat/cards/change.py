"""What is asked before articles are changed."""

from __future__ import annotations

from collections.abc import Iterator

from bot.chat.text.card import Card, shortened
from bot.chat.text.typeset import Line, Run
from bot.language import Say
from rag.model import Article, ArticleInfo

__all__ = ["note_card", "removal_card", "upload_card"]

_SHOWN = 4  # paragraphs
_PREVIEW = 240  # units of each


def upload_card(article: Article, sent_as: str, say: Say, *, replaces: bool) -> Card:
    """What would be indexed; `sent_as` is the name that the file came with."""
    title = say("replace_question" if replaces else "add_question")
    lines = tuple(_upload(article, sent_as, say, replaces=replaces))
    return Card(lines, title=title, mood="fair" if replaces else "neutral")


def removal_card(article: ArticleInfo, say: Say) -> Card:
    """Which article would go."""
    texts = (
        Line((Run(article.file, "bold"), Run(f" — {article.title}" if article.title else ""))),
        Line((Run(say("paragraphs", count=article.paragraphs)),)),
        Line(),
        Line((Run(say("remove_warning")),)),
    )
    return Card(texts, title=say("remove_question"), mood="doubtful")


def note_card(text: str) -> Card:
    """One line."""
    return Card((Line((Run(text),)),))


def _upload(article: Article, sent_as: str, say: Say, *, replaces: bool) -> Iterator[Line]:
    title = f" — {article.title}" if article.title else ""
    yield Line((Run(article.file, "bold"), Run(title)))
    if sent_as != article.file:
        yield Line((Run(say("sent_as", file=shortened(sent_as, _PREVIEW)), "italic"),))
    yield Line((Run(say("paragraphs", count=len(article.paragraphs))),))
    if replaces:
        yield Line((Run(say("replaces")),))
    yield Line()
    for paragraph in article.paragraphs[:_SHOWN]:
        number = Run(f"¶{paragraph.number} ", "italic")
        yield Line((number, Run(shortened(paragraph.text, _PREVIEW))), quoted=True)
    if len(article.paragraphs) > _SHOWN:
        yield Line()
        yield Line((Run(say("and_more", count=len(article.paragraphs) - _SHOWN), "italic"),))
