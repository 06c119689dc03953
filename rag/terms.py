"""The words of a question that matter."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import tantivy

__all__ = [
    "STOP_WORDS",
    "content_words",
    "plain",
    "plain_analyzer",
    "stem_analyzer",
    "stems",
    "whole",
]

STOP_WORDS = frozenset(
    (
        "a about all also am an and any are as at be became been before being but by can "
        "could did do does doing done for from get gets give gave given had has have having "
        "he her here him his how i if in into is it its itself just may me might more most "
        "much many must my no nor not of off on one or our out over own please s same shall "
        "she should so some such t tell than that the their them then there these they this "
        "those through to too under until up us very was we were what whatever when where "
        "which while who whom whose why will with would you your according exactly known "
        "called name named kind type"
    ).split()
)


def _words() -> tantivy.TextAnalyzerBuilder:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    # Accents first: lower case would make two characters of a Turkish İ.
    return builder.filter(tantivy.Filter.ascii_fold()).filter(tantivy.Filter.lowercase())


@lru_cache(maxsize=1)
def stem_analyzer() -> tantivy.TextAnalyzer:
    """What makes stems of words: Porter's second stemmer, on what `plain_analyzer` makes."""
    return _words().filter(tantivy.Filter.stemmer("english")).build()


@lru_cache(maxsize=1)
def plain_analyzer() -> tantivy.TextAnalyzer:
    """What takes a text apart into words in small letters without accents."""
    return _words().build()


def plain(text: str) -> list[str]:
    """The words of `text` in small letters without accents, which few people type."""
    return list(plain_analyzer().analyze(whole(text)))


def stems(text: str) -> list[str]:
    """The stems of the words of `text`, in order, as the word index has them."""
    return list(stem_analyzer().analyze(whole(text)))


def whole(text: str) -> str:
    """`text` with letters and their accents put together, without which words fall apart."""
    return unicodedata.normalize("NFC", text)


def content_words(question: str) -> list[str]:
    """The words of a question as `plain` has them, without function words if any others are
    left."""
    words = plain(question)
    return [word for word in words if word not in STOP_WORDS] or words
