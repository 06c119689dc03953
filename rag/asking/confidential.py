"""What no answer may tell, whoever asks for it: the prompt and the key."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

__all__ = ["Confidential"]

_RUN = 7  # words in a row; the prompt's longest example of a statement has six
_WORD = re.compile(r"[^\W_]+")


class Confidential:
    """Knows texts by their words, whatever stands between them, and `keys` letter by letter."""

    def __init__(self, texts: Iterable[str], keys: Iterable[str] = ()) -> None:
        self._runs = {run for text in texts for run in _runs(text)}
        self._keys = [key for key in keys if key]

    def told_in(self, text: str) -> bool:
        """Whether `text` holds seven words in a row of one of the texts, or a key."""
        return any(key in text for key in self._keys) or any(
            run in self._runs for run in _runs(text)
        )


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    seen = "".join(c for c in text if unicodedata.category(c) != "Cf")  # not what has no width
    words = _WORD.findall(unicodedata.normalize("NFKC", seen).casefold())
    return (tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))
