"""Lines with a hanging indent: wrapped for a terminal, one line each for a pipe."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from rich.console import Console
from rich.text import Text

from bot.render.clean import clean

__all__ = ["ANSWER", "Line", "lines_of", "write"]

ANSWER = "bold green"
"""The style of the words that answer; in a pipe they stand between `**`."""

_WIDEST = 100
_NARROWEST = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One logical line. `hang` is how much deeper its continuation lines begin."""

    text: Text = field(default_factory=Text)
    indent: int = 0
    hang: int = 0


def lines_of(text: str, style: str = "", indent: int = 0) -> list[Line]:
    """`text`, cleaned, a `Line` for each of its own lines."""
    return [Line(Text(clean(line), style), indent) for line in text.splitlines()]


def write(console: Console, lines: Iterable[Line]) -> None:
    """Prints `lines` on `console`; without escape codes unless it is a terminal."""
    for line in lines:
        for row in _rows(console, line):
            console.print(row, soft_wrap=True)


def _rows(console: Console, line: Line) -> Iterable[Text]:
    if not console.is_terminal:
        yield Text(" " * line.indent + _starred(line.text))
        return
    deeper = line.indent + line.hang
    width = max(min(console.width, _WIDEST) - deeper, _NARROWEST)
    for number, row in enumerate(line.text.wrap(console, width)):
        row.rstrip()
        yield Text(" " * (deeper if number else line.indent)) + row


def _starred(text: Text) -> str:
    plain = text.plain
    for span in sorted(text.spans, key=lambda span: -span.start):
        if span.style == ANSWER:
            inside = plain[span.start : span.end]
            plain = f"{plain[: span.start]}**{inside}**{plain[span.end :]}"
    return plain
