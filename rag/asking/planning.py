"""What to search for: a question that stands alone, in parts if its answer has parts."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Sequence

from rag.answering.question import parts
from rag.conversation import Turn, standalone
from rag.llm.model import LanguageModel
from rag.llm.usage import Usage
from rag.prose.plan import Plan, plan_in
from rag.prose.prompts import PLAN_SCHEMA, planning
from rag.terms import STOP_WORDS, stems

__all__ = ["leans", "planned"]

_TOKENS = 300
_TURNS = 3  # that the model is shown, the latest
_ANSWER = 600  # characters of each of their answers
_SEVERAL = re.compile(
    r"\b(?:compare|compared|difference|differ|differences|both|versus|vs|relation|between"
    r"|as well as|respectively|each of)\b|\band\b.*\band\b",
    re.I,
)
_ADDRESS = re.compile(r"\S*(?://|@|www\.|\w\.[a-z]{2,})\S*", re.I)
_WORD = re.compile(r"[^\W_]+")
_MOST_NEW = 3  # one word in so many may be new


def leans(question: str, turns: Sequence[Turn]) -> bool:
    """Whether `question` is understood only with the `turns` before it."""
    return standalone(question, turns) != question


def planned(
    question: str, turns: Sequence[Turn], llm: LanguageModel, cancelled: threading.Event
) -> tuple[Plan, Usage | None]:
    """What to search for, and what the model used to say so; it is asked only if need be.

    That is for a question that leans on the turns before it, and for one that has, or seems to
    have, several parts. What the model makes of the question is shown, so it must be made of the
    conversation's own words; where it is not, rules of grammar stand in. Raises `LlmError`.
    """
    leaning = leans(question, turns)
    if not leaning and len(parts(question)) == 1 and not _SEVERAL.search(question):
        return Plan(question, (question,)), None
    latest = turns[-_TURNS:] if leaning else ()
    history = [(turn.understood, turn.answer[:_ANSWER]) for turn in latest]
    prompt = planning(history, question)
    schema = PLAN_SCHEMA if llm.structured else None
    with llm.stream(prompt, schema=schema, most_tokens=_TOKENS, cancelled=cancelled) as completion:
        text = "".join(completion)
    said = " ".join([question, *(part for turn in history for part in turn)])
    return _trusted(plan_in(text, ""), standalone(question, turns), said), completion.usage


def _trusted(plan: Plan, otherwise: str, said: str) -> Plan:
    """The plan without what was not `said`; `otherwise` is the question by grammar alone."""
    question = plan.question if _made_of(plan.question, said) else otherwise
    searches = tuple(each for each in plan.searches if _made_of(each, said))
    return Plan(question, searches or parts(question))


def _made_of(line: str, said: str) -> bool:
    """Whether `line` says nothing of its own: no name, number or address, and few new words."""
    if any(address not in said for address in _ADDRESS.findall(line)):
        return False
    known = set(stems(said))
    words = _WORD.findall(line)
    new = [
        (place, word)
        for place, word in enumerate(words)
        if word.lower() not in STOP_WORDS and not known & set(stems(word))
    ]
    if any((place and not word.islower()) or not word.isalpha() for place, word in new):
        return False
    return bool(words) and len(new) <= _that_matter(words) // _MOST_NEW


def _that_matter(words: Iterable[str]) -> int:
    return sum(word.lower() not in STOP_WORDS for word in words)
