"""What outcomes say together, how two runs compare, and the page that shows it."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from rag.evaluation.comparison import compared
from rag.evaluation.outcome import Outcome
from rag.evaluation.page import page
from rag.evaluation.report import summarise

RIGHT = Outcome(
    id="1", question="What did it cost?", answerable=True, answered=True, confidence=0.9, rank=1,
    holds=True, exact=True, overlap=1.0, citations=2, on_gold=1, gold=1, gold_cited=1, astray=0,
    quote="It cost 30 euros.", answer="30 euros", expected="30 euros",
    milliseconds={"read": 40.0, "total": 60.0}, confidence_without=0.1,
)  # fmt: skip
LOW = replace(RIGHT, id="2", confidence=0.2, confidence_without=0.05)
WRONG = replace(
    RIGHT, id="3", confidence=0.6, rank=6, holds=False, exact=False, overlap=0.5, citations=1,
    on_gold=0, gold_cited=0, confidence_without=0.7,
)  # fmt: skip
SILENT = replace(
    RIGHT, id="4", question="Who <b>painted</b> it?", answerable=False, confidence=0.4, rank=None,
    holds=None, exact=None, overlap=None, on_gold=None, gold=0, gold_cited=0,
    confidence_without=None,
)  # fmt: skip
ALL = (RIGHT, LOW, WRONG, SILENT)


def test_figures_at_a_threshold() -> None:
    report = summarise(ALL, threshold=0.5)
    assert report.counts["answered"] == 2
    assert report.counts["citations"] == 3
    values = {name: figure.value for name, figure in report.figures.items()}
    third = pytest.approx(1 / 3)
    expected = {
        "hit_at_1": pytest.approx(2 / 3),
        "hit_at_5": pytest.approx(2 / 3),
        "hit_at_10": 1.0,
        "citation_precision": third,
        "citation_recall": third,
        "first_quote_holds_answer": third,
        "first_quote_holds_answer_when_answered": 0.5,
        "first_quote_holds_answer_unwithheld": pytest.approx(2 / 3),
        "answer_exact": third,
        "answer_f1": 0.5,
        "false_refusals": third,
        "refusal_recall": 1.0,
        "refusal_precision": 0.5,
        "refusal_f1": pytest.approx(2 / 3),
        "auroc_unanswerable": pytest.approx(2 / 3),
        "absent_refused": pytest.approx(2 / 3),
        "absent_refused_at_5_percent": pytest.approx(2 / 3),
        "auroc_absent": pytest.approx(7 / 9),
    }
    assert {name: values[name] for name in expected} == expected
    assert report.milliseconds["milliseconds_read_p50"] == 40.0


def test_the_curve_trades_coverage_for_risk() -> None:
    curve = summarise(ALL, threshold=0.5).curve
    first, last = curve[0], curve[-2]
    assert (first.threshold, first.coverage, first.risk) == (0.0, 1.0, 0.5)
    assert (last.threshold, last.coverage, last.risk) == (0.9, 0.25, 0.0)
    assert (first.absent_refused, last.absent_refused) == (0.0, 1.0)


def test_reliability_counts_what_cannot_be_answered_as_wrong() -> None:
    bins = summarise(ALL, threshold=0.5).reliability
    assert [(each.low, each.questions, each.right) for each in bins] == [
        (0.2, 1, 1.0),
        (0.4, 1, 0.0),
        (0.6, 1, 0.0),
        (0.9, 1, 1.0),
    ]


def test_what_is_not_known_is_left_out() -> None:
    bare = replace(
        RIGHT, rank=None, holds=None, exact=None, overlap=None, gold=0, on_gold=None,
        confidence_without=None,
    )  # fmt: skip
    report = summarise([bare], threshold=0.5)
    assert set(report.figures) == {"false_refusals"}
    assert report.to_dict()["false_refusals"] == 0.0


def test_two_runs_are_compared_question_by_question() -> None:
    before = [RIGHT, LOW, replace(SILENT, answered=False), replace(RIGHT, id="gone")]
    now = [replace(RIGHT, holds=False, quote="No."), LOW, SILENT, WRONG]
    found = compared(before, now, threshold=0.3)
    assert (found.compared, found.right_before, found.right_now) == (3, 3, 0)
    assert [change.id for change in found.worse] == ["1", "2", "4"]
    assert [change.now for change in found.worse] == ["No.", "", SILENT.quote]
    assert found.better == ()
    assert compared(now, before, threshold=0.0).better


class Tags(HTMLParser):
    """Collects what a page would load or show."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.shown = ""
        self.counts: dict[str, int] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.counts[tag] = self.counts.get(tag, 0) + 1
        self.loads += [value or "" for name, value in attrs if name in {"src", "href"}]

    def handle_data(self, data: str) -> None:
        self.shown += data


def test_the_page_needs_no_other_file_and_shows_what_went_wrong() -> None:
    comparison = compared([RIGHT], [WRONG], threshold=0.0)
    text = page(summarise(ALL, 0.3), ALL, "Footnote on <questions>", comparison)
    tags = Tags(text)
    assert tags.loads == []
    assert tags.counts["svg"] == 4
    assert "b" not in tags.counts
    assert "Who <b>painted</b> it?" in tags.shown
    assert "Footnote on <questions>" in tags.shown
    assert "hit at 10" in tags.shown
    assert "http" not in text


def test_a_page_of_one_bare_question() -> None:
    bare = replace(RIGHT, holds=None, exact=None, overlap=None, rank=None, milliseconds={})
    assert "<svg" in page(summarise([bare], 0.3), [bare], "One")
