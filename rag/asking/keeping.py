"""Answers as they are kept in the cache: what can be looked up in the index is left out."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from rag.asking.asked import Asked
from rag.asking.grounds import Grounds
from rag.model import Answer, Citation, ModelUse, Passage, Withdrawn

__all__ = ["kept", "restored"]

_AS_IT_IS = ("status", "text", "confidence", "engine", "understood", "notice")


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
    """The answer that was kept as `value`; `None` if what it cites does not stand any more."""
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
