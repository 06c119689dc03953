"""Questions as words, and the kinds of words that grammar needs. English."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = [
    "AUXILIARIES",
    "BE",
    "CONJUNCTIONS",
    "DETERMINERS",
    "HAVING",
    "PERSONAL",
    "PLACING",
    "POSSESSIVES",
    "PREPOSITIONS",
    "QUESTION_WORDS",
    "REPORTING",
    "STOPS",
    "Word",
    "is_content",
    "is_name",
    "words_of",
]

BE = frozenset("is are was were am be been being 's 're isn't aren't wasn't weren't".split())
HAVING = frozenset("has have had having with contain contains contained containing".split())
AUXILIARIES = BE | frozenset(
    (
        "do does did has have had will would shall should can could may might must "
        "don't doesn't didn't hasn't haven't hadn't won't wouldn't can't couldn't shouldn't 'll 've"
    ).split()
)
QUESTION_WORDS = frozenset("who whom whose what which when where why how".split())
PERSONAL = frozenset("he him she her it they them".split())
POSSESSIVES = frozenset("his her its their hers theirs".split())
DETERMINERS = frozenset(
    (
        "the a an every each any some no another which what whose many much most few several "
        "all both my your our one two three"
    ).split()
)
PLACING = frozenset(
    (
        "in at to from near on into onto over through across via during before after until till "
        "since by inside outside"
    ).split()
)
"""Prepositions of place and time: what follows them is rarely who or what is talked about."""

PREPOSITIONS = PLACING | frozenset(
    "of for about against with without behind under towards toward between among upon off".split()
)
CONJUNCTIONS = frozenset("and or but when while because if although though that than as".split())
REPORTING = frozenset(
    (
        "say says said think thinks thought know knows knew believe believes believed claim claims "
        "claimed argue argues argued explain explains explained tell tells told"
    ).split()
)
STOPS = frozenset(",;:.?!")

_ADVERBS = frozenset(
    (
        "first last also ever never once now then still just only really actually exactly today "
        "yesterday tomorrow again already yet too so later earlier else not even always often "
        "there here next up out down away back soon anyway"
    ).split()
)
_OTHERS = frozenset("this that these those i you we us me yours s t own be to please".split())
_FUNCTION = (
    AUXILIARIES
    | QUESTION_WORDS
    | PERSONAL
    | POSSESSIVES
    | DETERMINERS
    | PREPOSITIONS
    | CONJUNCTIONS
    | STOPS
    | _ADVERBS
    | _OTHERS
)
_SHORT = "(?:s|re|ve|ll|d|m)"
_WORD = re.compile(
    rf"\d+(?:[.,]\d+)+|\w+(?=['’]{_SHORT}\b)|['’]{_SHORT}\b|\w+(?:[-'’]\w+)*|[,;:.?!]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word or stop of a question: `text` is `question[start:end]`, `low` its lower case,
    but for what is written like an auxiliary and is none: May."""

    text: str
    low: str
    start: int
    end: int


def words_of(question: str) -> list[Word]:
    """The words and stops of `question`; "who's" is two words, "didn't" is one."""
    shouted = question.isupper()
    return [
        Word(
            found.group(),
            found.group() if _is_may(found, shouted) else found.group().lower().replace("’", "'"),
            found.start(),
            found.end(),
        )
        for found in _WORD.finditer(question)
    ]


def _is_may(found: re.Match[str], shouted: bool) -> bool:
    """Whether it is the month of May, or a Will."""
    return found.group() in ("May", "Will") and found.start() > 0 and not shouted


def is_content(word: Word) -> bool:
    """Whether `word` names or tells something, as nouns, verbs and adjectives do."""
    return word.low not in _FUNCTION and not (word.low.endswith("ly") and word.text.islower())


def is_name(words: Sequence[Word], at: int) -> bool:
    """Whether the word at that place has a capital for another reason than to begin."""
    word = words[at]
    if not word.text[0].isupper() or word.low in _FUNCTION:
        return False
    return at > 0 and words[at - 1].text not in (".", "?", "!")
