"""A follow-up question as the question that it stands for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.conversation.dependence import leaning
from rag.conversation.leaning import Leaning
from rag.conversation.opening import without_opening
from rag.conversation.parallel import about_the_other
from rag.conversation.shortened import completed
from rag.conversation.subject import TAIL, candidate, terms
from rag.conversation.turn import Turn
from rag.conversation.words import is_content, words_of

__all__ = ["LONGEST", "standalone"]

LONGEST = 2000
"""The longest question that is made, in characters; the library reads no longer one."""

_MORE = 2  # words put in beyond the first: "What did she say about it?"
_END = re.compile(r"[\s.?!]*$")


def standalone(question: str, turns: Sequence[Turn]) -> str:
    """The question to ask the library for `question`, asked after `turns` (oldest first).

    A question that stands alone comes back as it is, and so does one when nothing was said
    before that it could lean on. Otherwise the subject of the latest turn that has one is put
    in. Never raises.
    """
    leans = leaning(question) if turns else None
    turn = next((turn for turn in reversed(turns) if _has_subject(turn)), None)
    if leans is None or turn is None:
        return question
    bare = replace(turn, understood=without_opening(turn.understood))
    resolved = without_opening(_resolved(question, leans, bare))
    for _ in range(_MORE):
        again = leaning(resolved) if leans.kind == "pronoun" else None
        if again is None or again.kind not in ("pronoun", "event") or TAIL.search(resolved):
            break
        resolved = _resolved(resolved, again, bare)
    return resolved if len(resolved) <= LONGEST else question


def _has_subject(turn: Turn) -> bool:
    return any(map(is_content, words_of(turn.understood)))


def _resolved(question: str, leans: Leaning, turn: Turn) -> str:
    said = question[leans.start : leans.end]
    match leans.kind:
        case "parallel":
            return about_the_other(said, turn)
        case "ellipsis" | "else":
            return completed(said, turn) or _with_terms(said, turn)
        case "pronoun":
            name = candidate(said.lower(), turn, leans.possessive)
            if name:
                owner = f"{name}’s" if leans.possessive else name
                return question[: leans.start] + owner + question[leans.end :]
            return _with_terms(question, turn, subject=True)
    return _with_terms(question, turn)


def _with_terms(question: str, turn: Turn, *, subject: bool = False) -> str:
    """ "When was that (Miller blames rudder)?" """
    added = terms(turn, question, subject=subject)
    return f"{_END.sub('', question)} ({added})?" if added else question
