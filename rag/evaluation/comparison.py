"""Which questions two runs answered differently well."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rag.evaluation.outcome import Outcome, Row
from rag.evaluation.questions import QuestionFileError

__all__ = ["Change", "Comparison", "compared", "load_answers"]


@dataclass(frozen=True, slots=True)
class Change:
    """A question with what was said before and now; empty where nothing was."""

    id: str
    question: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """A question is right when its first quote holds the answer, or it was rightly refused."""

    compared: int
    right_before: int
    right_now: int
    better: tuple[Change, ...]
    worse: tuple[Change, ...]

    def to_dict(self) -> dict[str, Any]:
        """The comparison as `eval --json` prints it."""
        return {
            "compared": self.compared,
            "right_before": self.right_before,
            "right_now": self.right_now,
            "better": [change.id for change in self.better],
            "worse": [change.id for change in self.worse],
        }

    def lines(self) -> list[str]:
        """The comparison for a reader."""
        lines = [
            f"compared {self.compared}: right before {self.right_before}, now {self.right_now}"
        ]
        for name, changes in (("better", self.better), ("worse", self.worse)):
            lines.append(f"{name}: {len(changes)}")
            for change in changes:
                lines.append(f"  {change.id}: {change.question}")
                lines.append(f"    before: {change.before or '(refused)'}")
                lines.append(f"    now:    {change.now or '(refused)'}")
        return lines


def compared(before: Iterable[Outcome], now: Iterable[Outcome], threshold: float) -> Comparison:
    """What changed on the questions that both have and whose right answer is known."""
    earlier = {outcome.id: outcome for outcome in before}
    pairs = [(earlier[o.id], o) for o in now if o.id in earlier and _is_right(o, 0) is not None]
    better: list[Change] = []
    worse: list[Change] = []
    for old, new in pairs:
        was, is_ = _is_right(old, 0), _is_right(new, threshold)
        if was != is_:
            said = new.quote if new.confidence >= threshold else ""
            change = Change(new.id, new.question, old.quote, said)
            (better if is_ else worse).append(change)
    return Comparison(
        compared=len(pairs),
        right_before=sum(bool(_is_right(old, 0)) for old, _ in pairs),
        right_now=sum(bool(_is_right(new, threshold)) for _, new in pairs),
        better=tuple(better),
        worse=tuple(worse),
    )


def _is_right(outcome: Outcome, threshold: float) -> bool | None:
    said = outcome.answered and outcome.confidence >= threshold
    if not outcome.answerable:
        return not said
    return None if outcome.holds is None else outcome.holds and said


def load_answers(path: Path) -> Mapping[str, Row]:
    """The answers that `eval --out` wrote, by their id. Raises `QuestionFileError`."""
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
        return {str(row["id"]): _answer(row) for row in rows}
    except OSError as error:
        raise QuestionFileError(f"{path} cannot be read: {error.strerror}.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise QuestionFileError(
            f"{path} holds no answers. Name a file that `footnote eval --out` wrote."
        ) from error


def _answer(row: Row) -> Row:
    """`row`, if it has what is judged. Raises `KeyError` or `TypeError`."""
    for name in ("status", "confidence", "citations", "passages"):
        row[name]
    return row
