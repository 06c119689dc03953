"""Whether a personal pronoun can only stand for something outside its question.

Grammar says where it cannot stand for a word of its own clause: as the subject after an
auxiliary ("which city did he leave"), as the object of the only verb ("who blames it"), and
inside the noun phrase that it belongs to ("the name of his wife").
"""

from __future__ import annotations

from collections.abc import Sequence

from rag.conversation.clause import clause_start, is_settled_inside
from rag.conversation.words import (
    AUXILIARIES,
    BE,
    DETERMINERS,
    HAVING,
    PLACING,
    POSSESSIVES,
    PREPOSITIONS,
    STOPS,
    Word,
    is_content,
    is_name,
)

__all__ = ["points_outside"]

_SUBJECTS = frozenset("he she it they".split())
_ORDINALS = frozenset("first last only second third next other".split())
_AFTER_OBJECT = PREPOSITIONS | STOPS | {"first", "last", "again", "now", "today", "later", "up"}


def points_outside(words: Sequence[Word], at: int) -> bool:
    """Whether no word of the question can be what the pronoun at that place stands for."""
    if is_settled_inside(words, at):
        return False
    start = clause_start(words, at)
    clause = words[start:at]
    content = [word for word in clause if is_content(word)]
    if _is_possessive(words, at) and _is_named_after(words, at):
        return False
    if _follows_auxiliary(words, at):
        return not _is_possessive(words, at) or not content
    if not content:
        return not _is_bound_by_who(words, at, start)
    if _is_within_its_noun(words, at):
        return True
    if any(word.low in HAVING for word in clause):
        return False
    return _is_object(words, at) and _is_only_verb_before(words, at, start, len(content))


def _is_possessive(words: Sequence[Word], at: int) -> bool:
    low = words[at].low
    if low == "her":
        return at + 1 < len(words) and is_content(words[at + 1])
    return low in POSSESSIVES


def _is_object(words: Sequence[Word], at: int) -> bool:
    """An object, with nothing after it that could be its own verb; or "its" of no "what"."""
    low = words[at].low
    if _is_possessive(words, at):
        opening = words[0].low
        return opening == ("who" if low == "its" else "what")
    if low in ("he", "she", "they"):
        return False
    return at + 1 == len(words) or words[at + 1].low in _AFTER_OBJECT


def _is_only_verb_before(words: Sequence[Word], at: int, start: int, content: int) -> bool:
    """Whether subject and verb are all that the clause says before: nothing else to stand for."""
    low = [word.low for word in words[start:at]]
    if low[0] in ("who", "whom"):
        return content == 1
    if _is_possessive(words, at):
        return content == 1 and low[0] == "what" and low[1] not in DETERMINERS
    inverted = next((i for i, each in enumerate(low) if each in AUXILIARIES), None)
    if low[0] in ("what", "which") and inverted is None:
        return content <= 2
    if inverted is None:
        return False
    before = sum(is_content(word) for word in words[start : start + inverted])
    subject = words[start + inverted + 1 : at]
    return before <= 1 and _heads(subject) <= 2


def _heads(words: Sequence[Word]) -> int:
    """How many content words, a name of several words counting once."""
    count = 0
    for place, word in enumerate(words):
        continues = place and word.text[0].isupper() and words[place - 1].text[0].isupper()
        count += is_content(word) and not continues
    return count


def _follows_auxiliary(words: Sequence[Word], at: int) -> bool:
    return at > 0 and words[at - 1].low in AUXILIARIES


def _is_bound_by_who(words: Sequence[Word], at: int, start: int) -> bool:
    """ "Who thinks he …": he may be the one who thinks."""
    low = words[at].low
    return (
        start > 0
        and words[0].low == "who"
        and low not in ("it", "its", "him")
        and any(is_content(word) for word in words[1:start])
    )


def _is_within_its_noun(words: Sequence[Word], at: int) -> bool:
    """Not itself: "the name of his wife", "the reason for it", "the ship she commanded"."""
    noun = at - 1
    if words[noun].low in PREPOSITIONS - PLACING:
        noun -= 1
        if not _is_possessive(words, at) and not _closes(words, at):
            return False
        if _is_possessive(words, at) and words[at - 1].low != "of":
            return False
    elif words[at].low not in _SUBJECTS or words[noun].low.endswith("ing"):
        return False
    first = noun - 1
    if first >= 0 and words[first].low in _ORDINALS:
        first -= 1
    if noun < 1 or first < 1 or not is_content(words[noun]) or words[first].low != "the":
        return False
    return words[first - 1].low in BE and not any(map(is_content, words[:first]))


def _closes(words: Sequence[Word], at: int) -> bool:
    return at + 1 == len(words) or words[at + 1].low in _AFTER_OBJECT


def _is_named_after(words: Sequence[Word], at: int) -> bool:
    """ "Which of his novels did Dickens like best?"; but "his sister in Paris" is not of Paris."""
    things = words[at].low in ("its", "their")
    for place in range(at + 2, len(words)):
        named = is_name(words, place)
        if not named and not (things and _is_definite(words, place)):
            continue
        first = place
        while words[first - 1].low in DETERMINERS or is_name(words, first - 1):
            first -= 1
        before = words[first - 1].low
        if before in PLACING or (before in PREPOSITIONS and first - 1 == at + 2):
            continue
        return True
    return False


def _is_definite(words: Sequence[Word], at: int) -> bool:
    return is_content(words[at]) and words[at - 1].low == "the"
