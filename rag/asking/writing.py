"""Answers in a language model's prose, of which only what was verified is shown."""

from __future__ import annotations

import logging
import math
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.answering.extractive import Draft
from rag.asking.answer_cache import AnswerCache
from rag.asking.asked import Asked
from rag.asking.confidential import Confidential
from rag.asking.grounds import PASSAGES, Grounds
from rag.asking.keeping import kept, key_of, restored
from rag.asking.planning import planned
from rag.asking.quoting import Quoting
from rag.asking.reading_list import given, merged
from rag.asking.work import Work
from rag.errors import IndexUnavailableError, LlmCancelled, LlmError
from rag.llm.budget import Metered
from rag.llm.model import LanguageModel
from rag.llm.usage import Price, Usage, cost
from rag.model import NOT_FOUND, Answer, ModelUse, Paragraph
from rag.prose.claims import Claim, ClaimReader
from rag.prose.page import Page
from rag.prose.prompts import PROMPT_VERSION, STATEMENTS_SCHEMA, answering, planning
from rag.prose.verification import Checked, Verifier, Withdrawn
from rag.reader.reading import Reader
from rag.settings import Settings

__all__ = ["Manner", "Writing", "writing"]

_log = logging.getLogger(__name__)

_ADDRESS = re.compile(r"@?https?://[^\s,;()]+[^\s,;().:]")
_KEYS = ("OPENAI_API_KEY", "ANTHROPIC_API_KEY")


