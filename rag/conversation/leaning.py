"""How a question leans on an earlier one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Leaning"]


@dataclass(frozen=True, slots=True)
class Leaning:
    """The words `question[start:end]` take their sense from what was said before.

    - `pronoun`: "he", "its"; `possessive` tells "her ship" from "her".
    - `event`: "that", "so", "there", "then": something that was said as a whole.
    - `ellipsis`: "Why?", "Since when?": the words are all that there is.
    - `else`: "Who else?"
    - `parallel`: "What about the yard?": the words are the other thing asked about.
    """

    kind: Literal["pronoun", "event", "ellipsis", "else", "parallel"]
    start: int
    end: int
    possessive: bool = False
