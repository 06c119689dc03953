"""The word index: how much of a question it finds, and what it would find without some files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
import tantivy
from readings import paragraph

from rag.index.words import WordIndex

TEXTS = {
    "ferry.txt": "The ferry across the bay stopped",
    "bridge.txt": "The bridge across the bay opened",
    "storm.txt": "The storm over the bay calmed",
}


def index(folder: Path, texts: Mapping[str, str]) -> WordIndex:
    words = WordIndex(folder)
    words.bring_in_line(dict.fromkeys(texts, "1"), lambda file: [paragraph(texts[file], file)])
    return words


@pytest.fixture
def words(tmp_path: Path) -> WordIndex:
    return index(tmp_path / "all", TEXTS)


def test_a_score_says_how_much_of_the_question_was_found(words: WordIndex) -> None:
    ((_, whole), *_) = words.search("ferry across the bay", 3)
    ((_, part), *_) = words.search("ferry across the unknown lagoon", 3)
    assert 1 >= whole > part > 0
    assert words.search("unknown lagoon", 3) == []


@pytest.mark.parametrize("question", ["Did the ferry cross the bay?", "across the bay", "ferry"])
def test_without_a_file_it_is_as_though_that_were_not_there(
    words: WordIndex, tmp_path: Path, question: str
) -> None:
    left = {file: text for file, text in TEXTS.items() if file != "ferry.txt"}
    never_there = index(tmp_path / "left", left).search(question, 3)
    found = words.search(question, 3, without={"ferry.txt"})
    assert [id_ for id_, _ in found] == [id_ for id_, _ in never_there]
    assert [score for _, score in found] == pytest.approx([score for _, score in never_there])


def test_an_index_of_an_earlier_version_is_made_anew(tmp_path: Path) -> None:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text")
    (tmp_path / "old").mkdir()
    tantivy.Index(builder.build(), path=str(tmp_path / "old"))
    assert index(tmp_path / "old", TEXTS).search("ferry", 1)
