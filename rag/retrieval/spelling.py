"""Misspelt words of a question, as the articles spell them."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA
from tokenizers import Tokenizer

from rag.index.context import in_context
from rag.index.store import ParagraphStore
from rag.index.words import WordIndex
from rag.models import model_files
from rag.terms import content_words, plain, stems, whole

__all__ = ["Spelling"]

# Letters alone: no part of an address, of a file's name or of what has digits.
_WORD = re.compile(r"(?<![\w.@/\\])[^\W\d_]+(?![\w@/\\]|\.\w|://)")
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”|„[^“]*“|«[^»]*»")
_BEGINS = re.compile(r"(?:^|[.?!:;“„«\"(])\s*$")
_SHORTEST, _LONGEST = 5, 40  # letters; shorter words have too many neighbours
_LONG = 9  # letters from which on two slips are made good
_SEEN = 10  # paragraphs with a word alike that are looked at
_LEAST = 0.25  # of what a paragraph could score for the question's other words


@dataclass(frozen=True)
class _Beside:
    """What a word's paragraph is to have: the share `least` of these stems, in other files."""

    stems: frozenset[str]
    least: float
    without: Collection[str]


class Spelling:
    """Puts in what the articles have for words that nobody has.

    A word is misspelt when neither an article has it nor the vocabulary of the models, which
    holds the commoner English words and names. What it is taken for begins with the same letter
    and is one slip away, two from nine letters on: a letter too many, too few, another, or
    two that are swapped (Damerau 1964); and it stands in a paragraph together with other words
    of the question, for a rare word may well be right, and the articles silent about it.
    Thread-safe.
    """

    def __init__(self, words: WordIndex, store: ParagraphStore) -> None:
        self._words = words
        self._store = store

    def mended(self, question: str, without: Collection[str] = (), *, guess: bool = False) -> str:
        """`question` with its misspelt words as the articles have them; often as it is.

        As a `guess`, for somebody to confirm, words need not stand together with any other.
        Words in quotation marks stay as they are, and so do all when most long ones are strange:
        then it is in another language. What only the files `without` have is not known.
        """
        quoted = [match.span() for match in _QUOTED.finditer(question)]
        long = [
            word
            for word in _WORD.finditer(question)
            if _SHORTEST <= len(word[0]) <= _LONGEST
            and not any(start <= word.start() < end for start, end in quoted)
        ]
        strange = [word for word in long if self._is_strange(word[0], without)]
        if not strange or len(strange) > (len(long) + 1) // 2:
            return question
        unknown = {stem for word in strange for stem in stems(word[0])}
        others = frozenset(stems(" ".join(content_words(question)))) - unknown
        beside = _Beside(others, 0.0 if guess else _LEAST, without)
        for word in reversed(strange):
            is_name = word[0][0].isupper() and not question.isupper()
            is_name &= not _BEGINS.search(question[: word.start()])
            likely = self._likely(word[0], beside, is_name=is_name)
            if likely:
                question = question[: word.start()] + likely + question[word.end() :]
        return question

    def _is_strange(self, word: str, without: Collection[str]) -> bool:
        if not _plain(word).isascii() or _plain(word) in _vocabulary():
            return False
        return not any(self._words.count_of(stem, without) for stem in stems(word))

    def _likely(self, word: str, beside: _Beside, *, is_name: bool) -> str:
        """The word of the articles that is most like `word`, of several that in the paragraph
        with the most of what stands `beside` it. Only a name stands for a name."""
        for slips in (1, 2) if len(word) >= _LONG else (1,):
            near = self._words.like(_plain(word), slips, beside.stems, _SEEN, beside.without)
            ids = [id_ for id_, share in near if share >= beside.least]
            paragraphs = self._store.paragraphs(ids)
            found = [
                (_slips(word, other), rank, word[0].isupper() != other[0].isupper(), other)
                for rank, id_ in enumerate(ids)
                if id_ in paragraphs
                for other in _WORD.findall(whole(in_context(paragraphs[id_])))
                if _slips(word, other) <= slips
                and _plain(other)[0] == _plain(word)[0]
                and (other[0].isupper() or not is_name)
            ]
            if found:
                return _cased(min(found)[-1], word)
        return ""


def _cased(word: str, typed: str) -> str:
    """`word` in capitals where it was `typed` so, and not where only a headline has them."""
    if typed.isupper():
        return word.upper()
    word = word.lower() if word.isupper() else word
    return word[0].upper() + word[1:] if typed[0].isupper() else word


def _slips(word: str, other: str) -> int:
    return int(OSA.distance(_plain(word), _plain(other)))


def _plain(word: str) -> str:
    return "".join(plain(word)) or word.lower()


@lru_cache(maxsize=1)
def _vocabulary() -> frozenset[str]:
    (data,) = model_files("tokenizer.json")
    return frozenset(Tokenizer.from_str(data.decode()).get_vocab())
