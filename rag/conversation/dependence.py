"""Whether a question leans on what was said before, and by which of its words.

In doubt it stands alone: a follow-up that is not understood can be asked again in full, a
question that was changed behind one's back cannot.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.conversation.clause import is_settled_inside
from rag.conversation.idle import is_idle
from rag.conversation.leaning import Leaning
from rag.conversation.opening import opening
from rag.conversation.pointing import pointer
from rag.conversation.pronouns import points_outside
from rag.conversation.shortened import replaces
from rag.conversation.words import (
    AUXILIARIES,
    PERSONAL,
    POSSESSIVES,
    PREPOSITIONS,
    QUESTION_WORDS,
    STOPS,
    Word,
    is_content,
    is_name,
    words_of,
)

__all__ = ["leaning"]

_JOINING = frozenset("and but or".split())
_MOST_IN_FRAGMENT = 6
_ENDINGS = frozenset("exactly precisely then so not come for else though anyway next".split())
_JUDGED = frozenset("true false right correct wrong so certain".split())
_HAPPENED = re.compile(r"\w{2,}(?<!e)ed|hurt|found|lost|sold|built|won|shot|done|said")


def leaning(question: str) -> Leaning | None:
    """How `question` leans on an earlier one; `None` if it stands alone."""
    everything = words_of(question)
    begin = opening(everything)
    words = everything[begin:]
    if not any(word.low not in STOPS for word in words):
        return None
    return _parallel(everything, begin) or _ellipsis(question, words) or _by_a_word(words)


def _parallel(words: Sequence[Word], begin: int) -> Leaning | None:
    """ "What about the yard?", "And in 1950?": the earlier question about something else."""
    rest = words[begin:]
    lows = [word.low for word in rest]
    if lows[:2] in (["what", "about"], ["how", "about"]):
        rest = rest[2:]
    elif not any(word.low in _JOINING for word in words[:begin]):
        return None
    rest = [word for word in rest if word.low not in STOPS]
    if not 0 < len(rest) <= _MOST_IN_FRAGMENT or not any(map(_tells, rest)):
        return None
    if any(word.low in AUXILIARIES | QUESTION_WORDS | PERSONAL for word in rest):
        return None
    if any(word.low in POSSESSIVES | {"this", "that", "these", "those"} for word in rest):
        return None
    return Leaning("parallel", rest[0].start, rest[-1].end)


def _tells(word: Word) -> bool:
    return is_content(word) or word.text[0].isupper()


def _ellipsis(question: str, words: Sequence[Word]) -> Leaning | None:
    """ "Why?", "Since when?", "In which year?", "Who else?", "Who won?": no sentence yet."""
    said = [word for word in words if word.low not in STOPS]
    if said and len(words) - len(said) > 1:
        return None
    lows = [word.low for word in said]
    if len(lows) > 2 and lows[-1] in ("that", "this") and lows[-2] in ("is", "was", "'s"):
        phrase = Leaning("ellipsis", said[0].start, said[-3].end)
        if replaces(question[phrase.start : phrase.end]):  # "And when was that?" asks "When?"
            return phrase
    if lows == ["really"]:
        return Leaning("ellipsis", said[0].start, said[-1].end)
    bare = [word for word in said if word.low not in _ENDINGS]
    if not bare or not any(word.low in QUESTION_WORDS for word in bare[:2]):
        return None
    if "else" in lows and sum(map(is_content, said)) <= 1 and not _names(said):
        return Leaning("else", said[0].start, said[-1].end)
    if _is_question_phrase([word.low for word in bare]) or _happened(bare):
        return Leaning("ellipsis", said[0].start, said[-1].end)
    return None


def _is_question_phrase(lows: Sequence[str]) -> bool:
    """ "why", "since when", "how old", "in which year"; also "who won", which says as little."""
    if lows[0] in PREPOSITIONS | {"according"}:
        lows = [low for low in lows if low not in PREPOSITIONS | {"according"}]
    if not lows or lows[0] not in QUESTION_WORDS or any(low in AUXILIARIES for low in lows):
        return False
    longest = 3 if lows[1:2] and lows[1] in ("kind", "sort", "many", "much") else 2
    return len(lows) <= longest


def _happened(said: Sequence[Word]) -> bool:
    """ "Who was killed?", "What was decided?" """
    lows = [word.low for word in said]
    return (
        len(lows) == 3
        and lows[0] in ("who", "what")
        and lows[1] in ("was", "were")
        and said[2].text.islower()
        and _HAPPENED.fullmatch(lows[2]) is not None
    )


def _names(words: Sequence[Word]) -> bool:
    return any(is_name(words, at) for at in range(len(words)))


def _by_a_word(words: Sequence[Word]) -> Leaning | None:
    """The first word that points out of the question."""
    for at, word in enumerate(words):
        if word.low in PERSONAL | POSSESSIVES:
            if not is_idle(words, at) and points_outside(words, at):
                if word.low == "it" and at + 1 < len(words) and words[at + 1].low in _JUDGED:
                    return Leaning("event", word.start, word.end)
                return Leaning("pronoun", word.start, word.end, _possesses(words, at))
        elif pointer(words, at) and not is_settled_inside(words, at):
            return Leaning("event", word.start, word.end)
    return None


def _possesses(words: Sequence[Word], at: int) -> bool:
    return words[at].low in POSSESSIVES - {"her"} or (
        words[at].low == "her" and at + 1 < len(words) and is_content(words[at + 1])
    )
