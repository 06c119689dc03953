"""A question of a word or two, completed by the one before it: "Why?", "Since when?"."""

from __future__ import annotations

import re

from rag.conversation.subject import short_answer
from rag.conversation.turn import Turn
from rag.conversation.words import AUXILIARIES, BE, PREPOSITIONS, QUESTION_WORDS, words_of

__all__ = ["completed", "replaces"]

_END = re.compile(r"[\s.?!]*$")
_AT = r"(?:since|until|till|from|by|for|in|at|on|to|with|under|against|about)\s+"
_REPLACING = re.compile(
    rf"(?:{_AT})?(?:when|where|why|how(?:\s+(?:long|often|fast|far|soon|quickly|late|early))?|"
    r"(?:what|which)\s+(?:year|month|day|date))"
    rf"|{_AT}(?:whom|who|what|which|how\s+much)(?:\s+\w+)?",
    re.IGNORECASE,
)
_EXACTLY = re.compile(r"\s+(?:exactly|precisely|then|else|so)$", re.IGNORECASE)
_PRESENT = re.compile(r"[a-z]{2,}[^su]s")


def replaces(said: str) -> bool:
    """Whether `said` can open another question: "since when" can, "who won" cannot."""
    return _REPLACING.fullmatch(_EXACTLY.sub("", said)) is not None


def completed(said: str, turn: Turn) -> str:
    """What `said` asks after `turn`; empty if the earlier question cannot be asked that way.

    After "When was the bridge opened?", "Where?" is "Where was the bridge opened?". After "Who
    blames the rudder?", which "Ann Miller" answers, "Why?" is "Why does Ann Miller blame the
    rudder?".
    """
    earlier = _END.sub("", turn.understood)
    words = words_of(earlier)
    low = [word.low for word in words]
    rest = earlier[words[0].end :].strip()
    if low[0] in QUESTION_WORDS and words_of(said)[0].low == low[0] and low[1:2] != ["else"]:
        return f"{said} {rest}?" if said.lower().endswith(" else") else ""
    if not replaces(said):
        return ""
    if low[0] in AUXILIARIES:
        return f"{said} {low[0]} {rest}?"
    if low[0] == "who":
        return _of_the_answer(said, rest, short_answer(turn))
    if low[0] in QUESTION_WORDS and low[1:2] and low[1] in AUXILIARIES:
        is_object = low[0] == "what" and low[1] not in BE and not PREPOSITIONS & set(low)
        return f"{said} {rest} {short_answer(turn) if is_object else ''}".rstrip() + "?"
    return ""


def _of_the_answer(said: str, rest: str, answer: str) -> str:
    """What is asked about who did it, if that was answered by a name."""
    if not answer or not answer[0].isupper() or " " not in rest:
        return ""
    verb, rest = rest.split(maxsplit=1)
    if verb in AUXILIARIES:
        return f"{said} {verb} {answer} {rest}?"
    if _PRESENT.fullmatch(verb):
        return f"{said} does {answer} {_infinitive(verb)} {rest}?"
    return f"{said}: {answer} {verb} {rest}?"


def _infinitive(verb: str) -> str:
    if verb.endswith("ies"):
        return f"{verb[:-3]}y"
    return verb[:-2] if verb.endswith(("sses", "shes", "ches", "xes", "oes")) else verb[:-1]
