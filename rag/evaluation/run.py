"""Asks a library every question of a file and measures the answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import IO

from rag.errors import UnreadableError, UsageError
from rag.evaluation.comparison import Comparison, compared, load_answers
from rag.evaluation.engines import spent
from rag.evaluation.outcome import Outcome, judge
from rag.evaluation.page import page
from rag.evaluation.questions import load_questions
from rag.evaluation.report import Report, summarise
from rag.library import Library
from rag.model import NOT_FOUND, Answer, Article, ModelUse, Paragraph
from rag.prose.faithfulness import faithfulness
from rag.reading import read_article

__all__ = ["Evaluation", "evaluate"]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The report, what it is made of, and how it compares with another run if one was named.

    `use` is what a language model used for all answers, if one gave them.
    """

    report: Report
    outcomes: tuple[Outcome, ...]
    comparison: Comparison | None = None
    use: ModelUse | None = None

    def page(self, heading: str) -> str:
        """All of it as one HTML page."""
        return page(self.report, self.outcomes, heading, self.comparison)


def evaluate(
    library: Library,
    questions: Path,
    *,
    out: Path | None = None,
    compare: Path | None = None,
    absent: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Evaluation:
    """Asks all `questions`; writes an answer object a line to `out`, each with its `id`.

    `compare` is such a file of an earlier run; `absent` asks each question that has a gold
    paragraph once more with its article left out. `progress` is told how many are done of how
    many. Quotes are held against the files as they are now, read anew. Raises
    `QuestionFileError`, and `UsageError` when `out` cannot be written.
    """
    asked = load_questions(questions)
    earlier = load_answers(compare) if compare else {}
    read = _reader(library)
    outcomes = []
    answers = []
    with _Writer(out) as writer:
        for done, question in enumerate(asked, start=1):
            answer = library.ask(question.question, withhold=False)
            answers.append(answer)
            said = answer if answer.confidence >= library.threshold else _withheld(answer)
            writer.write({"id": question.id, **said.to_dict()})
            outcome = judge(question, answer.to_dict(), read)
            outcome = replace(outcome, faithfulness=faithfulness(answer))
            if absent and question.answerable and question.gold:
                without = frozenset(file for file, _ in question.gold)
                again = library.ask(question.question, withhold=False, without=without)
                outcome = replace(outcome, confidence_without=again.confidence)
            outcomes.append(outcome)
            if progress:
                progress(done, len(asked))
    before = [judge(q, earlier[q.id], read) for q in asked if q.id in earlier]
    return Evaluation(
        summarise(outcomes, library.threshold),
        tuple(outcomes),
        compared(before, outcomes, library.threshold) if compare else None,
        spent(answers),
    )


def _withheld(answer: Answer) -> Answer:
    """The answer as `ask` would give it."""
    return replace(answer, status="not_found", text=NOT_FOUND, citations=())


def _reader(library: Library) -> Callable[[str, int], Paragraph | None]:
    @cache
    def article(file: str) -> Article | None:
        try:
            return read_article(library.articles_folder / file, file)
        except UnreadableError:
            return None  # judged as a quote that does not stand there

    def read(file: str, number: int) -> Paragraph | None:
        found = article(file)
        if found is None or number > len(found.paragraphs):
            return None
        return found.paragraphs[number - 1]

    return read


class _Writer:
    """Writes JSON lines to a file, or nowhere."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._file: IO[str] | None = None

    def __enter__(self) -> _Writer:
        try:
            self._file = self._path.open("w", encoding="utf-8") if self._path else None
        except OSError as error:
            raise UsageError(f"{self._path} cannot be written: {error.strerror}.") from error
        return self

    def write(self, row: dict[str, object]) -> None:
        if self._file:
            self._file.write(json.dumps(row, ensure_ascii=False) + "\n")

    def __exit__(self, *_: object) -> None:
        if self._file:
            self._file.close()
