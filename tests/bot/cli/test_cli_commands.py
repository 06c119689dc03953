"""Each command on a scripted library."""

from __future__ import annotations

import json
from pathlib import Path

from scripted import TEXTS, Run, ScriptedLibrary, report

from rag.errors import ArticlesError, IndexInUseError
from rag.model import Skipped


def test_ask_prints_the_answer_and_its_footnote_on_stdout(run: Run) -> None:
    result = run("ask", "How", "long", "was", "it?")
    assert (result.status, result.err) == (0, "")
    assert "“71 days” [1]" in result.out
    assert "[1] news/war.txt ¶2, line 4 — The war, day by day" in result.out


def test_ask_passes_the_question_on_as_one_line(run: Run) -> None:
    library = ScriptedLibrary()
    run("ask", "-", stdin="How long\n  was it?\n", library=library)
    assert library.asked == ["How long was it?"]


def test_ask_prints_what_comes_closest_when_the_articles_do_not_answer(run: Run) -> None:
    result = run("ask", "Who?")
    assert result.status == 0
    assert result.out.startswith("The articles do not answer this.")
    assert TEXTS[1] in result.out
    assert "[1]" not in result.out


def test_ask_json_is_one_object_as_the_library_gave_it(run: Run) -> None:
    result = run("ask", "--json", "When")
    answer = json.loads(result.out)
    assert answer["status"] == "answered"
    assert answer["citations"][0]["quote"] == TEXTS[2]
    assert result.out.count("\n") == 1


def test_json_never_holds_a_bare_control_character(run: Run) -> None:
    question = "what \x9b31m is this"
    result = run("ask", "--json", question)
    assert json.loads(result.out)["question"] == question
    assert all(character.isprintable() for character in result.out.rstrip("\n"))


def test_an_empty_question_is_refused_before_anything_is_opened(run: Run) -> None:
    result = run("ask", "  ", library=AssertionError("opened"))
    assert result.status == 2
    assert result.err.startswith("footnote: The question is empty.")


def test_the_synchronisation_before_a_question_tells_what_changed_on_stderr(run: Run) -> None:
    skipped = (Skipped("x.txt", "is not UTF-8"),)
    result = run("ask", "How long", library=ScriptedLibrary(report(added=("b",), skipped=skipped)))
    assert result.err.splitlines() == [
        "indexing 1 paragraph …",
        "skipped  x.txt: is not UTF-8",
        "indexed: 1 added; 39 paragraphs in 0.2 s",
    ]
    assert result.out.startswith("“71 days”")


def test_index_lists_what_changed_and_sums_it_up(run: Run) -> None:
    library = ScriptedLibrary(report(added=("b.txt",), removed=("c.txt",)))
    result = run("index", library=library)
    assert result.out.splitlines() == [
        "added    b.txt",
        "removed  c.txt",
        "3 articles, 39 paragraphs (1 added, 1 removed) in 0.2 s",
    ]
    assert library.closed


def test_index_json_is_the_report(run: Run) -> None:
    result = run("index", "--json")
    assert json.loads(result.out) == report().to_dict()


def test_show_marks_the_paragraph_among_its_neighbours(run: Run) -> None:
    result = run("show", "war", "¶2")
    assert f"▶ ¶2  {TEXTS[1]}" in result.out
    assert f"  ¶1  {TEXTS[0]}" in result.out


def test_show_json_is_the_excerpt(run: Run) -> None:
    shown = json.loads(run("show", "news/war.txt", "2", "--json").out)
    assert (shown["paragraph"], shown["text"]) == (2, TEXTS[1])


def test_show_takes_the_path_that_a_shell_completes(run: Run, tmp_path: Path) -> None:
    assert run("show", str(tmp_path / "seeds" / "news" / "war.txt"), "2").status == 0


def test_show_says_what_was_meant_by_a_misspelt_name(run: Run) -> None:
    result = run("show", "wra.txt", "2")
    assert result.status == 2
    assert result.err == (
        "footnote: There is no article wra.txt in the index. Did you mean news/war.txt?\n"
    )


def test_show_refuses_what_is_no_number(run: Run) -> None:
    result = run("show", "war", "0")
    assert result.status == 2
    assert "0 is not a paragraph number" in result.err


def test_status_says_that_the_index_is_behind(run: Run) -> None:
    result = run("status")
    assert "behind the folder (1 new)" in result.out
    assert "brought in line 2026-11-22 04:00 UTC" in result.out


def test_status_json_is_the_status(run: Run) -> None:
    assert json.loads(run("status", "--json").out)["new"] == ["new.txt"]


def test_eval_needs_its_file_before_it_opens_anything(run: Run) -> None:
    result = run("eval", "none.jsonl", library=AssertionError("opened"))
    assert result.status == 2
    assert "There is no file none.jsonl" in result.err


def test_an_error_with_a_remedy_is_one_line_and_its_own_status(run: Run) -> None:
    result = run("ask", "x", library=ScriptedLibrary(ArticlesError("No folder. Make one.")))
    assert (result.status, result.err) == (1, "footnote: No folder. Make one.\n")
    held = run("status", library=IndexInUseError("In use by footnote bot."))
    assert (held.status, held.err) == (1, "footnote: In use by footnote bot.\n")


def test_the_library_is_closed_after_an_error(run: Run) -> None:
    library = ScriptedLibrary()
    assert run("ask", "boom", library=library).status == 1
    assert library.closed


def test_eval_of_several_engines_makes_no_single_report(run: Run, tmp_path: Path) -> None:
    questions = tmp_path / "questions.jsonl"
    questions.write_text('{"question": "How long?"}')
    engines = ("--engine", "built-in", "--engine", "ollama:x")
    result = run("eval", str(questions), *engines, "--report", "r.html")
    assert (result.status, result.out) == (2, "")
    assert "leave out --out" in result.err
