"""`evaluate` counts what it says it counts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rag import Library
from rag.evaluation.questions import QuestionFileError
from rag.evaluation.run import evaluate


def written(tmp_path: Path, *rows: object) -> Path:
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)) + "\n\n", encoding="utf-8")
    return path


RIGHT = {
    "id": "right",
    "question": "Who blames a broken rudder?",
    "answers": ["ann miller"],
    "gold": [{"file": "ferry.txt", "paragraph": 3}],
}
WRONG = {
    "id": "wrong",
    "question": "When did the bridge over the river open?",
    "answers": ["no such words"],
    "gold": [{"file": "ferry.txt", "paragraph": 2}],
}
SILENT = {"id": "silent", "question": "Where do pandas live?", "answerable": False}
BARE = {"question": "Who called the price of 30 million euros a bargain?"}


def test_figures(library: Library, tmp_path: Path) -> None:
    out = tmp_path / "answers.jsonl"
    seen: list[tuple[int, int]] = []
    found = evaluate(
        library,
        written(tmp_path, RIGHT, WRONG, SILENT, BARE),
        out=out,
        absent=True,
        progress=lambda done, total: seen.append((done, total)),
    )
    report = found.report.to_dict()
    assert (report["questions"], report["answerable"], report["unanswerable"]) == (4, 3, 1)
    assert (report["hit_at_1"], report["hit_at_10"]) == (0.5, 1.0)
    assert report["first_quote_holds_answer"] == 0.5
    assert report["refusal_recall"] == 1.0
    assert report["absent_refused"] == 0.5  # the article on the bridge is still there
    assert report["quotes_not_verbatim"] == 0
    assert report["faithfulness"] == 1.0  # quotes alone
    assert report["answers_without_citation"] == 0
    assert "When did the bridge over the river open?" in found.page("Test")
    assert seen == [(1, 4), (2, 4), (3, 4), (4, 4)]
    rows = [json.loads(line) for line in out.read_text().splitlines()]
    assert [row["id"] for row in rows[:3]] == ["right", "wrong", "silent"]
    assert rows[0]["citations"][0]["file"] == "ferry.txt"


def test_quotes_are_held_against_the_files_themselves(
    library: Library, articles: Path, tmp_path: Path
) -> None:
    (articles / "ferry.txt").write_text("The ferry stopped\n\nAll is new.\n\nCaptain Ann left.\n")
    report = evaluate(library, written(tmp_path, RIGHT)).report
    assert report.counts["quotes_not_verbatim"] > 0


def test_an_earlier_run_is_compared(library: Library, tmp_path: Path) -> None:
    questions = written(tmp_path, RIGHT, SILENT)
    before = tmp_path / "before.jsonl"
    evaluate(library, questions, out=before)
    rows = [json.loads(line) for line in before.read_text().splitlines()]
    rows[0] |= {"status": "not_found", "citations": []}
    before.write_text("\n".join(map(json.dumps, rows)))
    found = evaluate(library, questions, compare=before).comparison
    assert found is not None
    assert [change.id for change in found.better] == ["right"]
    assert found.worse == ()
    assert "right before 1, now 2" in found.lines()[0]


def test_what_is_withheld_is_written_as_withheld(library: Library, tmp_path: Path) -> None:
    out = tmp_path / "answers.jsonl"
    evaluate(library, written(tmp_path, SILENT), out=out)
    row = json.loads(out.read_text())
    assert (row["status"], row["citations"]) == ("not_found", [])
    assert "[" not in row["text"]


@pytest.mark.parametrize("text", ["{", "[]", '{"id": 1}', '{"id": 1, "status": "answered"}'])
def test_a_file_that_is_no_earlier_run_is_told(library: Library, tmp_path: Path, text: str) -> None:
    other = tmp_path / "other.jsonl"
    other.write_text(text)
    with pytest.raises(QuestionFileError, match="eval --out"):
        evaluate(library, written(tmp_path, RIGHT), compare=other)


@pytest.mark.parametrize("line", ["{", "[]", "{}", '{"question": "x", "gold": [{}]}'])
def test_a_bad_line_is_named(library: Library, tmp_path: Path, line: str) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text('{"question": "Who?"}\n' + line)
    with pytest.raises(QuestionFileError, match="line 2"):
        evaluate(library, path)


def test_no_such_file_and_no_questions(library: Library, tmp_path: Path) -> None:
    with pytest.raises(QuestionFileError, match="cannot be read"):
        evaluate(library, tmp_path / "nowhere.jsonl")
    (tmp_path / "empty.jsonl").write_text("\n")
    with pytest.raises(QuestionFileError, match="no questions"):
        evaluate(library, tmp_path / "empty.jsonl")
