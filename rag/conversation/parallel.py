"""The earlier question about something else: "What about the yard?", "And in 1950?"."""

from __future__ import annotations

import re

from rag.conversation.phrases import Phrase, phrases
from rag.conversation.turn import Turn
from rag.conversation.words import PREPOSITIONS, words_of

__all__ = ["about_the_other"]

_END = re.compile(r"[\s.?!]*$")
_YEAR = re.compile(r"\b[12]\d{3}\b")


def about_the_other(other: str, turn: Turn) -> str:
    """The question of `turn` with `other` in the place of its like; at its end if it has none."""
    earlier = _END.sub("", turn.understood)
    words = words_of(other)
    preposition = words[0].low if words[0].low in PREPOSITIONS and len(words) > 1 else ""
    thing = other[words[1].start :] if preposition else other
    place = _place(thing, earlier, preposition)
    if place is None:
        return f"{earlier}{' ' if preposition else ', '}{other}?"
    return f"{earlier[: place[0]]}{thing}{earlier[place[1] :]}?"


def _place(thing: str, earlier: str, preposition: str) -> tuple[int, int] | None:
    """Where the only thing of the same kind stands: a year, a name or a noun with "the"."""
    if _YEAR.fullmatch(thing):
        found = [year.span() for year in _YEAR.finditer(earlier)]
    else:
        like = phrases(f"x {thing}")
        found = [(p.start, p.end) for p in phrases(earlier) if _is_like(p, like)]
    if preposition:
        found = [each for each in found if _follows(earlier, each[0], preposition)]
    return found[0] if len(found) == 1 else None


def _is_like(phrase: Phrase, like: list[Phrase]) -> bool:
    return bool(like) and phrase.named == like[0].named and phrase.clear


def _follows(earlier: str, at: int, preposition: str) -> bool:
    before = words_of(earlier[:at])
    return bool(before) and before[-1].low == preposition
