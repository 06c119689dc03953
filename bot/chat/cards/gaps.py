"""Questions without a good answer, those that are alike together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC

from bot.chat.gaps.likeness import Topic
from bot.chat.text.card import Card, shortened
from bot.chat.text.typeset import Line, Run
from bot.language import Say

__all__ = ["gaps_cards"]

_A_CARD = 6  # topics
_OTHERS = 3  # questions of a topic besides the first, and comments
_QUESTION = 200  # units


def gaps_cards(topics: Sequence[Topic], days: int, say: Say) -> tuple[Card, ...]:
    """Some topics to a card, what happened most often first."""
    title = say("gaps_title", days=days)
    made = []
    for start in range(0, len(topics), _A_CARD):
        some = topics[start : start + _A_CARD]
        part = f"{start + 1}–{start + len(some)}"
        lines = tuple(line for topic in some for line in _shown(topic, say))
        footer = say("of", part=part, whole=len(topics))
        made.append(Card(lines[:-1], title=title, footer=footer, label=part))
    return tuple(made) or (Card((Line((Run(say("gaps_none")),)),), title=title, mood="good"),)


def _shown(topic: Topic, say: Say) -> Iterator[Line]:
    moment = topic.last.astimezone(UTC).strftime("%Y-%m-%d")
    counts = say("gaps_counts", unanswered=topic.unanswered, bad=topic.bad, moment=moment)
    yield Line((Run(shortened(topic.question, _QUESTION), "bold"),))
    yield Line((Run(counts),))
    others = topic.gaps[1:]
    for gap in others[:_OTHERS]:
        yield Line((Run(say("also_asked", question=shortened(gap.question, _QUESTION)), "italic"),))
    if len(others) > _OTHERS:
        yield Line((Run(say("and_more", count=len(others) - _OTHERS), "italic"),))
    for comment in topic.comments[:_OTHERS]:
        yield Line((Run(shortened(comment, _QUESTION)),), quoted=True)
    yield Line()
