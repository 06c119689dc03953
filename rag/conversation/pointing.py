""" "This", "that", "so", "there" and "then" where they point at what was said."""

from __future__ import annotations

from collections.abc import Sequence

from rag.conversation.words import (
    AUXILIARIES,
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    HAVING,
    PREPOSITIONS,
    QUESTION_WORDS,
    STOPS,
    Word,
    is_content,
    is_name,
)

__all__ = ["pointer"]

_DEMONSTRATIVES = frozenset("this that these those".split())
_DOING = frozenset("do does did done doing say says said".split())
_CALENDAR = frozenset(
    (
        "year month week weekend day morning afternoon evening night summer winter spring autumn "
        "century decade time season moment today term"
    ).split()
)
_LONGEST_TAIL = 3  # words of a phrase after a pointer that otherwise ends its question


def pointer(words: Sequence[Word], at: int) -> bool:
    """Whether the word at that place stands for something said outside its clause."""
    low = words[at].low
    if low in _DEMONSTRATIVES:
        return _is_demonstrative(words, at)
    if low == "so":
        return _ends(words, at) and at > 0
    if low == "then":
        return _ends(words, at) and at > 0
    if low == "there":
        return _is_place(words, at)
    return low in ("one", "ones") and words[at - 1].low == "which" and _is_which_one(words, at)


def _is_demonstrative(words: Sequence[Word], at: int) -> bool:
    """Alone, without a noun of its own: "that day" has one, and "said that he" is no pointer."""
    before = words[at - 1].low if at else ""
    after = words[at + 1].low if at + 1 < len(words) else ""
    if _ends(words, at):
        return at > 0
    if after in _CALENDAR:
        return False
    if before in AUXILIARIES:
        if after in PREPOSITIONS | CONJUNCTIONS | AUXILIARIES | STOPS | {"not", "so", "to"}:
            return True
        return is_content(words[at + 1]) and not is_name(words, at + 1) and _ends(words, at + 1)
    if after in PREPOSITIONS and before in _DOING:
        return _tail(words, at) <= _LONGEST_TAIL
    if before == "of" and after in AUXILIARIES:  # "which of these is"
        return at > 1 and words[at - 2].low in QUESTION_WORDS | {"many", "much", "all", "any"}
    return (at == 0 and after in BE) or (before in PREPOSITIONS and after == ",")


def _is_place(words: Sequence[Word], at: int) -> bool:
    """At the end, and with no place named before; "how many are there" names none."""
    if not _ends(words, at) or at == 0:
        return False
    if words[at - 1].low in BE and words[0].low != "who":
        return False
    if any(word.low in HAVING for word in words[:at]):
        return False
    return not any(_may_be_place(words, place) for place in range(at))


def _may_be_place(words: Sequence[Word], at: int) -> bool:
    if is_name(words, at):
        return True
    settled = DETERMINERS - QUESTION_WORDS - {"many", "much", "most", "any", "some", "few"}
    return is_content(words[at]) and at > 0 and words[at - 1].low in settled


def _is_which_one(words: Sequence[Word], at: int) -> bool:
    if at + 1 < len(words) and words[at + 1].low == "of":
        return False
    return not any(_may_be_place(words, place) for place in range(at + 1, len(words)))


def _ends(words: Sequence[Word], at: int) -> bool:
    """Whether nothing but a stop follows."""
    return all(word.low in STOPS for word in words[at + 1 :])


def _tail(words: Sequence[Word], at: int) -> int:
    return sum(word.low not in STOPS for word in words[at + 1 :])
