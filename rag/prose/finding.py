"""Where the words that a marker gives stand in a paragraph."""

from __future__ import annotations

import re

from rag.prose.folding import Folded, folded, occurrences

__all__ = ["places"]

_EDGES = " .,;:!?'-()[]"
_GAP = re.compile(r"[\[(]?\.\.\.[\])]?")
_SHORT_RANGE = 400  # characters from the first to the last piece that are quoted as one
_MOST_PIECES = 6


def places(words: str, text: str) -> list[tuple[int, int]]:
    """Where `words` stand verbatim in `text`, as offsets; empty if nowhere.

    What `folded` evens out, and punctuation at either end, makes no difference; case does.
    Words in pieces ("the war … 71 days") stand where all pieces do, in order: from the first
    to the last if that is short, else where the longest does.
    """
    wanted = folded(words[:_LONGEST]).text
    whole = folded(text)
    found = occurrences(wanted.strip(_EDGES), whole.text)
    return [_original(whole, *place) for place in found or _in_pieces(wanted, whole.text)]


_LONGEST = 2000


def _in_pieces(wanted: str, text: str) -> list[tuple[int, int]]:
    pieces = [piece for piece in map(_bare, _GAP.split(wanted)) if piece][: _MOST_PIECES + 1]
    if not 1 < len(pieces) <= _MOST_PIECES:
        return []
    found: list[tuple[int, int]] = []
    for piece in pieces:
        after = found[-1][1] if found else 0
        later = [place for place in occurrences(piece, text) if place[0] >= after]
        if not later:
            return []
        found.append(later[0])
    if found[-1][1] - found[0][0] <= _SHORT_RANGE:
        return [(found[0][0], found[-1][1])]
    return [max(found, key=lambda place: place[1] - place[0])]


def _bare(piece: str) -> str:
    return piece.strip(_EDGES)


def _original(whole: Folded, start: int, end: int) -> tuple[int, int]:
    return whole.starts[start], whole.ends[end - 1]
