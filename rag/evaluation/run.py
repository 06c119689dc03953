"""Asks a library every question of a file and measures the answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import IO

from rag.errors import UnreadableError, UsageError
from rag.evaluation.outcome import judge
from rag.evaluation.questions import load_questions
from rag.evaluation.report import Report, summarise
from rag.library import Library
from rag.model import Article, Paragraph
from rag.reading import read_article

__all__ = ["evaluate"]


def evaluate(
    library: Library,
    questions: Path,
    out: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Asks all `questions`; writes an answer object a line to `out`, each with its `id`.

    `progress` is told how many are done of how many. Quotes are held against the files as
    they are now, read anew. Raises `QuestionFileError`, and `UsageError` when `out` cannot be
    written.
    """
    asked = load_questions(questions)
    read = _reader(library)
    outcomes = []
    with _Writer(out) as writer:
        for done, question in enumerate(asked, start=1):
            answer = library.ask(question.question)
            writer.write({"id": question.id, **answer.to_dict()})
            outcomes.append(judge(question, answer, read))
            if progress:
                progress(done, len(asked))
    return summarise(outcomes)


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
