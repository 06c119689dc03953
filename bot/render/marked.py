"""An answer's text in pieces: prose, markers, and the words that answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from rag.model import Answer, Citation

__all__ = ["Piece", "marked_lines"]

_MARKER = re.compile(r"(\[\d{1,3}\])")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the answer's text."""

    text: str
    kind: Literal["prose", "marker", "answer"] = "prose"


def marked_lines(answer: Answer) -> list[list[Piece]]:
    """Each line of the answer's text in pieces; joined they are the line again.

    What stands before a marker is its citation's: where the quote stands there word for word,
    the answer inside it is a piece of its own.
    """
    cited = {f"[{citation.marker}]": citation for citation in answer.citations}
    return [list(_pieces(line, cited)) for line in answer.text.splitlines()]


def _pieces(line: str, cited: dict[str, Citation]) -> Iterator[Piece]:
    prose = ""
    for part in _MARKER.split(line):
        if part not in cited:
            prose += part
            continue
        yield from _split(prose, cited[part])
        yield Piece(part, "marker")
        prose = ""
    if prose:
        yield Piece(prose)


def _split(prose: str, citation: Citation) -> Iterator[Piece]:
    place = prose.find(citation.quote)
    if place < 0 or citation.marked is None:
        pieces = [Piece(prose)]
    else:
        start, end = (place + offset for offset in citation.marked)
        pieces = [Piece(prose[:start]), Piece(prose[start:end], "answer"), Piece(prose[end:])]
    yield from (piece for piece in pieces if piece.text)