@dataclass(frozen=True, slots=True)
class Manner:
    """How a language model is used: `most_tokens` for an answer, at which `price`.

    `threshold` is the confidence that divides answers from silence. `marks_unsupported`:
    statements that nothing supports are shown as such, not left out. `models` are those that
    find the passages and check the statements.
    """

    most_tokens: int
    threshold: float
    price: Price | None = None
    marks_unsupported: bool = False
    models: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Writing:
    """Answers by a language model; by quotes alone, and says so, when that fails."""

    llm: LanguageModel
    verifier: Verifier
    confidential: Confidential
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
        return self._used(self.llm.tokens.spent)

    def answer(self, asked: Asked) -> Answer:
        """The answer; what grows of it meanwhile is told to `asked.listen`.

        Raises `LlmCancelled` when `asked.cancelled` was set before it was done.
        """
        if asked.without:  # an experiment, which nobody repeats
            return self._worked(asked)
        key, version = self._key(asked), self.grounds.version
        value = self.cache.get(key, version)
        known = restored(value, asked, self.name, self.grounds) if value else None
        if known:
            return known
        answer = self._worked(asked)
        if not answer.notice:
            self.cache.put(key, version, kept(answer))
        return answer

    def _worked(self, asked: Asked) -> Answer:
        work = Work(asked, Page(marks_unsupported=self.manner.marks_unsupported))
        silent = False
        try:
            self._search(work)
            silent = self._write(work)
        except (LlmError, IndexUnavailableError) as error:
            _log.warning("the language model failed: %s", error, exc_info=error)
            work.notice = self._told(str(error))
        _log.info("%s: %d calls, %s", self.name, work.calls, work.usage)
        if work.page.citations:
            return self._written(work)
        return self._not_found(work) if silent else self._quoted(work)

    def _search(self, work: Work) -> None:
        asked = work.asked
        question = self.grounds.spelling.mended(asked.question, asked.without)
        work.plan, usage = planned(question, asked.turns, self.llm, asked.cancelled)
        if usage:
            work.use(usage)
            work.clock.note("plan")
        each = [
            self.grounds.search.read(
                question, PASSAGES, without=asked.without, note=work.clock.note
            )
            for question in work.plan.searches
        ]
        work.passages = merged(each)
        # How sure a model is of itself says little; how sure the reader is, has been measured.
        draft = self.quoting.draft(work.plan.question, each[0])
        work.confidence = draft.confidence

    def _write(self, work: Work) -> bool:
        """Takes the model's statements as they come; whether it said that there is no answer."""
        paragraphs = [passage.paragraph for passage in given(work.passages)]
        if not paragraphs:
            return True
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
        work.clock.note("answer")
        if completion.cut_short:
            work.notice = f"{self.name} was cut off after {self.manner.most_tokens:,} tokens."
            return False
        self._take(work, reader.finish(), paragraphs)
        return reader.silent

    def _take(self, work: Work, claims: Sequence[Claim], paragraphs: Sequence[Paragraph]) -> None:
        for claim in claims:
            if work.asked.cancelled.is_set():
                raise LlmCancelled("The question was cancelled.")
            checked = self._checked(work, claim, paragraphs)
            if checked.supported and not self.grounds.holds(checked.citations):
                continue  # an article was replaced a moment ago
            added = work.page.add(checked)
            # Before anything is cited it may still come to the built-in engine's answer.
            if added and work.page.citations and work.asked.listen:
                work.asked.listen(self._written(work))

    def _checked(self, work: Work, claim: Claim, paragraphs: Sequence[Paragraph]) -> Checked:
        words = " ".join(source.words for source in claim.sources)
        said = f"{work.page.text}\n{claim.text}"
        if self.confidential.told_in(said) or self.confidential.told_in(words):
            return Checked("", (), (Withdrawn(0, "", "confidential"),), supported=False)
        return self.verifier.check(claim, paragraphs, work.plan.question)

    def _written(self, work: Work) -> Answer:
        page = work.page
        confidence = max(work.confidence, self.manner.threshold)
        return self._answer(work, Draft(page.text, page.citations, confidence))

    def _not_found(self, work: Work) -> Answer:
        most = math.nextafter(self.manner.threshold, 0)
        return self._answer(work, Draft(NOT_FOUND, (), min(work.confidence, most)))

    def _quoted(self, work: Work) -> Answer:
        """The built-in engine's answer, because the model's is no use."""
        why = work.notice or f"Nothing of what {self.name} wrote could be verified."
        answer = self.quoting.answer(work.asked)
        return replace(
            answer,
            notice=f"{why} The built-in engine answers.",
            withdrawn=work.page.withdrawn,
            model=self._used(work.usage, work.calls),
        )

    def _answer(self, work: Work, draft: Draft) -> Answer:
        """`draft` with what is known of how it came about.

        Its confidence is on the side of the threshold on which the model has put the question,
        so that the threshold means the same for every engine.
        """
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
            model=self._used(work.usage, work.calls),
            meant="" if draft.citations else self.grounds.meant(plan.question, asked.without),
        )

    def _used(self, usage: Usage, calls: int = 0) -> ModelUse:
        price = self.manner.price
        return ModelUse(
            self.name,
            calls,
            usage.tokens_in,
            usage.tokens_out,
            usage.estimated,
            None if price is None else cost(usage, price),
        )

    def _told(self, failure: str) -> str:
        """`failure` for everybody: the log alone knows addresses, and what a server lets slip."""
        if self.confidential.told_in(failure):
            return f"{self.name} failed."
        line = _ADDRESS.sub("", failure.replace(self.llm.name, self.name), count=0)
        line = " ".join(line.split())
        return f"The server {line}" if _ADDRESS.match(failure) else line

    def _key(self, asked: Asked) -> str:
        manner = self.manner
        settings = (manner.most_tokens, manner.threshold, manner.marks_unsupported, manner.models)
        return key_of(asked, (PROMPT_VERSION, self.llm.name, *settings))


def writing(
    llm: LanguageModel, reader: Reader, quoting: Quoting, grounds: Grounds, settings: Settings
) -> Writing:
    """The engine that `settings` describe."""
    manner = Manner(
        settings.llm_answer_tokens,
        settings.threshold,
        Price.of(settings.llm_price),
        marks_unsupported=settings.llm_unsupported == "mark",
        models=(settings.embedding, reader.name),
    )
    cache = AnswerCache(settings.index / "answers.sqlite", settings.llm_cache)
    return Writing(llm, Verifier(reader), _confidential(settings), quoting, grounds, cache, manner)


def _confidential(settings: Settings) -> Confidential:
    prompts = [planning([], ""), *(answering("", [], structured=each) for each in (True, False))]
    keys = [settings.llm_key.get_secret_value(), *(os.environ.get(name, "") for name in _KEYS)]
    return Confidential([prompt.system for prompt in prompts], [key.strip() for key in keys])
