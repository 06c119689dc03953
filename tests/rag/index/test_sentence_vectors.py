"""The sentences' vectors: what is near, whose they are, and that they come back when lost."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from readings import paragraph

from rag import Library
from rag.index.sentence_vectors import SentenceVectors, pieces
from rag.model import Paragraph

TEXTS = ["The ferry stopped. It was late. Nobody knew why.", "The bridge opened."]


@pytest.fixture
def paragraphs() -> list[Paragraph]:
    return [paragraph(text, "a.txt", number) for number, text in enumerate(TEXTS, start=1)]


@pytest.fixture
def vectors() -> NDArray[np.float32]:
    rows = np.random.default_rng(1).normal(size=(4, 384))
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


@pytest.fixture
def kept(
    tmp_path: Path, paragraphs: list[Paragraph], vectors: NDArray[np.float32]
) -> SentenceVectors:
    found = SentenceVectors(tmp_path / "sentences", "words")
    found.put("a.txt", "1", paragraphs, vectors)
    return found


def test_the_nearest_sentence_of_each_paragraph(
    kept: SentenceVectors, paragraphs: list[Paragraph], vectors: NDArray[np.float32]
) -> None:
    question = vectors[1] + 0.5 * vectors[3]
    question /= np.linalg.norm(question)
    near = kept.nearest(question, paragraphs, {"a.txt": "1"})
    first, second = (near[each.id] for each in paragraphs)
    assert first == pytest.approx((vectors[:3] @ question).max(), abs=0.005)
    assert second == pytest.approx(vectors[3] @ question, abs=0.005)


@pytest.mark.parametrize("versions", [{}, {"a.txt": "2"}])
def test_another_version_is_not_found(
    kept: SentenceVectors,
    paragraphs: list[Paragraph],
    vectors: NDArray[np.float32],
    versions: dict[str, str],
) -> None:
    assert kept.nearest(vectors[0], paragraphs, versions) == {}
    assert kept.lacking({**versions, "b.txt": "1"}) == [*versions, "b.txt"]


def test_what_another_embedding_made_is_not_found(
    kept: SentenceVectors, tmp_path: Path, paragraphs: list[Paragraph]
) -> None:
    other = SentenceVectors(tmp_path / "sentences", "others")
    assert other.lacking({"a.txt": "1"}) == ["a.txt"]
    assert kept.lacking({"a.txt": "1"}) == []


def test_a_heading_has_no_sentences(tmp_path: Path) -> None:
    heading = Paragraph("a.txt", 1, 1, 0, 5, "Ferry", kind="heading", id="h")
    assert pieces([heading]) == []
    kept = SentenceVectors(tmp_path, "words")
    kept.put("a.txt", "1", [heading], np.empty((0, 384), np.float32))
    assert kept.nearest(np.ones(384, np.float32), [heading], {"a.txt": "1"}) == {}


def test_a_damaged_file_counts_as_lacking(
    tmp_path: Path,
    paragraphs: list[Paragraph],
    vectors: NDArray[np.float32],
    kept: SentenceVectors,
    caplog: pytest.LogCaptureFixture,
) -> None:
    (file,) = (tmp_path / "sentences").iterdir()
    file.write_bytes(file.read_bytes()[:-40])
    assert kept.nearest(vectors[0], paragraphs, {"a.txt": "1"}) == {}
    assert "damaged" in caplog.text
    assert kept.lacking({"a.txt": "1"}) == ["a.txt"]
    kept.put("a.txt", "1", paragraphs, vectors)
    assert set(kept.nearest(vectors[0], paragraphs, {"a.txt": "1"})) == {p.id for p in paragraphs}


def test_a_sentence_brings_its_long_paragraph_up(library: Library, articles: Path) -> None:
    other = " ".join(f"Word{n} and thing{n} fill this long report." for n in range(12))
    (articles / "long.txt").write_text(f"A report\n\n{other} The whistle broke.\n")
    (articles / "short.txt").write_text("A note\n\nThe whistle went home. It rained.\n")
    library.sync()
    (near, *_) = library.candidates("the whistle broke", 1)
    assert near.paragraph.file == "long.txt"


def test_lost_sentences_are_made_anew(open_library: Any, articles: Path, tmp_path: Path) -> None:
    (articles / "headings.md").write_text("# Ferries\n\n## Bridges\n")
    folder = tmp_path / "index" / "sentences"
    library = open_library()
    library.sync()
    before = library.candidates("Who blames a broken rudder?", 10)
    files = sorted(path.name for path in folder.iterdir())
    library.close()
    shutil.rmtree(folder)
    again = open_library()
    without = again.candidates("Who blames a broken rudder?", 10)
    assert [p.score for p in without] != [p.score for p in before]
    report = again.sync()
    assert (report.added, len(report.unchanged)) == ((), 3)
    assert sorted(path.name for path in folder.iterdir()) == files
    assert again.candidates("Who blames a broken rudder?", 10) == before


def test_nothing_is_kept_of_an_article_that_is_gone(
    library: Library, articles: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "index" / "sentences"
    assert len(list(folder.iterdir())) == 2
    (articles / "ferry.txt").write_text("The ferry runs\n\nAgain.\n")
    (articles / "bridge.txt").unlink()
    (folder / "rest.new").write_bytes(b"of a run that was killed")
    library.sync()
    assert len(list(folder.iterdir())) == 1
