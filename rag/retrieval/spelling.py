"""Misspelt words of a question, as the articles spell them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from functools import lru_cache

from rapidfuzz.distance import OSA
from tokenizers import Tokenizer

from rag.index.context import in_context
from rag.index.store import ParagraphStore
from rag.index.words import WordIndex
from rag.models import model_files
from rag.terms import STOP_WORDS, plain, stems

__all__ = ["Spelling"]

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST, _LONGEST = 5, 40  # letters; shorter words have too many neighbours
_LONG = 9  # letters from which on two slips are made good
_SEEN = 30  # paragraphs with a word alike that are looked at


class Spelling:
    """Puts in what the articles have for words that nobody has.

    A word is misspelt when neither an article has it nor the vocabulary of the models, which
    holds the commoner English words and names. What it is taken for begins with the same letter
    and is one slip away, two from nine letters on: a letter too many, too few, another, or
    two that are swapped (Damerau 1964). Thread-safe.
    """

    def __init__(self, words: WordIndex, store: ParagraphStore) -> None:
        self._words = words
        self._store = store

    def mended(self, question: str, without: Collection[str] = ()) -> str:
        """`question` with its misspelt words as the articles have them; often as it is.

        When most of its words are strange it stays as it is: then it is in another language.
        What only the files `without` have is not known.
        """
        words = [word for word in _WORD.finditer(question) if word[0].lower() not in STOP_WORDS]
        strange = [word for word in words if self._is_strange(word[0], without)]
        if len(strange) > (len(words) + 1) // 2:
            return question
        for word in reversed(strange):
            likely = self._likely(word[0], word.start() > 0, without)
            if likely:
                question = question[: word.start()] + likely + question[word.end() :]
        return question

    def _is_strange(self, word: str, without: Collection[str]) -> bool:
        if not _SHORTEST <= len(word) <= _LONGEST or _plain(word) in _vocabulary():
            return False
        return not any(self._words.count_of(stem, without) for stem in stems(word))

    def _likely(self, word: str, inside: bool, without: Collection[str]) -> str:
        """The word of the articles that is most like `word`, of several the commonest.

        A capital letter `inside` a question is that of a name, which only a name stands for.
        """
        is_name = inside and word[0].isupper()
        for slips in (1, 2) if len(word) >= _LONG else (1,):
            ids = self._words.like(_plain(word), slips, _SEEN, without)
            seen: Counter[str] = Counter(
                other
                for paragraph in self._store.paragraphs(ids).values()
                for other in _WORD.findall(in_context(paragraph))
                if _slips(word, other) <= slips
                and _plain(other)[0] == _plain(word)[0]
                and (other[0].isupper() or not is_name)
            )
            if seen:
                return min(seen, key=lambda other: (*_unlike(word, other), -seen[other], other))
        return ""


def _unlike(word: str, other: str) -> tuple[int, bool]:
    """Slips between two words, and whether just one of them is a name."""
    return _slips(word, other), word[0].isupper() != other[0].isupper()


def _slips(word: str, other: str) -> int:
    return int(OSA.distance(_plain(word), _plain(other)))


def _plain(word: str) -> str:
    return "".join(plain(word)) or word.lower()


@lru_cache(maxsize=1)
def _vocabulary() -> frozenset[str]:
    (data,) = model_files("tokenizer.json")
    return frozenset(Tokenizer.from_str(data.decode()).get_vocab())
