"""What all outcomes say together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from rag.evaluation.outcome import Outcome
from rag.evaluation.statistics import (
    Figure,
    Values,
    auroc,
    bootstrapped,
    mean,
    percentile,
    ratio,
)

__all__ = ["Bin", "Point", "Report", "summarise"]

_FALSE_REFUSALS = 0.05  # at which refusals of missing articles are compared
_STEPS = 20  # points of the threshold's curve
_BINS = 10
_TIMES = ("embed", "search", "read", "answer", "total")


@dataclass(frozen=True, slots=True)
class Point:
    """What a threshold would do; shares 0 to 1, `None` where there is nothing to share.

    `coverage`: of all questions, how many are answered; `risk`: of those, how many wrongly.
    """

    threshold: float
    coverage: float
    risk: float | None
    answerable_refused: float | None
    unanswerable_refused: float | None
    absent_refused: float | None


@dataclass(frozen=True, slots=True)
class Bin:
    """Questions whose confidence lies between `low` and `high`, and the share answered rightly.

    A question that cannot be answered counts as not answered rightly.
    """

    low: float
    high: float
    questions: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class Report:
    """`figures` are shares, 0 to 1, with intervals; left out where nothing is known of them.

    `milliseconds` holds the median and the 95th percentile of each step. `curve` and
    `reliability` count every question as if nothing were withheld.
    """

    counts: dict[str, int]
    figures: dict[str, Figure]
    milliseconds: dict[str, float]
    threshold: float
    curve: tuple[Point, ...]
    reliability: tuple[Bin, ...]

    def to_dict(self) -> dict[str, Any]:
        """The report as `eval --json` prints it."""
        return {
            **self.counts,
            **{name: round(figure.value, 4) for name, figure in self.figures.items()},
            **{name: round(value, 1) for name, value in self.milliseconds.items()},
            "intervals": {
                name: [round(figure.low, 4), round(figure.high, 4)]
                for name, figure in self.figures.items()
            },
            "threshold": self.threshold,
            "curve": [_rounded(point) for point in self.curve],
            "reliability": [_rounded(each) for each in self.reliability],
        }

    def lines(self) -> list[str]:
        """The report for a reader, a figure a line."""
        lines = [f"{_spoken(name):<44} {value:>7,}" for name, value in self.counts.items()]
        lines += [
            f"{_spoken(name):<44} {figure.value:>7.3f}   {figure.low:.3f} to {figure.high:.3f}"
            for name, figure in self.figures.items()
        ]
        lines += [f"{_spoken(name):<44} {ms:>7.1f}" for name, ms in self.milliseconds.items()]
        return lines


def summarise(outcomes: Sequence[Outcome], threshold: float) -> Report:
    """The report over at least one outcome; nothing may be withheld in them."""
    said = [outcome for outcome in outcomes if _is_answered(outcome, threshold)]
    unanswerable = sum(not outcome.answerable for outcome in outcomes)
    return Report(
        counts={
            "questions": len(outcomes),
            "answerable": len(outcomes) - unanswerable,
            "unanswerable": unanswerable,
            "answered": len(said),
            "citations": sum(outcome.citations for outcome in said),
            "quotes_not_verbatim": sum(outcome.astray for outcome in said),
            "answers_without_citation": sum(not outcome.citations for outcome in said),
        },
        figures={
            name: bootstrapped(rows, measure)
            for name, rows, measure in _figures(outcomes, threshold)
            if rows
        },
        milliseconds=_times(outcomes),
        threshold=threshold,
        curve=tuple(_point(outcomes, step / _STEPS) for step in range(_STEPS)),
        reliability=tuple(_bins(outcomes)),
    )


def _is_answered(outcome: Outcome, threshold: float) -> bool:
    return outcome.answered and outcome.confidence >= threshold


_Rows = list[tuple[float, ...]]


def _figures(
    outcomes: Sequence[Outcome], threshold: float
) -> Iterable[tuple[str, _Rows, Callable[[Values], float]]]:
    answerable = [outcome for outcome in outcomes if outcome.answerable]
    ranks = [outcome.rank for outcome in answerable if outcome.rank is not None]
    for most in (1, 5, 10):
        yield f"hit_at_{most}", [(float(1 <= rank <= most),) for rank in ranks], mean
    yield "mean_reciprocal_rank", [(1 / rank if rank else 0.0,) for rank in ranks], mean

    def is_said(outcome: Outcome) -> bool:
        return _is_answered(outcome, threshold)

    cited = [o for o in answerable if is_said(o) and o.on_gold is not None]
    yield "citation_precision", [(float(o.on_gold or 0), float(o.citations)) for o in cited], ratio
    golden = [o for o in answerable if o.gold]
    recall: _Rows = [(float(o.gold_cited * is_said(o)), float(o.gold)) for o in golden]
    yield "citation_recall", recall, ratio

    known = [o for o in answerable if o.holds is not None]
    said = [o for o in known if is_said(o)]
    yield "first_quote_holds_answer", [(float(bool(o.holds) and is_said(o)),) for o in known], mean
    yield "first_quote_holds_answer_when_answered", [(float(bool(o.holds)),) for o in said], mean
    yield "first_quote_holds_answer_unwithheld", [(float(bool(o.holds)),) for o in known], mean
    yield "answer_exact", [(float(bool(o.exact) and is_said(o)),) for o in known], mean
    yield "answer_f1", [((o.overlap or 0.0) * is_said(o),) for o in known], mean
    yield "answer_exact_unwithheld", [(float(bool(o.exact)),) for o in known], mean
    yield "answer_f1_unwithheld", [(o.overlap or 0.0,) for o in known], mean
    faithful: _Rows = [
        (o.faithfulness,) for o in outcomes if is_said(o) and o.faithfulness is not None
    ]
    yield "faithfulness", faithful, mean
    yield "false_refusals", [(float(not is_said(o)),) for o in answerable], mean

    if len(answerable) < len(outcomes):
        mixed: _Rows = [(float(not is_said(o)), float(not o.answerable)) for o in outcomes]
        yield "refusal_recall", [row for row in mixed if row[1]], mean
        yield "refusal_precision", mixed, _precision
        yield "refusal_f1", mixed, _f1
        scores: _Rows = [(o.confidence, float(o.answerable)) for o in outcomes]
        if answerable:
            yield "auroc_unanswerable", scores, auroc
    missing = [o.confidence_without for o in answerable if o.confidence_without is not None]
    if missing:
        there: _Rows = [(o.confidence, 1.0) for o in answerable if o.confidence_without is not None]
        both: _Rows = there + [(confidence, 0.0) for confidence in missing]
        yield "absent_refused", [(float(c < threshold),) for c in missing], mean
        yield "absent_refused_at_5_percent", both, _refused_at_five
        yield "auroc_absent", both, auroc
    judged: _Rows = [(o.confidence, float(bool(o.holds))) for o in _judged(outcomes)]
    yield "calibration_error", judged, _miscalibrated


def _precision(table: Values) -> float:
    return ratio(np.c_[table[:, 0] * table[:, 1], table[:, 0]])


def _f1(table: Values) -> float:
    right = (table[:, 0] * table[:, 1]).sum()
    total = table.sum()
    return float(2 * right / total) if total else 0.0


def _refused_at_five(table: Values) -> float:
    """Of the second kind, the share below the score that 5 % of the first kind fall below."""
    there, gone = table[table[:, 1] == 1, 0], table[table[:, 1] == 0, 0]
    if not len(there) or not len(gone):
        return float("nan")
    return float((gone < np.quantile(there, _FALSE_REFUSALS)).mean())


def _miscalibrated(table: Values) -> float:
    """The expected calibration error over ten bins (Naeini, Cooper and Hauskrecht 2015)."""
    places = np.minimum((table[:, 0] * _BINS).astype(int), _BINS - 1)
    error = 0.0
    for place in np.unique(places):
        inside = table[places == place]
        error += len(inside) * abs(float((inside[:, 0] - inside[:, 1]).mean()))
    return error / len(table)


def _times(outcomes: Sequence[Outcome]) -> dict[str, float]:
    found = {}
    for step in _TIMES:
        values = [o.milliseconds[step] for o in outcomes if step in o.milliseconds]
        if values:
            found[f"milliseconds_{step}_p50"] = percentile(values, 0.5)
            found[f"milliseconds_{step}_p95"] = percentile(values, 0.95)
    return found


def _point(outcomes: Sequence[Outcome], threshold: float) -> Point:
    said = [o for o in outcomes if _is_answered(o, threshold)]
    judged = _judged(said)
    missing = [o.confidence_without for o in outcomes if o.confidence_without is not None]
    return Point(
        threshold=threshold,
        coverage=len(said) / len(outcomes),
        risk=_share(not (o.answerable and o.holds) for o in judged),
        answerable_refused=_share(not _is_answered(o, threshold) for o in outcomes if o.answerable),
        unanswerable_refused=_share(
            not _is_answered(o, threshold) for o in outcomes if not o.answerable
        ),
        absent_refused=_share(confidence < threshold for confidence in missing),
    )


def _bins(outcomes: Sequence[Outcome]) -> Iterable[Bin]:
    known = _judged(outcomes)
    for place in range(_BINS):
        low, high = place / _BINS, (place + 1) / _BINS
        inside = [o for o in known if min(int(o.confidence * _BINS), _BINS - 1) == place]
        if inside:
            confidence = sum(o.confidence for o in inside) / len(inside)
            right = sum(bool(o.holds) for o in inside) / len(inside)
            yield Bin(low, high, len(inside), confidence, right)


def _judged(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Those of which it is known whether an answer would be right."""
    return [o for o in outcomes if not o.answerable or o.holds is not None]


def _share(flags: Iterable[bool]) -> float | None:
    values = list(flags)
    return sum(values) / len(values) if values else None


def _rounded(each: Point | Bin) -> dict[str, float | int | None]:
    values = {name: getattr(each, name) for name in each.__dataclass_fields__}
    return {n: round(v, 4) if isinstance(v, float) else v for n, v in values.items()}


def _spoken(name: str) -> str:
    return name.replace("_", " ")
