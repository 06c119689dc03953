"""Answers as they are kept in the cache: what can be looked up in the index is left out."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from rag.asking.asked import Asked
from rag.asking.grounds import Grounds
from rag.asking.planning import leans
from rag.model import Answer, Citation, ModelUse, Passage, Withdrawn

__all__ = ["kept", "key_of", "restored"]

_log = logging.getLogger(__name__)

_AS_IT_IS = ("status", "text", "confidence", "engine", "understood", "notice", "meant")


def key_of(asked: Asked, settings: Sequence[object]) -> str:
    """What the same question has in common whenever it is asked with the same `settings`.

    The turns before it count only if it leans on them.
    """
    turns = asked.turns if leans(asked.question, asked.turns) else ()
    said = [(turn.understood, turn.answer) for turn in turns]
    parts = json.dumps([asked.question, said, *settings])
    return hashlib.sha256(parts.encode()).hexdigest()


def kept(answer: Answer) -> dict[str, Any]:
    """`answer` as JSON can hold it; the question is not among it."""
    return {
        **{name: getattr(answer, name) for name in _AS_IT_IS},
        "parts": list(answer.parts),
        "citations": [asdict(citation) for citation in answer.citations],
        "passages": [[p.paragraph.id, p.score] for p in answer.passages],
        "withdrawn": [asdict(each) for each in answer.withdrawn],
    }


def restored(value: dict[str, Any], asked: Asked, model: str, grounds: Grounds) -> Answer | None:
    """The answer that was kept as `value`; `None` if what it cites does not stand any more.

    So it is for a value that was kept by another version of Footnote, or was damaged.
    """
    try:
        return _restored(value, asked, model, grounds)
    except (KeyError, TypeError, ValueError) as error:
        _log.warning("an answer in the cache makes no sense: %r", error)
        return None


def _restored(value: dict[str, Any], asked: Asked, model: str, grounds: Grounds) -> Answer | None:
    ids = [id_ for id_, _ in value["passages"]]
    paragraphs = grounds.store.paragraphs(ids)
    citations = tuple(Citation(**each) for each in value["citations"])
    if len(paragraphs) != len(set(ids)) or not grounds.holds(citations):
        return None
    return Answer(
        question=asked.question,
        citations=citations,
        passages=tuple(Passage(paragraphs[id_], score) for id_, score in value["passages"]),
        index=grounds.state(citations),
        parts=tuple(value["parts"]),
        withdrawn=tuple(Withdrawn(**each) for each in value["withdrawn"]),
        model=ModelUse(model, cached=True),
        **{name: value[name] for name in _AS_IT_IS},
    )
