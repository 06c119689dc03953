"""What to search for: a question that stands alone, in parts if its answer has parts."""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence

from rag.answering.question import parts
from rag.conversation import Turn, standalone
from rag.llm.model import LanguageModel
from rag.llm.usage import Usage
from rag.prose.plan import Plan, plan_in
from rag.prose.prompts import PLAN_SCHEMA, planning

__all__ = ["planned"]

_TOKENS = 300
_SEVERAL = re.compile(
    r"\b(?:compare|compared|difference|differ|differences|both|versus|vs|relation|between"
    r"|as well as|respectively|each of)\b|\band\b.*\band\b",
    re.I,
)


def planned(
    question: str, turns: Sequence[Turn], llm: LanguageModel, cancelled: threading.Event
) -> tuple[Plan, Usage | None]:
    """What to search for, and what the model used to say so; it is asked only if need be.

    That is for a question that leans on the turns before it, and for one that has, or seems to
    have, several parts. Raises `LlmError`.
    """
    leans = standalone(question, turns) != question
    if not leans and len(parts(question)) == 1 and not _SEVERAL.search(question):
        return Plan(question, (question,)), None
    history = [(turn.understood, turn.answer) for turn in turns] if leans else []
    prompt = planning(history, question)
    schema = PLAN_SCHEMA if llm.structured else None
    with llm.stream(prompt, schema=schema, most_tokens=_TOKENS, cancelled=cancelled) as completion:
        text = "".join(completion)
    return plan_in(text, question), completion.usage
