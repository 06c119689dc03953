"""Answers in a language model's prose, of which only what was verified is shown."""

from __future__ import annotations

import hashlib
import json
import logging
import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from rag.answering.extractive import Draft
from rag.asking.answer_cache import AnswerCache
from rag.asking.asked import Asked
from rag.asking.grounds import PASSAGES, Grounds
from rag.asking.keeping import kept, restored
from rag.asking.planning import planned
from rag.asking.quoting import Quoting
from rag.errors import LlmCancelled, LlmError
from rag.llm.budget import Metered
from rag.llm.model import LanguageModel
from rag.llm.usage import Price, Usage, cost
from rag.model import NOT_FOUND, Answer, ModelUse, Paragraph, Passage
from rag.prose.claims import Claim, ClaimReader
from rag.prose.page import Page
from rag.prose.plan import Plan
from rag.prose.prompts import PROMPT_VERSION, STATEMENTS_SCHEMA, answering
from rag.prose.verification import Verifier
from rag.reader.reading import Reader
from rag.retrieval.passages import Found
from rag.settings import Settings
from rag.stopwatch import Stopwatch

__all__ = ["Manner", "Writing", "writing"]

_log = logging.getLogger(__name__)

_PASSAGES = 8  # that the model is given
_CHARACTERS = 14_000  # of all of them together


@dataclass(frozen=True, slots=True)
class Manner:
    """How a language model is used: `most_tokens` for an answer, at which `price`.

    `threshold` is the confidence that divides answers from silence. `marks_unsupported`:
    statements that nothing supports are shown as such, not left out.
    """

    most_tokens: int
    threshold: float
    price: Price | None = None
    marks_unsupported: bool = False


@dataclass(slots=True)
class _Work:
    """One question, as far as its answer has come."""

    asked: Asked
    clock: Stopwatch = field(default_factory=Stopwatch)
    plan: Plan = field(default_factory=lambda: Plan("", ()))
    found: Found = field(default_factory=lambda: Found((), []))
    passages: tuple[Passage, ...] = ()
    page: Page = field(default_factory=Page)
    usage: Usage = field(default_factory=Usage)
    calls: int = 0
    notice: str = ""

    def use(self, usage: Usage) -> None:
        """Books one call."""
        self.usage += usage
        self.calls += 1


