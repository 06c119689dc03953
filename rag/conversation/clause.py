"""Clauses: what stands in another part of the same question."""

from __future__ import annotations

from collections.abc import Sequence

from rag.conversation.words import (
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    PERSONAL,
    QUESTION_WORDS,
    STOPS,
    Word,
    is_content,
    is_name,
)

__all__ = ["clause_start", "is_settled_inside", "names_something"]

_EITHER = frozenset({"after", "before", "since"})  # conjunctions as well as prepositions
_BOUNDS = STOPS | _EITHER | CONJUNCTIONS - {"than", "as"}
_SUBJECTS = PERSONAL | {"who", "i", "we", "you", "people", "anyone", "somebody", "someone", "that"}
_SKELETON = AUXILIARIES | QUESTION_WORDS | DETERMINERS | _SUBJECTS | STOPS | CONJUNCTIONS
_INTRODUCING = frozenset(
    (
        "when before after while as if although though since because despite during in on at "
        "until once besides unlike like for from with without following given"
    ).split()
)


def clause_start(words: Sequence[Word], at: int) -> int:
    """Where the clause that holds the word at that place begins."""
    ends = at + 1 == len(words) or words[at + 1].low in STOPS
    by_preposition = ends and words[at - 1].low in _EITHER  # "after that", not "after it sank"
    for place in range(at - 1 - by_preposition, 0, -1):
        if words[place].low in _BOUNDS or words[place].low in QUESTION_WORDS:
            return place
    return 0


def is_settled_inside(words: Sequence[Word], at: int) -> bool:
    """Whether another clause of the question says what the word at that place stands for.

    One before it, or, when it stands in an introduction ("In his youth, what did Tesla study?"),
    the one after.
    """
    start = clause_start(words, at)
    if any(names_something(words, place) for place in range(start)):
        return True
    return _introduces(words, at)


def _introduces(words: Sequence[Word], at: int) -> bool:
    if words[0].low not in _INTRODUCING:
        return False
    comma = next((i for i in range(at, len(words)) if words[i].text == ","), None)
    if comma is None:
        return False
    return any(_is_noun_phrase(words, place) for place in range(comma + 1, len(words)))


def _is_noun_phrase(words: Sequence[Word], at: int) -> bool:
    """Whether a name stands there, or a noun after a determiner that is no question word."""
    if is_name(words, at):
        return True
    before = words[at - 1].low
    return is_content(words[at]) and before in DETERMINERS - QUESTION_WORDS


def names_something(words: Sequence[Word], at: int) -> bool:
    """Whether the word at that place may be a noun: content, and not in a verb's place."""
    if not is_content(words[at]):
        return False
    if is_name(words, at) or at == 0:
        return True
    return not _is_verb(words, at)


def _is_verb(words: Sequence[Word], at: int) -> bool:
    """After "who", after a pronoun, and after a pronoun's auxiliary: "who said", "did he say"."""
    before = [word for word in words[:at] if word.low in _SKELETON or is_content(word)]
    lows = [word.low for word in before]
    while lows and lows[-1] in AUXILIARIES and len(lows) > 1:
        lows.pop()
    return bool(lows) and lows[-1] in _SUBJECTS
