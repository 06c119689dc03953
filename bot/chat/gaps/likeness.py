"""Questions that ask for the same, put together.

Two questions are alike when the stems of their content words overlap: shared stems over all
stems, the Jaccard index, is at least `ALIKE`. So "Who built the bridge?", "When was the bridge
built?" and "Who built the new bridge?" make one topic: it is the bridge that the articles should
say more of. Each question is held against the latest question of a topic only, so that topics do
not grow together over a chain of neighbours, and joins the topic that it is most like.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.store import Gap
from rag.terms import content_words, stems

__all__ = ["ALIKE", "Topic", "topics"]

ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class Topic:
    """Questions that are alike, the latest first; it speaks for the others."""

    gaps: tuple[Gap, ...]

    @property
    def question(self) -> str:
        """The latest of its questions."""
        return self.gaps[0].question

    @property
    def unanswered(self) -> int:
        """How often nothing was found."""
        return sum(gap.unanswered for gap in self.gaps)

    @property
    def bad(self) -> int:
        """How many answers were judged bad."""
        return sum(gap.bad for gap in self.gaps)

    @property
    def comments(self) -> tuple[str, ...]:
        """What was said of those."""
        return tuple(comment for gap in self.gaps for comment in gap.comments)

    @property
    def last(self) -> datetime:
        """When the latest of all that happened."""
        return max(gap.last for gap in self.gaps)


def topics(gaps: Sequence[Gap]) -> tuple[Topic, ...]:
    """`gaps`, which come newest first, by likeness: what happened most often comes first."""
    leaders: list[frozenset[str]] = []
    members: list[list[Gap]] = []
    having: dict[str, list[int]] = {}  # which leaders have a stem
    for gap in gaps:
        words = _meant(gap.question)
        place = _most_like(words, leaders, having)
        if place is None:
            for word in words:
                having.setdefault(word, []).append(len(leaders))
            leaders.append(words)
            members.append([gap])
        else:
            members[place].append(gap)
    made = (Topic(tuple(some)) for some in members)
    return tuple(sorted(made, key=lambda topic: topic.unanswered + topic.bad, reverse=True))


def _meant(question: str) -> frozenset[str]:
    """The stems that tell what a question is about; of signs alone, the question itself."""
    return frozenset(stems(" ".join(content_words(question)))) or frozenset({question})


def _most_like(
    words: frozenset[str], leaders: Sequence[frozenset[str]], having: dict[str, list[int]]
) -> int | None:
    shared = Counter(place for word in words for place in having.get(word, ()))
    likeness = {
        place: count / (len(words) + len(leaders[place]) - count) for place, count in shared.items()
    }
    best = max(likeness, key=lambda place: (likeness[place], -place), default=None)
    return best if best is not None and likeness[best] >= ALIKE else None
