"""What a pronoun stands for after an earlier question, if that is clear."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.conversation.phrases import Phrase, extended, phrases
from rag.conversation.turn import Turn
from rag.conversation.words import BE, REPORTING, is_content, is_name, words_of

__all__ = ["TAIL", "candidate", "short_answer", "terms"]

TAIL = re.compile(r"\([^()]*\)\?$")
"""The terms that were put behind a question."""

_LONGEST_ANSWER = 6  # words; longer ones say more than what was asked for
_MOST_TERMS = 12
_PERSONS = frozenset("he him his she her hers".split())
_MANY = frozenset("they them their theirs".split())
_ROLES = frozenset(
    (
        "minister president king queen prince princess emperor pope bishop mayor captain general "
        "chancellor governor senator director chairman manager boss leader officer teacher doctor "
        "journalist reporter writer author artist painter actor singer driver pilot soldier man "
        "woman boy girl father mother son daughter brother sister husband wife victim suspect judge"
    ).split()
)
_WHO = re.compile(r"\W*(?:\w+\s+)?who(?:m|se)?\b", re.IGNORECASE)
_WHAT = re.compile(r"\W*(?:\w+\s+)?(?:what|which)\b", re.IGNORECASE)


def candidate(pronoun: str, turn: Turn, possessive: bool = False) -> str:
    """What `pronoun` stands for after `turn`; empty unless that is clear.

    "He" and "she" are the person who was the answer, or else the only one named. "It" is what
    the question was about, "they" the only thing of which there are several.
    """
    if TAIL.search(turn.understood):
        found: list[Phrase] = []  # it was not clear then
    else:
        found = phrases(turn.understood)
    if pronoun in _PERSONS:
        return _person(turn, found)
    if pronoun in _MANY:
        return _several(turn, found)
    if _is_answered_by_name(turn) and _WHAT.match(turn.understood):
        return ""  # "What is the capital of Malta?": it is Malta or Valletta
    owners = [each for each in found if each.named and each.owner]
    return _only(owners if possessive and owners else []) or _thing(turn.understood, found)


def _person(turn: Turn, found: Sequence[Phrase]) -> str:
    asks_for_person = _WHO.match(turn.understood) or _WHAT.match(turn.understood)
    if asks_for_person and _is_answered_by_name(turn):
        return "" if _is_about_another(turn, found) else short_answer(turn)
    if _WHO.match(turn.understood) and not _is_copula(turn):
        return ""  # "Who designed the Louvre?": he is whoever did
    names = [each for each in found if each.named and not each.placed and not each.owner]
    return _only(names or [each for each in found if not each.named][:1])


def _is_about_another(turn: Turn, found: Sequence[Phrase]) -> bool:
    """ "Who accused the minister?" leaves two people for "he"; "Who is the minister?" but one."""
    return not _is_copula(turn) and any(each.text.split()[-1].lower() in _ROLES for each in found)


def _is_copula(turn: Turn) -> bool:
    return any(word.low in BE for word in words_of(turn.understood))


def _several(turn: Turn, found: Sequence[Phrase]) -> str:
    plural = [each for each in found if each.text.endswith("s")]
    subjects = [each for each in plural if each.subject]
    asks_for_thing = _WHO.match(turn.understood) or _WHAT.match(turn.understood)
    if not subjects and asks_for_thing and short_answer(turn):
        return ""  # "Which team lost the finals?": they are the finals or the team
    return _only(subjects or plural or found)


def _thing(question: str, found: Sequence[Phrase]) -> str:
    nouns = [each for each in found if not each.named]
    subjects = [each for each in nouns if each.subject]
    chosen = subjects[:1] or nouns
    if len(chosen) > 1:
        return ""
    if not chosen:
        speaks = any(word.low in REPORTING for word in words_of(question))
        return "" if speaks else _only(found)
    whole = extended(question, chosen[0])
    rivals = [
        each for each in found if each.named and not chosen[0].start <= each.start < whole.end
    ]
    return "" if rivals and not subjects else _only([whole])


def _only(found: Sequence[Phrase]) -> str:
    """The text of the only one there is, if it is clear."""
    one = len({each.text.lower() for each in found}) == 1
    return found[0].text if one and found[0].clear else ""


def _is_answered_by_name(turn: Turn) -> bool:
    words = words_of(f"x {short_answer(turn)}")
    return any(is_name(words, at) for at in range(1, len(words))) and words[-1].text[0].isupper()


def short_answer(turn: Turn) -> str:
    """The answer if it is as short as a name or number, else nothing."""
    answer = turn.answer.strip(" .,;:!?“”\"'")
    return answer if len(answer.split()) <= _LONGEST_ANSWER else ""


def terms(turn: Turn, without: str, *, subject: bool = False) -> str:
    """The words of `turn` that matter, and its short answer, but those that `without` holds.

    Only those of its `subject` if that was put in as terms, too.
    """
    tail = TAIL.search(turn.understood)
    said = tail.group() if subject and tail else turn.understood
    known = {word.low for word in words_of(without)}
    kept: list[str] = []
    for word in words_of(f"{said} {short_answer(turn)}"):
        if is_content(word) and word.low not in known:
            known.add(word.low)
            kept.append(word.text)
    return " ".join(kept[:_MOST_TERMS])
