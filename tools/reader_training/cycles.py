"""How the training's learning rate and material go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

__all__ = ["PLANS", "Cycle", "cycle_at"]


@dataclass(frozen=True)
class Cycle:
    """Steps over which the learning rate rises to `peak` and falls to nothing.

    `shares` of the lessons are on the encyclopedia, on reviews and forum posts, on the twins that
    we wrote for the one and the other, on our questions in other words for both, and on those of
    people and ours about the encyclopedia with which the reader was likeliest to fall. With
    `rounded` the weights count as the shipped model rounds them; `dropout` is the share of the
    layers' outputs left out at random (Srivastava et al. 2014). `teachers`: how much each teacher
    counts, for each of these; none where only the answers are learned from. `elsewhere` is the
    share of lessons with a look-alike of another article.
    """

    steps: int
    peak: float
    warm_up: int
    shares: Sequence[float]
    rounded: bool
    dropout: float = 0.0
    teachers: Sequence[Sequence[float]] = ()
    elsewhere: float = 0.6


Cycles = Sequence[Cycle]

# Of three teachers: the reader that the twins made, what this begins with, the end of "even".
# Of questions in other words only the second has learned.
_ALIKE = (0.33, 0.37, 0.3)
_WORDS_ASIDE = (0.1, 0.8, 0.1)
# Of two: what this begins with, the second reader, which of questions in other words has
# learned nothing.
_BOTH = (0.6, 0.4)
_FIRST = (0.9, 0.1)

PLANS: Mapping[str, Cycles] = {
    # from the embedder's weights
    "first": (
        Cycle(1600, 1.5e-4, 200, (0.7, 0.3, 0, 0, 0, 0), rounded=False),
        Cycle(560, 7e-5, 40, (0.7, 0.3, 0, 0, 0, 0), rounded=True),
        Cycle(1800, 1.2e-4, 60, (0.55, 0.45, 0, 0, 0, 0), rounded=True),
        Cycle(2000, 1.2e-4, 60, (0.65, 0.35, 0, 0, 0, 0), rounded=True, dropout=0.1),
        Cycle(1500, 1.2e-4, 60, (0.7, 0.3, 0, 0, 0, 0), rounded=True),
    ),
    # from the mean of the ends of the last three of those
    "twins": (
        Cycle(700, 1e-4, 60, (0.35, 0.1, 0.55, 0, 0, 0), rounded=True),
        Cycle(1400, 1e-4, 60, (0.25, 0.1, 0.5, 0.15, 0, 0), rounded=True),
    ),
    # from the mean of what that began with and, twice, its end: the second reader
    "even": (Cycle(2600, 1e-4, 60, (0.3, 0.1, 0.5, 0.1, 0, 0), rounded=True),),
    # from the reader that came of the twins
    "reworded": (Cycle(1200, 1e-4, 60, (0.25, 0.08, 0.27, 0.05, 0.3, 0.05), rounded=True),),
    # from the mean of what that began with and, twice, its end
    "taught": (
        Cycle(
            950,
            1e-4,
            60,
            (0.3, 0.08, 0.25, 0.05, 0.27, 0.05),
            rounded=True,
            teachers=(_ALIKE,) * 4 + (_WORDS_ASIDE,) * 2,
        ),
    ),
    # from the end of that, with look-alikes from elsewhere in its own order
    "elsewhere": (
        Cycle(
            850,
            1e-4,
            60,
            (0.18, 0.05, 0.2, 0.04, 0.16, 0.04, 0.23, 0.1),
            rounded=True,
            teachers=(_BOTH,) * 8,
            elsewhere=1.0,
        ),
    ),
    # from the mean of what that began with and its end
    "elsewhere-2": (
        Cycle(
            700,
            1e-4,
            60,
            (0.18, 0.04, 0.2, 0.04, 0.22, 0.04, 0.18, 0.1),
            rounded=True,
            teachers=(*(_BOTH,) * 4, _FIRST, _FIRST, _BOTH, _FIRST),
            elsewhere=1.0,
        ),
    ),
}
"""What was learned one after the other, each from a reader that came of the one before."""


def cycle_at(cycles: Cycles, step: int) -> tuple[Cycle, float]:
    """The cycle that `step` is in, and its learning rate there."""
    for cycle in cycles:
        if step < cycle.steps:
            rising = (step + 1) / cycle.warm_up
            falling = (cycle.steps - step) / (cycle.steps - cycle.warm_up)
            return cycle, cycle.peak * min(rising, falling)
        step -= cycle.steps
    raise ValueError("There is no such step.")
