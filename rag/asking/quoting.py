"""Answers made of nothing but quotes."""

from __future__ import annotations

from rag.answering.extractive import Draft, ExtractiveEngine
from rag.answering.question import parts
from rag.asking.asked import Asked
from rag.asking.grounds import PASSAGES, Grounds
from rag.conversation import standalone
from rag.model import Answer, ModelUse
from rag.retrieval.close_reading import Read
from rag.retrieval.passages import Found
from rag.stopwatch import Stopwatch

__all__ = ["Quoting"]


class Quoting:
    """Answers by the built-in engine."""

    def __init__(self, engine: ExtractiveEngine, grounds: Grounds) -> None:
        self._engine = engine
        self._grounds = grounds

    @property
    def name(self) -> str:
        """What `footnote status` calls it."""
        return self._engine.name

    @property
    def today(self) -> ModelUse | None:
        """It uses no language model."""
        return None

    def answer(self, asked: Asked) -> Answer:
        """The answer; every quote stood in the index a moment ago."""
        clock = Stopwatch()
        question = standalone(asked.question, asked.turns)
        question = self._grounds.spelling.mended(question, asked.without)
        of_parts = parts(question)
        found, draft = self._drafted(question, of_parts, asked, clock)
        if not self._grounds.holds(draft.citations):  # an article was replaced: once more
            found, draft = self._drafted(question, of_parts, asked, clock)
            if not self._grounds.holds(draft.citations):
                draft = self._engine.not_found(draft.confidence)
        clock.note("answer")
        return Answer(
            question=asked.question,
            status="answered" if draft.citations else "not_found",
            text=draft.text,
            confidence=draft.confidence,
            engine=self._engine.name,
            citations=draft.citations,
            passages=found.passages[:PASSAGES],
            index=self._grounds.state(draft.citations),
            timings_ms=clock.milliseconds(),
            understood="" if question == asked.question else question,
            parts=of_parts if len(of_parts) > 1 else (),
            meant="" if draft.citations else self._grounds.meant(question, asked.without),
        )

    def draft(self, question: str, found: Found) -> Draft:
        """What the built-in engine makes of passages that somebody else has read."""
        return self._engine.answer([(question, found.reads)])

    def _drafted(
        self, question: str, of_parts: tuple[str, ...], asked: Asked, clock: Stopwatch
    ) -> tuple[Found, Draft]:
        search = self._grounds.search
        found = search.read(question, PASSAGES, without=asked.without, note=clock.note)
        reads: list[tuple[str, list[Read]]] = [(question, found.reads)]
        if len(of_parts) > 1:
            reads = [
                (part, search.read_part(part, found, without=asked.without)) for part in of_parts
            ]
            clock.note("read")
        return found, self._engine.answer(reads, withhold=asked.withhold)
