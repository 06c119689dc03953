"""Pronouns that stand for nothing: "it rains", "is it true that …", "what do they call …"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.conversation.words import AUXILIARIES, BE, Word, is_name

__all__ = ["is_idle"]

_WEATHER = re.compile(
    r"(?:rain|snow|hail|drizzl|freez|thunder|pour)(?:s|ed|ing|e|es|y)?|storm(?:s|ed|ing|y)?|"
    r"hot|cold|warm|dark|light|sunny|cloudy|windy|foggy|humid|late|early|noon|midnight|"
    r"summer|winter|spring|autumn|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
)
_BEFORE_WEATHER = frozenset(
    (
        "begin began begun begins start started starts stop stopped stops be been is was going to "
        "get getting got gets so very too ever always usually often really still will would does "
        "did do this that not have has had ever most much always"
    ).split()
)
_CLOCK = frozenset("time day date o'clock".split())
_JUDGED = frozenset(
    (
        "possible impossible legal illegal safe dangerous good bad best better easy easier hard "
        "harder difficult necessary important common normal usual customary allowed forbidden "
        "permitted wrong right healthy unhealthy fair ok okay worth rude cheaper faster polite "
        "like unusual rare true certain likely unlikely clear advisable useful useless enough"
    ).split()
)
_WORTH = frozenset("take takes took taken cost costs mean means meant feel feels felt need".split())
_CLAUSES = frozenset("that whether if who when how why what where".split())
_MEASURED = frozenset("far hot cold warm dark humid windy late".split())
_BETWEEN = 4  # words, at most, from "it is" to the clause that it stands for


def is_idle(words: Sequence[Word], at: int) -> bool:
    """Whether the pronoun at that place stands for nothing that could have been named."""
    low = words[at].low
    if low == "they":
        return _is_people_in_general(words, at)
    if low != "it":
        return False
    rest = [word.low for word in words[at + 1 :]]
    before = [word.low for word in words[:at]]
    return (
        _is_weather(rest)
        or _is_clock(before, rest)
        or _is_of_a_clause(before, rest)
        or _is_distance(before, rest)
        or _is_a_naming(words, at)
    )


def _is_weather(rest: Sequence[str]) -> bool:
    for low in rest:
        if _WEATHER.fullmatch(low):
            return True
        if low not in _BEFORE_WEATHER:
            return False
    return False


def _is_clock(before: Sequence[str], rest: Sequence[str]) -> bool:
    """ "What time is it in Tokyo?" """
    is_be = bool(before) and before[-1] in BE
    return is_be and before[-2:-1] != [] and before[-2] in _CLOCK and "what" in before[:-1]


def _is_of_a_clause(before: Sequence[str], rest: Sequence[str]) -> bool:
    """ "Is it true that …", "Who was it that …", "How long does it take to …"."""
    near = list(rest[: _BETWEEN + 1])
    inverted_be = (bool(before) and before[-1] in BE) or (bool(near) and near[0] in BE)
    if "to" in near[1:] and (near[0] in _WORTH or (set(near[: near.index("to")]) & _JUDGED)):
        return True
    if near and near[0] in _WORTH and any(low in _CLAUSES for low in near[1:]):
        return True
    return inverted_be and any(low in _CLAUSES for low in near)


def _is_distance(before: Sequence[str], rest: Sequence[str]) -> bool:
    """ "How far is it from Oslo to Bergen?", "How cold is it on Mars?" """
    measured = len(before) > 1 and before[-1] in BE and before[-2] in _MEASURED
    return measured and len(rest) > 1 and rest[0] in ("from", "to", "in", "on", "at")


def _is_a_naming(words: Sequence[Word], at: int) -> bool:
    """ "Why is it called the Black Sea?" names what it asks about."""
    rest = words[at + 1 :]
    if not rest or rest[0].low not in ("called", "named"):
        return False
    return any(is_name(words, place) for place in range(at + 2, len(words)))


def _is_people_in_general(words: Sequence[Word], at: int) -> bool:
    """ "What do they speak in Malta?", "How did they build the pyramids in Egypt?" """
    asked = words[at - 1].low if at else ""
    rest = words[at + 1 :]
    placed = any(
        word.low == "in" and is_name(rest, place + 1) for place, word in enumerate(rest[:-1])
    )
    built = any(word.low == "the" for word in rest)
    return placed and (asked == "do" or (asked in AUXILIARIES and built))
