"""Several engines on the same questions, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rag.evaluation.report import Report
from rag.model import Answer, ModelUse

__all__ = ["Contender", "spent", "table"]

_COLUMNS = {  # as the report names them, and as the table does
    "answered": "answered",
    "quotes_not_verbatim": "not verbatim",
    "hit_at_1": "hit@1",
    "first_quote_holds_answer": "quote holds",
    "faithfulness": "faithful",
    "answer_f1": "words F1",
    "false_refusals": "false refusals",
    "refusal_recall": "refusals",
    "milliseconds_total_p50": "ms p50",
    "milliseconds_total_p95": "ms p95",
    "tokens": "tokens",
    "cost": "cost",
}


@dataclass(frozen=True, slots=True)
class Contender:
    """An engine, its report, and what its model used for all questions together."""

    engine: str
    report: Report
    use: ModelUse | None = None

    def to_dict(self) -> dict[str, Any]:
        """As `eval --json` prints it."""
        use = self.use
        return {
            "engine": self.engine,
            **self.report.to_dict(),
            "tokens": use.tokens_in + use.tokens_out if use else 0,
            "cost": use.cost if use else None,
        }


def spent(answers: Sequence[Answer]) -> ModelUse | None:
    """What a language model used for `answers` together; `None` if there was none."""
    uses = [answer.model for answer in answers if answer.model]
    if not uses:
        return None
    costs = [use.cost for use in uses if use.cost is not None]
    return ModelUse(
        uses[0].model,
        sum(use.calls for use in uses),
        sum(use.tokens_in for use in uses),
        sum(use.tokens_out for use in uses),
        any(use.estimated for use in uses),
        sum(costs) if costs else None,
    )


def table(contenders: Sequence[Contender]) -> list[str]:
    """A line for each measure that any of them has, a column for each of `contenders`."""
    rows = [contender.to_dict() for contender in contenders]
    names = [str(row["engine"]) for row in rows]
    widths = [max(len(name), 9) for name in names]
    lines = [_line("", names, widths)]
    for key, said in _COLUMNS.items():
        if any(row.get(key) is not None for row in rows):
            lines.append(_line(said, [_written(row, key) for row in rows], widths))
    return lines


def _line(head: str, cells: Sequence[str], widths: Sequence[int]) -> str:
    return f"{head:<16}" + "".join(
        f"  {cell:>{width}}" for cell, width in zip(cells, widths, strict=True)
    )


def _written(row: Mapping[str, Any], key: str) -> str:
    value = row.get(key)
    if value is None:
        return "–"
    if isinstance(value, int):
        return f"{value:,}"
    if key == "cost":
        return f"{value:.4g}"
    return f"{value:,.0f}" if key.startswith("milliseconds") else f"{value:.3f}"
