"""What is stored about somebody, for their eyes."""

from __future__ import annotations

from collections.abc import Iterator

from bot.chat.text.card import Card
from bot.chat.text.limits import size
from bot.chat.text.typeset import Line, Run
from bot.language import Say
from bot.store import Held

__all__ = ["forget_card", "held_cards"]

_EASY = 1_800  # units of text that are read without scrolling much


def held_cards(held: Held, say: Say) -> tuple[Card, ...]:
    """The counts, then every question and every comment, some to a card."""
    title = say("held_title")
    if not (held.answers or held.verdicts):
        return (Card((Line((Run(say("held_nothing")),)),), title=title, mood="good"),)
    made = []
    for number, lines in enumerate(_by_size(_all(held, say)), start=1):
        made.append(Card(tuple(lines), title=title, footer=say("held_how"), label=f"{number}"))
    return tuple(made)


def forget_card(held: Held, say: Say) -> Card:
    """Asks whether all of it is to go."""
    lines = (Line((Run(_counts(held, say)),)), Line(), Line((Run(say("forget_warning")),)))
    return Card(lines, title=say("forget_question"), mood="doubtful")


def _counts(held: Held, say: Say) -> str:
    return say(
        "held_counts",
        answers=held.answers,
        questions=len(held.questions),
        verdicts=held.verdicts,
        comments=len(held.comments),
    )


def _all(held: Held, say: Say) -> Iterator[Line]:
    yield Line((Run(_counts(held, say)),))
    for heading, texts in (("your_questions", held.questions), ("your_comments", held.comments)):
        if texts:
            yield Line()
            yield Line((Run(say(heading), "bold"),))
        for text in texts:
            yield Line((Run(text),), quoted=True)


def _by_size(lines: Iterator[Line]) -> Iterator[list[Line]]:
    some: list[Line] = []
    used = 0
    for line in lines:
        length = sum(size(run.text) for run in line.runs)
        if some and used + length > _EASY:
            yield some
            some, used = [], 0
        some.append(line)
        used += length
    yield some
