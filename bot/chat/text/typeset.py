"""Lines of styled text, set on pages of a given size. Nothing is ever left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from bot.chat.text.limits import size
from bot.chat.text.markdown import bold, inert, italic, plain

__all__ = ["Line", "Run", "pages"]

Style = Literal["plain", "bold", "italic"]

_STYLED = {"plain": inert, "bold": bold, "italic": italic}
_MARKS = {"plain": 0, "bold": 4, "italic": 2}


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style; the text is raw and gets escaped here."""

    text: str
    style: Style = "plain"


@dataclass(frozen=True, slots=True)
class Line:
    """One line; `quoted` draws Discord's bar beside it. Without runs it is a blank line."""

    runs: tuple[Run, ...] = ()
    quoted: bool = False


def pages(lines: Iterable[Line], limit: int) -> tuple[str, ...]:
    """`lines` as Discord markdown, on as few pages of at most `limit` units as come easily.

    A line too long for the rest of a page goes to the next one; one too long for any page is
    broken between words and, where a word alone is too long, inside it.
    """
    done: list[str] = []
    page = ""
    for line in lines:
        for piece in _pieces(line, limit):
            longer = f"{page}\n{piece}" if page else piece
            if size(longer) > limit:
                done.append(page)
                longer = piece
            page = longer
    return tuple(text for text in (*done, page) if text.strip())


def _pieces(line: Line, limit: int) -> Iterator[str]:
    """`line` in pieces that each fit on a page."""
    prefix = "> " if line.quoted else ""
    room = limit - len(prefix)
    piece: list[Run] = []
    used = 0
    for word in _words(line, room):
        cost = size(_STYLED[word.style](word.text)) + _MARKS[word.style]
        if piece and used + cost > room:
            yield prefix + _set(piece)
            piece, used = [], 0
        piece.append(word)
        used += cost
    yield prefix + _set(piece)


def _words(line: Line, room: int) -> Iterator[Run]:
    """The words of `line`, each with the space after it, none larger than `room`."""
    longest = (room - max(_MARKS.values())) // 2  # an escaped sign takes two
    for run in line.runs:
        for word in re.findall(r"\s*\S+\s*|\s+", plain(run.text)):
            if size(word) <= longest:
                yield Run(word, run.style)
            else:
                step = longest // 2  # so does a sign outside the first 65,536
                for start in range(0, len(word), step):
                    yield Run(word[start : start + step], run.style)


def _set(words: list[Run]) -> str:
    joined = (
        (style, "".join(word.text for word in group))
        for style, group in groupby(words, key=lambda word: word.style)
    )
    return "".join(_STYLED[style](text) for style, text in joined).rstrip()
