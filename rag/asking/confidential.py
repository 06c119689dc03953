"""What no answer may tell, whoever asks for it: the prompt and the key."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

__all__ = ["Confidential"]

_RUN = 6  # words in a row
_SHORTEST = 4  # words of a whole sentence
_WORD = re.compile(r"[^\W_]+")
_ENDS = re.compile(r"[.!?:;\n]")
_EXAMPLE = re.compile(r'^(?:\{"|.*\[\d: ").*$', re.M)

_Words = tuple[str, ...]


class Confidential:
    """Knows texts by their words, whatever stands between them, and `keys` letter by letter.

    Lines that show by an example how to answer are not confidential: answers may be like them.
    """

    def __init__(self, texts: Iterable[str], keys: Iterable[str] = ()) -> None:
        rules = [_EXAMPLE.sub("", text) for text in texts]
        self._runs = {run for text in rules for run in _runs(text)}
        self._sentences = {sentence for text in rules for sentence in _sentences(text)}
        self._keys = [key for key in keys if key]

    def told_in(self, text: str) -> bool:
        """Whether `text` holds six words in a row of a text, a sentence of it, or a key."""
        seen = _seen(text)
        return (
            any(key in text or key in seen for key in self._keys)
            or any(run in self._runs for run in _runs(seen))
            or any(sentence in self._sentences for sentence in _sentences(seen))
        )


def _seen(text: str) -> str:
    """`text` as a reader sees it, without what has no width."""
    return unicodedata.normalize(
        "NFKC", "".join(c for c in text if unicodedata.category(c) != "Cf")
    )


def _words(text: str) -> _Words:
    return tuple(_WORD.findall(text.casefold()))


def _runs(text: str) -> Iterator[_Words]:
    words = _words(text)
    return (words[at : at + _RUN] for at in range(len(words) - _RUN + 1))


def _sentences(text: str) -> Iterator[_Words]:
    return (words for words in map(_words, _ENDS.split(text)) if len(words) >= _SHORTEST)
