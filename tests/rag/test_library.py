"""Asking: what an answer promises, and what happens when there is none."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from rag import Library
from rag.errors import IndexUnavailableError, NoSuchParagraphError, QuestionError
from rag.library import MAX_QUESTION
from rag.reading import read_article

CAPTAIN = "Captain Ann Miller blames a broken rudder, which the yard refuses to repair."


def test_an_answer_quotes_the_paragraph_it_names(library: Library, articles: Path) -> None:
    answer = library.ask("  Who blames a broken\nrudder? ")
    assert answer.question == "Who blames a broken rudder?"
    assert answer.status == "answered"
    assert answer.text == f"{CAPTAIN} [1]"
    citation = answer.citations[0]
    assert citation.answer == "Captain Ann Miller"
    assert (citation.file, citation.paragraph, citation.line) == ("ferry.txt", 3, 5)
    assert citation.title == "The ferry stopped"
    paragraph = read_article(articles / "ferry.txt", "ferry.txt").paragraphs[2]
    assert citation.quote == paragraph.text[citation.start : citation.end]


def test_what_the_articles_do_not_say_is_not_answered(library: Library) -> None:
    answer = library.ask("What is the population of Belarus?")
    assert answer.status == "not_found"
    assert answer.citations == ()
    assert "[" not in answer.text
    assert len(answer.passages) == 8


def test_every_marker_has_its_citation(library: Library, articles: Path) -> None:
    (articles / "twin.txt").write_text(f"Another paper\n\n{CAPTAIN}\n")
    library.sync()
    answer = library.ask("Who blames a broken rudder?")
    assert answer.text == f"{CAPTAIN} [1][2]"
    assert [c.marker for c in answer.citations] == [1, 2]
    assert {c.file for c in answer.citations} == {"ferry.txt", "twin.txt"}


def test_two_quotes_of_one_paragraph(library: Library, articles: Path) -> None:
    text = "The clock tower was built in 1890. Architect Paul Moore designed the clock tower."
    (articles / "tower.txt").write_text(f"The clock\n\n{text}\n")
    library.sync()
    answer = library.ask("Who designed the clock tower and when was it built?")
    assert [(c.file, c.paragraph) for c in answer.citations] == [("tower.txt", 2)] * 2
    first, second = (citation.answer for citation in answer.citations)
    assert first.endswith("Paul Moore")
    assert second == "1890"


def test_headings_are_not_quoted(library: Library) -> None:
    answer = library.ask("What stopped, the ferry?")
    assert all(c.quote not in ("The ferry stopped", "The harbour") for c in answer.citations)
    kinds = [passage.paragraph.kind for passage in library.search("harbour", 10)]
    assert kinds[0] == "text"


def test_the_json_of_an_answer(library: Library) -> None:
    row = library.ask("Who blames a broken rudder?").to_dict()
    assert list(row) == [
        *("question", "status", "text", "confidence", "engine", "citations", "passages"),
        *("index", "timings_ms", "understood", "parts", "withdrawn", "notice", "model"),
        "meant",
    ]
    assert list(row["citations"][0]) == [
        *("marker", "file", "paragraph", "line", "title", "quote", "start", "end", "verdict"),
        *("answer_start", "answer_end", "answer"),
    ]
    assert list(row["passages"][0]) == ["file", "paragraph", "score", "text"]
    assert row["index"].keys() >= {"articles", "paragraphs", "synced_at"}
    assert row["timings_ms"].keys() == {*("embed", "search", "read", "retrieve", "answer", "total")}


def test_a_changed_file_is_told(library: Library, articles: Path) -> None:
    assert library.ask("Who blames a broken rudder?").index.changed == ()
    (articles / "ferry.txt").write_text("All is new.")
    assert library.ask("Who blames a broken rudder?").index.changed == ("ferry.txt",)
    assert library.show("ferry.txt", 3).changed
    assert library.status().changed == ("ferry.txt",)


@pytest.mark.parametrize("question", ["", "  \n", "x" * (MAX_QUESTION + 1)])
def test_questions_without_sense(library: Library, question: str) -> None:
    with pytest.raises(QuestionError):
        library.ask(question)


@pytest.mark.parametrize(
    "question", ["?", "!!!", "the of and", "\x00", 'AND OR NOT ("', "ß" * 2000]
)
def test_odd_questions_are_survived(library: Library, question: str) -> None:
    assert library.ask(question).status in ("answered", "not_found")


def test_nothing_indexed_yet(open_library: Any) -> None:
    with pytest.raises(IndexUnavailableError, match="footnote index"):
        open_library().ask("Who?")


def test_show_and_find(library: Library) -> None:
    excerpt = library.show("ferry.txt", 3, neighbours=1)
    assert excerpt.paragraph.text == CAPTAIN
    assert [p.number for p in excerpt.around] == [2, 3, 4]
    assert library.find(excerpt.paragraph.id) == excerpt
    assert library.find("nowhere") is None
    assert [p.number for p in library.show("ferry.txt", 1, 2).around] == [1, 2, 3]


@pytest.mark.parametrize(("file", "number"), [("ferry.txt", 0), ("ferry.txt", 6), ("no.txt", 1)])
def test_no_such_paragraph(library: Library, file: str, number: int) -> None:
    with pytest.raises(NoSuchParagraphError):
        library.show(file, number)


def test_a_replaced_paragraph_is_no_longer_found(library: Library, articles: Path) -> None:
    old = library.show("ferry.txt", 3).paragraph.id
    (articles / "ferry.txt").write_text("All is new.")
    library.sync()
    assert library.find(old) is None


def test_status(library: Library, articles: Path) -> None:
    (articles / "new.md").write_text("# New\n\nText.")
    (articles / "bridge.txt").unlink()
    status = library.status()
    assert (status.articles, status.paragraphs) == (2, 8)
    assert (status.new, status.changed, status.missing) == (("new.md",), (), ("bridge.txt",))
    assert [info.title for info in library.articles()] == ["The new bridge", "The ferry stopped"]


def test_llama_index_retriever(library: Library) -> None:
    nodes = library.retriever(3).retrieve("Who blames a broken rudder?")
    assert len(nodes) == 3
    assert nodes[0].node.get_content() == CAPTAIN
    assert nodes[0].metadata["paragraph"] == 3


def test_questions_from_many_threads_while_the_index_changes(
    library: Library, articles: Path
) -> None:
    failures: list[BaseException] = []

    def ask() -> None:
        try:
            for _ in range(20):
                for citation in library.ask("Who blames a broken rudder?").citations:
                    assert citation.quote in CAPTAIN
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for round_ in range(5):
        (articles / "ferry.txt").write_text(f"The ferry stopped\n\n{CAPTAIN}\n\nRound {round_}.\n")
        (articles / f"round{round_}.txt").write_text("A round\n\nNothing stopped.\n")
        (articles / f"round{round_ - 1}.txt").unlink(missing_ok=True)
        library.sync()
    for thread in threads:
        thread.join()
    assert failures == []
