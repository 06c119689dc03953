"""Articles to leaf through: all of them, or one by its paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.chat.text.card import Card
from bot.chat.text.limits import size
from bot.chat.text.typeset import Line, Run
from bot.language import Say
from rag.model import ArticleInfo, Excerpt, Paragraph

__all__ = ["article_cards", "articles_cards", "gone_card"]

_EASY = 1_800  # units of text that are read without scrolling much
_A_CARD = 20  # articles


def article_cards(whole: Excerpt, say: Say) -> tuple[Card, ...]:
    """The paragraphs of an article, some to a card."""
    article = whole.paragraph
    made = []
    for paragraphs in _by_size(whole.around):
        first, last = paragraphs[0].number, paragraphs[-1].number
        label = f"¶{first}" if first == last else f"¶{first}–¶{last}"
        made.append(
            Card(
                tuple(line for each in paragraphs for line in _lines(each)),
                title=article.title or article.file,
                footer=f"{article.file} · {say('of', part=label, whole=whole.around[-1].number)}",
                mood="fair" if whole.changed else "neutral",
                label=label,
            )
        )
    return tuple(made)


def gone_card(say: Say) -> Card:
    """Instead of an article that has changed since its buttons were posted."""
    return Card((Line((Run(say("article_gone")),)),))


def articles_cards(articles: Sequence[ArticleInfo], say: Say) -> tuple[Card, ...]:
    """All articles, some to a card."""
    title = say("articles", count=len(articles))
    made = []
    for start in range(0, len(articles), _A_CARD):
        some = articles[start : start + _A_CARD]
        label = f"{start + 1}–{start + len(some)}"
        made.append(Card(tuple(_entry(each, say) for each in some), title=title, label=label))
    return tuple(made) or (Card((Line((Run(say("nothing_indexed")),)),)),)


def _by_size(paragraphs: Sequence[Paragraph]) -> Iterator[list[Paragraph]]:
    some: list[Paragraph] = []
    used = 0
    for paragraph in paragraphs:
        if some and used + size(paragraph.text) > _EASY:
            yield some
            some, used = [], 0
        some.append(paragraph)
        used += size(paragraph.text)
    yield some


def _lines(paragraph: Paragraph) -> Iterator[Line]:
    number = Run(f"¶{paragraph.number} ", "italic")
    is_text = paragraph.kind == "text"
    yield Line((number, Run(paragraph.text, "plain" if is_text else "bold")))
    yield Line()


def _entry(article: ArticleInfo, say: Say) -> Line:
    about = f" — {article.title}" if article.title else ""
    paragraphs = f" · {say('paragraphs', count=article.paragraphs)}"
    return Line((Run(article.file, "bold"), Run(about + paragraphs)))
