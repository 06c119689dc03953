"""What all outcomes say together."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from rag.evaluation.outcome import Outcome

__all__ = ["Report", "summarise"]


@dataclass(frozen=True, slots=True)
class Report:
    """Shares are 0 to 1, `None` where the question file says nothing about them.

    `first_quote_holds_answer` counts withheld answers as wrong; `…_when_answered` leaves them
    out. `false_refusals` is the share of answerable questions that were not answered,
    `refused_unanswerable` that of unanswerable ones. Times are milliseconds a question.
    """

    questions: int
    answerable: int
    unanswerable: int
    answered: int
    citations: int
    quotes_not_verbatim: int
    answers_without_citation: int
    hit_at_1: float | None
    hit_at_5: float | None
    hit_at_10: float | None
    mean_reciprocal_rank: float | None
    citation_of_gold: float | None
    first_quote_holds_answer: float | None
    first_quote_holds_answer_when_answered: float | None
    false_refusals: float | None
    refused_unanswerable: float | None
    milliseconds_p50: float
    milliseconds_p95: float

    def to_dict(self) -> dict[str, float | int | None]:
        """The report as `eval --json` prints it."""
        return {
            name: round(value, 1 if name.startswith("milliseconds") else 4)
            if isinstance(value, float)
            else value
            for name, value in asdict(self).items()
        }

    def lines(self) -> list[str]:
        """The report for a reader, a figure a line."""
        return [
            f"{name.replace('_', ' '):<40} {'–' if value is None else json.dumps(value):>8}"
            for name, value in self.to_dict().items()
        ]


def summarise(outcomes: Sequence[Outcome]) -> Report:
    """The report over at least one outcome."""
    answerable = [outcome for outcome in outcomes if outcome.answerable]
    unanswerable = [outcome for outcome in outcomes if not outcome.answerable]
    ranks = [outcome.rank for outcome in answerable if outcome.rank is not None]
    known = [outcome for outcome in answerable if outcome.holds is not None]
    times = sorted(outcome.milliseconds for outcome in outcomes)
    return Report(
        questions=len(outcomes),
        answerable=len(answerable),
        unanswerable=len(unanswerable),
        answered=sum(outcome.answered for outcome in outcomes),
        citations=sum(outcome.citations for outcome in outcomes),
        quotes_not_verbatim=sum(outcome.astray for outcome in outcomes),
        answers_without_citation=sum(o.answered and not o.citations for o in outcomes),
        hit_at_1=_share(rank == 1 for rank in ranks),
        hit_at_5=_share(1 <= rank <= 5 for rank in ranks),
        hit_at_10=_share(1 <= rank <= 10 for rank in ranks),
        mean_reciprocal_rank=_mean([1 / rank if rank else 0.0 for rank in ranks]),
        citation_of_gold=_share(o.cites_gold for o in answerable if o.cites_gold is not None),
        first_quote_holds_answer=_share(outcome.holds for outcome in known),
        first_quote_holds_answer_when_answered=_share(o.holds for o in known if o.answered),
        false_refusals=_share(not outcome.answered for outcome in answerable),
        refused_unanswerable=_share(not outcome.answered for outcome in unanswerable),
        milliseconds_p50=_percentile(times, 0.5),
        milliseconds_p95=_percentile(times, 0.95),
    )


def _share(flags: Iterable[bool | None]) -> float | None:
    return _mean([1.0 if flag else 0.0 for flag in flags])


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _percentile(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
