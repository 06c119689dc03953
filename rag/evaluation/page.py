"""The report as one HTML page that needs no other file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from rag.evaluation.comparison import Comparison
from rag.evaluation.outcome import Outcome
from rag.evaluation.plots import Curve, bars, lines
from rag.evaluation.report import Report

__all__ = ["page"]

_STYLE = """
:root { color-scheme: light dark }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem;
  background: #fff; color: #1f2328 }
h1 { font-size: 1.5rem } h2 { font-size: 1.15rem; margin-top: 2.2rem }
table { border-collapse: collapse; width: 100%; margin: .6rem 0 }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem;
  border-bottom: 1px solid #8884 }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr)); gap: 1rem }
figure { margin: 0; border: 1px solid #8884; border-radius: 8px; padding: .7rem }
figcaption { font-weight: 600 } svg { width: 100% } svg text { font-size: 11px; fill: #59636e }
.grid { stroke: #8883 } .legend span { margin-right: 1rem; font-size: 13px }
.legend i { display: inline-block; width: .8em; height: .8em; border-radius: 2px;
  margin-right: .35em }
.why { color: #59636e } mark { background: #fff1a8; color: inherit }
@media (prefers-color-scheme: dark) { body { background: #0d1117; color: #e6edf3 }
  svg text { fill: #9198a1 } .why { color: #9198a1 } mark { background: #6b5900 } }
"""
_MEANINGS = {
    "hit_at_1": "the question's paragraph is the first passage",
    "hit_at_5": "… among the first five",
    "hit_at_10": "… among the first ten",
    "mean_reciprocal_rank": "one over its place, on average",
    "citation_precision": "of the citations, how many name a right paragraph",
    "citation_recall": "of the right paragraphs, how many are cited",
    "first_quote_holds_answer": "the first quote holds a known answer; withheld counts as wrong",
    "first_quote_holds_answer_when_answered": "… of those that were answered",
    "first_quote_holds_answer_unwithheld": "… if nothing were withheld",
    "answer_exact": "the words marked in it are a known answer; withheld counts as wrong",
    "answer_f1": "the words they share with a known answer",
    "answer_exact_unwithheld": "… if nothing were withheld",
    "answer_f1_unwithheld": "… if nothing were withheld",
    "false_refusals": "answerable questions that were refused",
    "refusal_recall": "unanswerable questions that were refused",
    "refusal_precision": "of the refused questions, how many are unanswerable",
    "refusal_f1": "the harmonic mean of the two",
    "auroc_unanswerable": "how well confidence tells answerable from unanswerable (0.5 is chance)",
    "absent_refused": "questions refused when their article is left out",
    "absent_refused_at_5_percent": "… at the threshold that refuses 5 % of the answerable",
    "auroc_absent": "how well confidence tells whether the article is there",
    "calibration_error": "how far confidence is from the share that is right, on average",
}
_SHOWN = 200  # questions that went wrong


def page(
    report: Report, outcomes: Sequence[Outcome], heading: str, comparison: Comparison | None = None
) -> str:
    """The whole page; everything that comes from articles or questions is escaped."""
    body = [
        f"<h1>{escape(heading)}</h1>",
        _counts(report),
        "<h2>Measures</h2>",
        _figures(report),
        "<h2>Pictures</h2><div class=plots>",
        *_plots(report, outcomes),
        "</div>",
    ]
    if comparison:
        body += ["<h2>Against the other run</h2>", _comparison(comparison)]
    body += ["<h2>Questions that went wrong</h2>", _wrong(outcomes, report.threshold)]
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(heading)}</title><style>{_STYLE}</style>{''.join(body)}</html>\n"
    )


def _counts(report: Report) -> str:
    found = ", ".join(f"{name.replace('_', ' ')} {n:,}" for name, n in report.counts.items())
    return f"<p>{found}; threshold {report.threshold:g}.</p>"


def _figures(report: Report) -> str:
    rows = [
        (
            name.replace("_", " "),
            f"{figure.value:.3f}",
            f"{figure.low:.3f} – {figure.high:.3f}",
            str(figure.cases),
            _MEANINGS.get(name, ""),
        )
        for name, figure in report.figures.items()
    ]
    rows += [
        (name.replace("_", " "), f"{ms:.1f}", "", "", "")
        for name, ms in report.milliseconds.items()
    ]
    return _table(
        ("measure", "value", "95 % interval", "cases", "meaning"), rows, numbers=(1, 2, 3)
    )


def _plots(report: Report, outcomes: Sequence[Outcome]) -> Iterable[str]:
    bins = [(each.confidence, each.right) for each in report.reliability]
    diagonal = Curve("as promised", ((0, 0), (1, 1)))
    yield lines(
        "Reliability: confidence against truth",
        "confidence",
        "first quote right",
        (diagonal, Curve("measured", bins, dots=True)),
    )
    risk = [(p.coverage, 1 - p.risk) for p in report.curve if p.risk is not None]
    yield lines(
        "Risk and coverage",
        "questions answered",
        "answers right",
        (Curve("threshold 0 to 1", risk),),
    )
    kinds = (
        ("answerable refused", [(p.threshold, p.answerable_refused) for p in report.curve]),
        ("unanswerable refused", [(p.threshold, p.unanswerable_refused) for p in report.curve]),
        ("article missing: refused", [(p.threshold, p.absent_refused) for p in report.curve]),
    )
    curves = [
        Curve(name, [(x, y) for x, y in points if y is not None])
        for name, points in kinds
        if any(y is not None for _, y in points)
    ]
    yield lines("What a threshold refuses", "threshold", "refused", curves)
    times = [o.milliseconds["total"] for o in outcomes if "total" in o.milliseconds]
    if times:
        yield bars("Time for an answer", "milliseconds", times)


def _comparison(comparison: Comparison) -> str:
    parts = [
        f"<p>Of {comparison.compared} questions {comparison.right_before} were right before, "
        f"{comparison.right_now} are now.</p>"
    ]
    for name, changes in (("Better", comparison.better), ("Worse", comparison.worse)):
        rows = [(c.id, c.question, c.before or "(refused)", c.now or "(refused)") for c in changes]
        parts.append(f"<h3>{name}: {len(changes)}</h3>")
        parts.append(_table(("id", "question", "before", "now"), rows))
    return "".join(parts)


def _wrong(outcomes: Sequence[Outcome], threshold: float) -> str:
    rows = []
    for outcome in outcomes:
        said = outcome.answered and outcome.confidence >= threshold
        if outcome.answerable and (outcome.holds is None or (outcome.holds and said)):
            continue
        if not outcome.answerable and not said:
            continue
        shown = outcome.quote if said else "(refused)"
        expected = outcome.expected if outcome.answerable else "(no answer)"
        rows.append((outcome.id, outcome.question, expected, shown, f"{outcome.confidence:.2f}"))
    more = f"<p>{len(rows) - _SHOWN} more are not shown.</p>" if len(rows) > _SHOWN else ""
    head = ("id", "question", "expected", "said", "confidence")
    return _table(head, rows[:_SHOWN], numbers=(4,)) + more


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], numbers: Sequence[int] = ()) -> str:
    def row(cells: Sequence[str], tag: str) -> str:
        kinds = [" class=n" if place in numbers else "" for place in range(len(cells))]
        inner = "".join(
            f"<{tag}{kind}>{escape(cell)}</{tag}>" for cell, kind in zip(cells, kinds, strict=True)
        )
        return f"<tr>{inner}</tr>"

    return f"<table>{row(head, 'th')}{''.join(row(cells, 'td') for cells in rows)}</table>"
