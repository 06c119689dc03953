"""The built-in reader: which paragraph answers, and where."""

from __future__ import annotations

import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from readings import paragraph

from rag.errors import ModelError
from rag.models import FOLDER
from rag.reader.minilm import MiniLMReader

QUESTION = "How many people did the ferry carry in 1998?"
RIGHT = "In 1998 the ferry carried 41,300 people across the bay, more than in any year before."
WRONG = "The council raised the tax on dogs by four per cent. Owners protested."
FILLER = "The museum shows boats, nets and photographs of the families who lived by the shore. "


def test_the_paragraph_that_answers_is_told_apart(reader: MiniLMReader) -> None:
    wrong, right = reader.read(QUESTION, [paragraph(WRONG), paragraph(RIGHT)])
    assert right.answers > 0 > wrong.answers
    assert right.fits > wrong.fits
    assert right.spans[0].score > wrong.spans[0].score
    assert right.silent < wrong.silent


def test_the_answer_is_marked(reader: MiniLMReader) -> None:
    (reading,) = reader.read(QUESTION, [paragraph(RIGHT)])
    span = reading.spans[0]
    assert "41,300" in RIGHT[span.start : span.end]
    assert len(RIGHT[span.start : span.end]) < 30


def test_spans_do_not_overlap_and_stand_in_the_text(reader: MiniLMReader) -> None:
    text = FILLER * 3 + RIGHT
    (reading,) = reader.read(QUESTION, [paragraph(text)])
    assert len(reading.spans) > 1
    taken = sorted((span.start, span.end) for span in reading.spans)
    assert all(0 <= start < end <= len(text) for start, end in taken)
    assert all(one[1] <= two[0] for one, two in pairwise(taken))
    scores = [span.score for span in reading.spans]
    assert scores == sorted(scores, reverse=True)
    assert all(score <= 0 for score in scores)


def test_read_closely_is_another_reading_of_the_same(reader: MiniLMReader) -> None:
    paragraphs = [paragraph(WRONG), paragraph(RIGHT), paragraph(FILLER * 40)]
    once, closely = (reader.read(QUESTION, paragraphs, closely=how) for how in (False, True))
    assert all(one.answers != other.answers for one, other in zip(once, closely, strict=True))
    wrong, right, _ = closely
    assert right.answers > 0 > wrong.answers
    span = right.spans[0]
    assert "41,300" in RIGHT[span.start : span.end]
    assert span.score <= 0


@pytest.mark.parametrize("before", [0, 20, 60])
def test_long_paragraphs_are_read_to_their_end(reader: MiniLMReader, before: int) -> None:
    text = FILLER * before + RIGHT + " " + FILLER * 20
    (reading,) = reader.read(QUESTION, [paragraph(text)])
    assert "41,300" in text[reading.spans[0].start : reading.spans[0].end]


def test_a_paragraph_is_read_alike_whatever_stands_beside_it(reader: MiniLMReader) -> None:
    (alone,) = reader.read(QUESTION, [paragraph(RIGHT)])
    short, long = paragraph(FILLER), paragraph(FILLER * 40)
    for beside in ([paragraph(RIGHT), long, short], [short, long, paragraph(RIGHT)]):
        assert reader.read(QUESTION, beside)[beside.index(paragraph(RIGHT))] == alone


def test_the_title_is_read_too(reader: MiniLMReader) -> None:
    text = "It carried 41,300 people that year."
    asked = "How many people did the Molle ferry carry?"
    with_title, without = reader.read(
        asked, [paragraph(text, title="The Molle ferry"), paragraph(text, title="Dog tax")]
    )
    assert with_title.answers > without.answers


@pytest.mark.parametrize("text", ["", " ", "\ud800", "🜁" * 50, "\x00", "ß" * 9000])
def test_odd_texts_are_read(reader: MiniLMReader, text: str) -> None:
    (reading,) = reader.read("?", [paragraph(text)])
    assert all(0 <= s.start <= s.end <= len(text) for s in reading.spans)
    assert reader.read(text or "?", [paragraph(RIGHT)])


def test_no_paragraphs_are_no_readings(reader: MiniLMReader) -> None:
    assert reader.read(QUESTION, []) == []


def test_threads_get_what_one_gets(reader: MiniLMReader) -> None:
    texts = [paragraph(RIGHT), paragraph(WRONG)] * 4
    alone = [reader.read(QUESTION, [text]) for text in texts]
    start = threading.Barrier(2)

    def run(first: int) -> list[object]:
        start.wait(timeout=30)
        return [reader.read(QUESTION, [text]) for text in texts[first::2]]

    with ThreadPoolExecutor(2) as pool:
        odd_and_even = list(pool.map(run, range(2)))
    for first in range(2):
        assert odd_and_even[first] == alone[first::2]


@pytest.mark.parametrize("name", ["reader.onnx", "second_reader.onnx", "tokenizer.json"])
def test_a_damaged_model_is_noticed(tmp_path: Path, name: str) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "models"))
    (folder / name).write_bytes(b"nothing")
    with pytest.raises(ModelError, match="Install Footnote again"):
        MiniLMReader(folder=folder)


def test_whom_a_pronoun_means_is_read_above(reader: MiniLMReader) -> None:
    line = "He retired in 2004 and died nine years later."
    right, wrong = (
        replace(paragraph(line), above=f"{name} steered the ferry for thirty years.")
        for name in ("Peter Lund", "Karl Brandt")
    )
    asked = "When did Peter Lund retire?"
    of_right, of_wrong = reader.read(asked, [right, wrong])
    assert of_right.fits > of_wrong.fits
    assert of_right.answers > of_wrong.answers
    span = of_right.spans[0]
    assert "2004" in line[span.start : span.end]