@dataclass(frozen=True, slots=True)
class Writing:
    """Answers by a language model; by quotes alone, and says so, when that fails."""

    llm: LanguageModel
    verifier: Verifier
    quoting: Quoting
    grounds: Grounds
    cache: AnswerCache
    manner: Manner

    @property
    def name(self) -> str:
        """What it is called; where its server is, is nobody's business."""
        return self.llm.name.partition("@http")[0]

    @property
    def today(self) -> ModelUse | None:
        """What the model has used today (UTC), by all processes; `None` if nobody counts."""
        if not isinstance(self.llm, Metered):
            return None
        usage, price = self.llm.tokens.spent, self.manner.price
        return ModelUse(
            self.name,
            tokens_in=usage.tokens_in,
            tokens_out=usage.tokens_out,
            estimated=usage.estimated,
            cost=None if price is None else cost(usage, price),
        )

    def answer(self, asked: Asked) -> Answer:
        """The answer; what grows of it meanwhile is told to `asked.listen`.

        Raises `LlmCancelled` when `asked.cancelled` was set before it was done.
        """
        key, version = self._key(asked), self.grounds.version
        value = None if asked.without else self.cache.get(key, version)
        known = restored(value, asked, self.name, self.grounds) if value else None
        if known:
            return known
        work = _Work(asked, page=Page(marks_unsupported=self.manner.marks_unsupported))
        answer = self._worked(work)
        if not work.notice and not asked.without:
            self.cache.put(key, version, kept(answer))
        return answer

    def _worked(self, work: _Work) -> Answer:
        silent = True
        try:
            self._search(work)
            silent = self._write(work)
        except LlmError as error:
            _log.warning("the language model failed: %s", error, exc_info=error)
            work.notice = str(error)
            silent = False
        if work.page.citations:
            return self._written(work)
        return self._not_found(work) if silent else self._quoted(work)

    def _search(self, work: _Work) -> None:
        asked = work.asked
        work.plan, usage = planned(asked.question, asked.turns, self.llm, asked.cancelled)
        if usage:
            work.use(usage)
            work.clock.note("plan")
        each = [
            self.grounds.search.read(
                question, PASSAGES, without=asked.without, note=work.clock.note
            )
            for question in work.plan.searches
        ]
        work.found = each[0]
        work.passages = _merged(each)

    def _write(self, work: _Work) -> bool:
        """Takes the model's statements as they come; whether it said that there is no answer."""
        given = _given(work.passages)
        if not given:
            return True
        paragraphs = [passage.paragraph for passage in given]
        structured = self.llm.structured
        prompt = answering(work.plan.question, paragraphs, structured=structured)
        reader = ClaimReader()
        with self.llm.stream(
            prompt,
            schema=STATEMENTS_SCHEMA if structured else None,
            most_tokens=self.manner.most_tokens,
            cancelled=work.asked.cancelled,
        ) as completion:
            try:
                for piece in completion:
                    self._take(work, reader.feed(piece), paragraphs)
            finally:
                work.use(completion.usage)
        if completion.cut_short:
            work.notice = f"{self.name} was cut off after {self.manner.most_tokens:,} tokens."
        else:
            self._take(work, reader.finish(), paragraphs)
        work.clock.note("answer")
        return reader.silent or not work.page.claims

    def _take(self, work: _Work, claims: Sequence[Claim], paragraphs: Sequence[Paragraph]) -> None:
        for claim in claims:
            if work.asked.cancelled.is_set():
                raise LlmCancelled("The question was cancelled.")
            checked = self.verifier.check(claim, paragraphs, work.plan.question)
            if checked.supported and not self.grounds.holds(checked.citations):
                continue  # an article was replaced a moment ago
            if work.page.add(checked) and work.asked.listen:
                work.asked.listen(self._written(work))

    def _written(self, work: _Work) -> Answer:
        page = work.page
        least = self.manner.threshold
        draft = Draft(page.text, page.citations, max(self._confidence(work), least))
        return self._answer(work, draft)

    def _not_found(self, work: _Work) -> Answer:
        most = math.nextafter(self.manner.threshold, 0)
        return self._answer(work, Draft(NOT_FOUND, (), min(self._confidence(work), most)))

    def _quoted(self, work: _Work) -> Answer:
        """The built-in engine's answer, because the model's is no use."""
        why = work.notice or f"Nothing of what {self.name} wrote could be verified."
        work.notice = f"{why} The built-in engine answers."
        answer = self.quoting.answer(work.asked)
        return replace(
            answer,
            notice=work.notice,
            withdrawn=work.page.withdrawn,
            model=self._use(work),
        )

    def _answer(self, work: _Work, draft: Draft) -> Answer:
        plan, asked = work.plan, work.asked
        work.clock.note("answer")
        return Answer(
            question=asked.question,
            status="answered" if draft.citations else "not_found",
            text=draft.text,
            confidence=draft.confidence,
            engine=self.name,
            citations=draft.citations,
            passages=work.passages[:PASSAGES],
            index=self.grounds.state(draft.citations),
            timings_ms=work.clock.milliseconds(),
            understood="" if plan.question == asked.question else plan.question,
            parts=plan.searches if len(plan.searches) > 1 else (),
            withdrawn=work.page.withdrawn,
            notice=work.notice,
            model=self._use(work),
        )

    def _confidence(self, work: _Work) -> float:
        """The reader's, in the passages: how sure a model is of itself says little.

        It is kept on the side of the threshold on which the model has put the question, so that
        the threshold means the same for every engine.
        """
        return self.quoting.draft(work.plan.question, work.found).confidence

    def _use(self, work: _Work) -> ModelUse:
        usage, price = work.usage, self.manner.price
        return ModelUse(
            self.name,
            work.calls,
            usage.tokens_in,
            usage.tokens_out,
            usage.estimated,
            None if price is None else cost(usage, price),
        )

    def _key(self, asked: Asked) -> str:
        parts = (
            PROMPT_VERSION,
            self.llm.name,
            self.manner.most_tokens,
            self.manner.marks_unsupported,
            asked.question.casefold(),
            [(turn.understood, turn.answer) for turn in asked.turns],
        )
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def writing(
    llm: LanguageModel, reader: Reader, quoting: Quoting, grounds: Grounds, settings: Settings
) -> Writing:
    """The engine that `settings` describe."""
    cache = AnswerCache(settings.index / "answers.sqlite", settings.llm_cache)
    manner = Manner(
        settings.llm_answer_tokens,
        settings.threshold,
        Price.of(settings.llm_price),
        marks_unsupported=settings.llm_unsupported == "mark",
    )
    return Writing(llm, Verifier(reader), quoting, grounds, cache, manner)


def _merged(each: Sequence[Found]) -> tuple[Passage, ...]:
    """The best of every search in turn, each passage once."""
    merged: dict[str, Passage] = {}
    for row in zip_longest(*(found.passages for found in each)):
        for passage in row:
            if passage is not None:
                merged.setdefault(passage.paragraph.id, passage)
    return tuple(merged.values())


def _given(passages: Sequence[Passage]) -> list[Passage]:
    """The passages that the model reads: text, best first, not more than it can take."""
    given: list[Passage] = []
    size = 0
    for passage in passages:
        size += len(passage.paragraph.text)
        if len(given) == _PASSAGES or (given and size > _CHARACTERS):
            break
        if passage.paragraph.kind == "text":
            given.append(passage)
    return given
