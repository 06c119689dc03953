"""One finding of the doctor's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from rich.text import Text

from bot.render import Line, clean

__all__ = ["Check", "check_lines"]

_SIGNS = {"good": ("✓", "green"), "bad": ("✗", "bold red"), "unused": ("–", "dim")}
_LABEL = 16


@dataclass(frozen=True, slots=True)
class Check:
    """`state` of `subject`; `finding` says what is so and, when that is bad, what to do."""

    subject: str
    state: Literal["good", "bad", "unused"]
    finding: str


def check_lines(check: Check) -> Iterator[Line]:
    """`✓ Python          3.12.1`."""
    sign, style = _SIGNS[check.state]
    text = Text.assemble((sign, style), f" {check.subject:<{_LABEL}}", clean(check.finding))
    yield Line(text, hang=_LABEL + 2)
