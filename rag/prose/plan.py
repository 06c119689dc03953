"""What to search for, as a language model planned it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from rag.prose.prompts import MOST_SEARCHES

__all__ = ["Plan", "plan_in"]

_LONGEST = 500  # characters of a question


@dataclass(frozen=True, slots=True)
class Plan:
    """A question that stands alone, and the questions to search for: at least one."""

    question: str
    searches: tuple[str, ...]


def plan_in(text: str, asked: str) -> Plan:
    """The plan in a model's `text`; what is missing or no use in it is replaced by `asked`."""
    value = _object(text)
    question = _line(value.get("question")) or asked
    wanted = value.get("searches")
    lines = [_line(each) for each in wanted] if isinstance(wanted, list) else []
    searches = tuple(dict.fromkeys(line for line in lines if line))[:MOST_SEARCHES]
    return Plan(question, searches or (question,))


def _object(text: str) -> dict[str, Any]:
    """The JSON object between the first and the last brace; empty if there is none."""
    begin, end = text.find("{"), text.rfind("}")
    try:
        value = json.loads(text[begin : end + 1], strict=False) if begin >= 0 else None
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _line(value: Any) -> str:
    if not isinstance(value, str):
        return ""
    line = " ".join("".join(c if c.isprintable() else " " for c in value).split())
    return line if len(line) <= _LONGEST else ""
