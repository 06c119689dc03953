"""The question file: one JSON object a line."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rag.errors import UsageError

__all__ = ["Question", "QuestionFileError", "load_questions"]


class QuestionFileError(UsageError):
    """The question file is missing, or a line of it has no meaning."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question with what is known of its answer; `gold` holds pairs of file and paragraph."""

    id: str
    question: str
    answers: tuple[str, ...] = ()
    gold: tuple[tuple[str, int], ...] = ()
    answerable: bool = True


def load_questions(path: Path) -> list[Question]:
    """The questions of a file, in order. Raises `QuestionFileError`, naming the line."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise QuestionFileError(f"{path} cannot be read: {reason}.") from error
    questions = [
        _question(line, f"{path}, line {number}")
        for number, line in enumerate(text.split("\n"), start=1)
        if line.strip()
    ]
    if not questions:
        raise QuestionFileError(f"{path} holds no questions. Write one JSON object a line.")
    return questions


def _question(line: str, place: str) -> Question:
    try:
        row: dict[str, Any] = json.loads(line)
        return Question(
            id=str(row.get("id", place)),
            question=str(row["question"]),
            answers=tuple(str(answer) for answer in row.get("answers", ())),
            gold=tuple((str(g["file"]), int(g["paragraph"])) for g in row.get("gold", ())),
            answerable=bool(row.get("answerable", True)),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise QuestionFileError(
            f'{place}: not a question. Write for example {{"id": "1", "question": "Who …?"}}.'
        ) from error
