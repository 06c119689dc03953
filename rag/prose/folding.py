"""Texts without the differences that no reader would see, and the way back to the originals."""

from __future__ import annotations

import unicodedata
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["Folded", "folded", "occurrences"]

_QUOTES = "\"'`´“”„‟«»‹›‘’‚‛′″‵‶「」『』＂＇"
_DASHES = "-‐‑‒–—―−﹘﹣－⁃"
_FOLDED = {ord(c): "'" for c in _QUOTES} | {ord(c): "-" for c in _DASHES} | {ord("…"): "..."}
_FOLDED |= {ord("ﬀ"): "ff", ord("ﬁ"): "fi", ord("ﬂ"): "fl", ord("ﬃ"): "ffi", ord("ﬄ"): "ffl"}
_MOST_OCCURRENCES = 8
_MOST_TRIES = 200


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` is folded; its character `i` came from `starts[i]` to `ends[i]` of the original."""

    text: str
    starts: array[int]
    ends: array[int]


@lru_cache(maxsize=256)
def folded(text: str) -> Folded:
    """Folds white space to single spaces and the shapes of quotation marks, dashes, ellipses.

    Takes out what has no width, and puts letters and their accents together (NFC). Case,
    letters, digits and all other signs stay as they are.
    """
    characters: list[str] = []
    starts: array[int] = array("q")
    ends: array[int] = array("q")
    for start, end in _clusters(text):
        for character in _fold(text[start:end]):
            if character == " " and (not characters or characters[-1] == " "):
                continue
            characters.append(character)
            starts.append(start)
            ends.append(end)
    return Folded("".join(characters), starts, ends)


def occurrences(words: str, text: str) -> list[tuple[int, int]]:
    """Where folded `words` stand in folded `text`, as whole words and whole numbers."""
    found: list[tuple[int, int]] = []
    at = -1
    for _ in range(_MOST_TRIES if words else 0):
        at = text.find(words, at + 1)
        if at < 0 or len(found) == _MOST_OCCURRENCES:
            break
        end = at + len(words)
        if not (_joined(text, at) or _joined(text, end)):
            found.append((at, end))
    return found


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Each character with the accents that follow it."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not unicodedata.combining(text[at]):
            if start < at:
                yield start, at
            start = at


def _fold(cluster: str) -> str:
    if cluster.isascii():
        return " " if cluster.isspace() else cluster.translate(_FOLDED)
    if cluster.isspace():
        return " "
    if unicodedata.category(cluster[0]) in ("Cf", "Mn") and len(cluster) == 1:
        return ""
    return unicodedata.normalize("NFC", cluster).translate(_FOLDED)


def _joined(text: str, at: int) -> bool:
    """Whether a word or number goes on across `at`, as in 1|71 or 71|,000."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if before.isalnum() and after.isalnum():
        return not (_is_ideograph(before) or _is_ideograph(after))
    if after in ".,":
        return before.isdigit() and text[at + 1 : at + 2].isdigit()
    return before in ".," and after.isdigit() and text[at - 2 : at - 1].isdigit()


def _is_ideograph(character: str) -> bool:
    return character >= "\u2e80"
