"""Whether a statement denies what its source affirms, or the reverse."""

from __future__ import annotations

import re

from rag.terms import STOP_WORDS, plain, stems

__all__ = ["denies"]

_NEGATION = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|nowhere|neither|nor|cannot|without|hardly|"
    r"den(?:y|ies|ied|ying)|refus(?:e|es|ed|ing)|reject(?:s|ed|ing)?|fail(?:s|ed)? to|"
    r"lack(?:s|ed|ing)?|unable|un(?:likely|true)|false|falsely|nicht|kein(?:e|en|er|es)?|nie)\b"
    r"|n['’]t\b",
    re.I,
)
_NO_NEGATION = re.compile(
    r"\bnot (?:only|just|merely|least)\b|\bno (?:less|fewer|more|later) than\b|\bnone other\b"
    r"|\bno\. ?[0-9]|\bwhether or not\b|\bno doubt\b|\bno longer than\b",
    re.I,
)
_CLAUSE_ENDS = re.compile(r"[.;:!?,()—–]|\b(?:but|although|though|while|whereas|however|because)\b")
_REACH = 4  # words that matter behind a negation, or before it if none follow


def denies(statement: str, quotes: str) -> bool:
    """Whether one of both negates something that the other does not.

    What a negation reaches are the next words that matter in its clause. One in the quotes is
    about something else if the statement speaks of less than half of what it reaches.
    """
    said, there = _negated(statement), _negated(quotes)
    spoken = set(stems(statement)) - STOP_WORDS
    about_it = [other for other in there if 2 * len(other & spoken) >= max(1, len(other))]
    added = any(not any(one & other for other in there) for one in said)
    return added or any(not any(one & other for one in said) for other in about_it)


def _negated(text: str) -> list[set[str]]:
    """What each negation of `text` reaches, as stems."""
    text = _NO_NEGATION.sub(" ", text)
    found = []
    for match in _NEGATION.finditer(text):
        end = _CLAUSE_ENDS.search(text, match.end())
        behind = _that_matter(text[match.end() : end.start() if end else len(text)])
        before = _CLAUSE_ENDS.split(text[max(0, match.start() - 80) : match.start()])[-1]
        reached = behind[:_REACH] or _that_matter(before)[-_REACH:]
        found.append(set(stems(" ".join(reached))))
    return found


def _that_matter(text: str) -> list[str]:
    return [word for word in plain(text) if word not in STOP_WORDS]
