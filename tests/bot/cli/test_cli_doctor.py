"""What the doctor finds."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from llm_server import LlmServer, Reply, Says, bad_key
from scripted import Run

from bot.cli.doctor import check_articles, check_index, check_variables
from rag.errors import ArticlesError, IndexInUseError
from rag.index.folder_lock import FolderLock


def test_a_misspelt_variable_is_bad_and_its_right_name_is_said() -> None:
    checks = check_variables(
        ["PATH", "FOOTNOTE_ARTICELS"], ["FOOTNOTE_INDEX"], ["articles", "index"]
    )
    assert [(check.state, check.finding) for check in checks] == [
        (
            "bad",
            "FOOTNOTE_ARTICELS in the environment is not a setting. "
            "Did you mean FOOTNOTE_ARTICLES?",
        )
    ]


def test_a_variable_that_resembles_nothing_is_bad_too() -> None:
    (check,) = check_variables([], ["footnote_zzz"], ["articles"])
    assert check.state == "bad"
    assert ".env " in check.finding
    assert ".env.example" in check.finding


def test_known_variables_are_good() -> None:
    (check,) = check_variables(["FOOTNOTE_INDEX", "footnote_articles"], [], ["articles", "index"])
    assert check.state == "good"


def test_a_folder_of_articles_is_good(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A.")
    (tmp_path / "b.md").write_text("B.")
    check = check_articles(tmp_path)
    assert check.state == "good"
    assert check.finding.startswith("2 files in ")


def test_a_folder_without_articles_is_bad(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_text("A.")
    assert check_articles(tmp_path).state == "bad"


def test_no_folder_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(ArticlesError):
        check_articles(tmp_path / "none")


def test_an_index_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "index"
    assert check_index(folder).state == "good"
    assert not folder.parent.exists()


def test_an_index_below_a_file_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert check_index(tmp_path / "file" / "index").state == "bad"


def test_an_index_that_another_holds_is_an_error_that_names_it(tmp_path: Path) -> None:
    lock = FolderLock(tmp_path, "footnote bot")
    try:
        with pytest.raises(IndexInUseError, match="footnote bot"):
            check_index(tmp_path)
    finally:
        lock.release()
    assert check_index(tmp_path).state == "good"


def test_doctor_prints_a_line_for_each_check_and_fails_if_any_is_bad(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOOTNOTE_EMBEDDING", "nonsense")
    result = run("doctor")
    lines = result.out.splitlines()
    assert result.status == 1
    assert result.err == ""
    assert [line[0] for line in lines if line.startswith(("✓ Python", "✗ Articles"))] == ["✓", "✗"]
    assert any(line.startswith("✗ Embedding model ") for line in lines)
    assert any(line.startswith("✓ Reader ") for line in lines)
    assert any(line.startswith("– Discord token ") for line in lines)
    assert f"{sys.version_info.major}.{sys.version_info.minor}" in lines[0]


@pytest.mark.parametrize(
    ("reply", "state"), [(Says("Ready."), "✓"), (bad_key(), "✗")], ids=["answers", "refuses"]
)
def test_the_language_model_is_asked_for_a_word(
    run: Run, monkeypatch: pytest.MonkeyPatch, reply: Reply, state: str
) -> None:
    with LlmServer(reply) as server:
        monkeypatch.setenv("FOOTNOTE_LLM", f"openai-like:scripted@{server.url}")
        result = run("doctor")
    (line,) = [line for line in result.out.splitlines() if "Language model" in line]
    assert line.startswith(state)
    assert "sk-secret" not in result.out
