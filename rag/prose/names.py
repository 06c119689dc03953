"""The names in a statement, and whether its sources know them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from rag.prose.numbers import number_words
from rag.sentences import sentences
from rag.terms import STOP_WORDS

__all__ = ["Known", "missing_names", "name_words"]

_WORD = re.compile(r"[^\W_]+")
_INITIALS = re.compile(r"\b(?:[A-Z]\.){2,}")
_POSSESSIVE = re.compile(r"['’]s\b")
_OPENS_SPEECH = re.compile(r"(?:[:;“„«\"‘(]|[—–] )[ \"'“‘(]*$")
_DERIVED = ("ians", "ans", "ian", "ese", "ish", "ns", "is", "an", "ia", "n", "s", "i", "y", "a")
_SHORTEST_ROOT = 4
_COMMON = frozenset(  # besides STOP_WORDS, at the beginning of a sentence
    (
        "according additionally after although among another around based because besides both "
        "certain compared consequently construction critics despite different due each early "
        "either even every everyone evidence examples experts few finally first following "
        "further furthermore generally government however including indeed initially instead "
        "large last later less like likewise local long mainly major meanwhile members moreover "
        "most mostly much near nearly nevertheless new next nobody none nothing notably now "
        "officials often once only opponents originally other others overall part parts people "
        "perhaps police previously recent recently reports research researchers residents "
        "scholars scientists second several similarly since small soldiers some sometimes soon "
        "still students studies subsequently supporters though thus today together total "
        "traditional troops two three four five six seven eight nine ten typically unlike "
        "unlikely usually various visitors well whereas whether within without women men "
        "workers writers years yes yet"
    ).split()
)
_COMMON_ENDINGS = tuple("ly ing ed tion tions ment ments ness ity ities ists ials ors ers".split())


class Known:
    """The words of what a statement may take its names from."""

    def __init__(self, texts: Iterable[str], question: str = "") -> None:
        self._exact: set[str] = set()
        self._roots: set[str] = set()
        self._lower: set[str] = set()
        for text in texts:
            exact, roots, lower = _words_of(text)
            self._exact |= exact
            self._roots |= roots
            self._lower |= lower
        exact, roots, lower = _words_of(question)
        self._exact |= exact | {word.upper() for word in lower}
        self._roots |= roots
        self._lower |= lower

    def name(self, word: str) -> bool:
        """Whether the name occurs, perhaps as Austrian for Austria."""
        if word in self._exact:
            return True
        if len(word) < _SHORTEST_ROOT and word.isupper():
            return False
        return bool(_roots(word) & self._roots)

    def common(self, word: str) -> bool:
        """Whether a capitalised word that begins a sentence need not be a name."""
        low = word.lower()
        known = low in _COMMON or low in STOP_WORDS or low in self._lower
        return known or low.endswith(_COMMON_ENDINGS)


def missing_names(statement: str, known: Known) -> list[str]:
    """The words of names in `statement` that its sources do not know."""
    return [
        word
        for word, begins in _capitalised(statement)
        if not known.name(word) and not (begins and known.common(word))
    ]


def name_words(text: str) -> set[str]:
    """The words of `text` that look like parts of names, in lower case."""
    return {word.lower() for word, begins in _capitalised(text) if not begins}


def _capitalised(text: str) -> Iterator[tuple[str, bool]]:
    """Capitalised words, and whether each may be so only because it begins a sentence."""
    text = _plain(text)
    numbers = number_words(text)
    for sentence in sentences(text):
        words = list(_WORD.finditer(sentence.text))
        for place, match in enumerate(words):
            word = match.group()
            if len(word) < 2 or not word[0].isupper() or word.lower() in numbers:
                continue
            if word.lower() in STOP_WORDS and not word.isupper():
                continue
            begins = place == 0 or bool(
                _OPENS_SPEECH.search(sentence.text, max(0, match.start() - 4), match.start())
            )
            follows = words[place + 1].group() if place + 1 < len(words) else ""
            alone = not (follows[:1].isupper() and len(follows) > 1)
            yield word, begins and (alone or word.lower() in _COMMON)


def _plain(text: str) -> str:
    """Without accents, possessives and the points of initials."""
    text = _POSSESSIVE.sub("", _INITIALS.sub(lambda m: m.group().replace(".", ""), text))
    if text.isascii():
        return text
    parted = unicodedata.normalize("NFD", text)
    return "".join(character for character in parted if not unicodedata.combining(character))


@lru_cache(maxsize=512)
def _words_of(text: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The words as they are, the roots of all, and those in lower case."""
    words = frozenset(_WORD.findall(_plain(text)))
    roots = frozenset(root for word in words for root in _roots(word))
    return words, roots, frozenset(word for word in words if word.islower())


def _roots(word: str) -> frozenset[str]:
    """The word and what it may be derived from: austria, austri for Austrian."""
    low = word.casefold()
    cut = {low.removesuffix(ending) for ending in _DERIVED if low.endswith(ending)}
    return frozenset({low} | {root for root in cut if len(root) >= _SHORTEST_ROOT})
