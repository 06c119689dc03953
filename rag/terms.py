"""The words of a question that matter."""

from __future__ import annotations

import re
from functools import lru_cache

import tantivy

__all__ = ["STOP_WORDS", "content_words", "stems"]

_WORD = re.compile(r"\w+")
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


@lru_cache(maxsize=1)
def _analyzer() -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    return (
        builder.filter(tantivy.Filter.lowercase()).filter(tantivy.Filter.stemmer("english")).build()
    )


def stems(text: str) -> list[str]:
    """The stems of the words of `text`, in order, as the word index has them."""
    return list(_analyzer().analyze(text))


def content_words(question: str) -> list[str]:
    """The words of a question in lower case, without function words if any others are left."""
    words = _WORD.findall(question.lower())
    return [word for word in words if word not in STOP_WORDS] or words
