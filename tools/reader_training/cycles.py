"""How the training's learning rate and material go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

__all__ = ["PLANS", "Cycle", "cycle_at"]


@dataclass(frozen=True)
class Cycle:
    """Steps over which the learning rate rises to `peak` and falls to nothing.

    `shares` of the lessons are on the encyclopedia, on reviews and forum posts, and on the twins
    that we wrote for the one and the other. With `rounded` the weights count as the shipped model
    rounds them; `dropout` is the share of the layers' outputs left out at random (Srivastava et
    al. 2014).
    """

    steps: int
    peak: float
    warm_up: int
    shares: tuple[float, float, float, float]
    rounded: bool
    dropout: float = 0.0


Cycles = Sequence[Cycle]

PLANS: Mapping[str, Cycles] = {
    # from the embedder's weights
    "first": (
        Cycle(1600, 1.5e-4, 200, (0.7, 0.3, 0, 0), rounded=False),
        Cycle(560, 7e-5, 40, (0.7, 0.3, 0, 0), rounded=True),
        Cycle(1800, 1.2e-4, 60, (0.55, 0.45, 0, 0), rounded=True),
        Cycle(2000, 1.2e-4, 60, (0.65, 0.35, 0, 0), rounded=True, dropout=0.1),
        Cycle(1500, 1.2e-4, 60, (0.7, 0.3, 0, 0), rounded=True),
    ),
    # from the mean of the ends of the last three of those
    "twins": (
        Cycle(700, 1e-4, 60, (0.35, 0.1, 0.55, 0), rounded=True),
        Cycle(1400, 1e-4, 60, (0.25, 0.1, 0.5, 0.15), rounded=True),
    ),
    # from the mean of what that began with and, twice, its end: the second reader
    "even": (Cycle(2600, 1e-4, 60, (0.3, 0.1, 0.5, 0.1), rounded=True),),
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
