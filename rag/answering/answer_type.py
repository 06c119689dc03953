"""What kind of thing a question asks for, and whether a sentence has one."""

from __future__ import annotations

import re
from typing import Literal

__all__ = ["AnswerType", "asked_for", "has"]

AnswerType = Literal["name", "number", "time", "reason", "any"]

_NUMBER_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy "
    "eighty ninety hundred hundreds thousand thousands million millions billion billions "
    "half twice dozen dozens quarter third no none several once"
).split()
_NUMBER = re.compile(rf"\d|\b({'|'.join(_NUMBER_WORDS)})\b", re.IGNORECASE)
_TIME = re.compile(
    r"\d|\b(january|february|march|april|may|june|july|august|september|october|november|"
    r"december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|century|year|years|"
    r"month|months|week|weeks|day|days|spring|summer|autumn|fall|winter|today|yesterday|"
    r"tomorrow|during|until|since|before|after|ago|last|next)\b",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(because|due to|since|as a result|in order to|so that|so as to|owing to|thanks to|"
    r"caused|causes?|led to|leads? to|therefore|thus|hence|reasons?|allow(s|ed|ing)?|to avoid|"
    r"to prevent|in protest|for fear)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<!^)(?<![.!?] )\b[^\W\d_a-z]\w+|^[^\W\d_a-z]\w+ (?=[^\W\d_a-z])")
_WORD = re.compile(r"\w+")
_RULES: tuple[tuple[AnswerType, re.Pattern[str]], ...] = (
    (
        "time",
        re.compile(
            r"\bwhen\b|\b(what|which|in what|in which) (\w+ )?"
            r"(year|date|day|month|century|decade|time|period|era)\b|\bhow long ago\b"
        ),
    ),
    (
        "number",
        re.compile(
            r"\bhow (many|much|old|long|far|tall|high|large|big|often|fast|deep|wide|heavy|few)\b|"
            r"\b(what|which) (is the |was the |were the |are the )?(number|percentage|percent|"
            r"proportion|population|amount|size|height|length|age|share|price|cost|rate|speed|"
            r"distance|area)\b"
        ),
    ),
    ("reason", re.compile(r"\bwhy\b|\bwhat (is|was|were|are) the (reason|cause|purpose)")),
    (
        "name",
        re.compile(
            r"\b(who|whom|whose|where)\b|\b(what|which) (\w+ ){0,2}(person|people|man|woman|"
            r"journalist|president|king|queen|emperor|author|writer|scientist|actor|actress|"
            r"artist|composer|city|town|country|state|river|company|team|school|university|"
            r"place|party|island|region|county|continent)\b"
        ),
    ),
)


def asked_for(question: str) -> AnswerType:
    """The kind of thing that `question` asks for, by its question words."""
    folded = question.lower()
    return next((kind for kind, rule in _RULES if rule.search(folded)), "any")


def has(kind: AnswerType, sentence: str, question: str) -> bool:
    """Whether `sentence` has such a thing that is not already in the question."""
    if kind == "any":
        return True
    if kind == "reason":
        return _REASON.search(sentence) is not None
    known = {word.lower() for word in _WORD.findall(question)}
    if kind == "name":
        found = (match.group().strip() for match in _NAME.finditer(sentence))
    else:
        wanted = _NUMBER if kind == "number" else _TIME
        found = (word for word in _WORD.findall(sentence) if wanted.search(word))
    return any(word.lower() not in known for word in found)
