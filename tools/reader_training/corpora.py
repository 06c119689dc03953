"""The questions that the reader learns from, and the articles kept away from it."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rag.evaluation.questions import Question
from rag.reading import article_files, read_article
from rag.sentences import sentences
from rag.terms import content_words, stems

__all__ = [
    "REWORDED",
    "TWINS",
    "Asked",
    "Corpus",
    "Text",
    "held_out",
    "other",
    "questions_of",
    "wiki",
    "written",
]

TWINS = Path(__file__).parent / "twins.jsonl"
"""The questions that we wrote: answerable ones, and others alike that are not."""
REWORDED = Path(__file__).parent / "reworded.jsonl"
"""The same, asked in other words than the paragraph's."""

_EVERY = 4  # one article in so many is held out


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph to read: where it is from, the title above it, its words, its place there."""

    source: str
    title: str
    text: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the place of its paragraph in the corpus, and the spans that answer it.

    `unanswerable` are questions about that paragraph, alike in manner, that it does not answer.
    """

    question: str
    gold: int
    spans: tuple[tuple[int, int], ...]
    unanswerable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Corpus:
    """Paragraphs, and questions about them."""

    name: str
    texts: tuple[Text, ...]
    asked: tuple[Asked, ...]


def held_out(files: Sequence[str]) -> list[str]:
    """The articles never trained on: every fourth in alphabetical order, from the second."""
    return sorted(files)[1::_EVERY]


def wiki(folder: Path) -> Corpus:
    """`folder/articles` and `folder/questions.jsonl` without what is held out."""
    files, _ = article_files(folder / "articles")
    kept = sorted(set(files) - set(held_out(list(files))))
    texts: list[Text] = []
    places: dict[tuple[str, int], int] = {}
    for file in kept:
        article = read_article(files[file], file)
        for paragraph in article.paragraphs:
            if paragraph.kind == "text":
                places[file, paragraph.number] = len(texts)
                texts.append(Text(file, article.title, paragraph.text, paragraph.number))
    asked = []
    for line in (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for gold in row["gold"][:1]:
            place = places.get((gold["file"], gold["paragraph"]))
            if place is not None:
                spans = _spans(row["question"], texts[place].text, row["answers"])
                if spans:
                    asked.append(Asked(row["question"].strip(), place, spans))
    return Corpus("wiki", tuple(texts), tuple(asked))


def other(path: Path) -> Corpus:
    """Rows of a paragraph with its questions; the paragraphs have no title."""
    texts: list[Text] = []
    asked: list[Asked] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        row = json.loads(line)
        text = " ".join(row["paragraph"].split())
        for each in row["questions"]:
            spans = _spans(each["question"], text, [answer["text"] for answer in each["answers"]])
            if spans:
                asked.append(Asked(each["question"].strip(), len(texts), spans))
        texts.append(Text(row["source"], "", text, number))
    return Corpus("other", tuple(texts), tuple(asked))


def written(path: Path, corpus: Corpus) -> Corpus:
    """Questions that we wrote for paragraphs of `corpus`: answerable ones and their twins.

    `path` holds one a line: file (or source), paragraph, question, and the answer or null.
    """
    of_paragraph: dict[tuple[str, int], list[dict[str, Any]]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        of_paragraph.setdefault((row["file"], row["paragraph"]), []).append(row)
    asked = []
    for place, text in enumerate(corpus.texts):
        rows = of_paragraph.get((text.source, text.number), [])
        silent = tuple(row["question"] for row in rows if row["answer"] is None)
        for row in rows:
            spans = _spans(row["question"], text.text, [row["answer"]]) if row["answer"] else ()
            if spans:
                asked.append(Asked(row["question"], place, spans, silent))
    return Corpus(f"{corpus.name} {path.stem}", corpus.texts, tuple(asked))


def questions_of(path: Path, files: Collection[str]) -> list[Question]:
    """What we wrote about `files`, to be asked of a library."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        Question(
            id=f"{path.stem}-{number}",
            question=row["question"],
            answers=(row["answer"],) if row["answer"] else (),
            gold=((row["file"], row["paragraph"]),),
            answerable=row["answer"] is not None,
        )
        for number, row in enumerate(rows)
        if row["file"] in files
    ]


def _spans(question: str, text: str, answers: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Where the answers stand; of several places that whose sentence is most like the question."""
    wanted_stems = set(stems(" ".join(content_words(question))))
    within = sentences(text)

    def shared(start: int) -> int:
        around = next((s.text for s in within if s.start <= start < s.end), "")
        return len(wanted_stems & set(stems(around)))

    spans = []
    for answer in answers:
        wanted = " ".join(answer.split()).strip(" .,;:")
        found = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(wanted)}(?!\w)", text)]
        if wanted and found:
            start = max(found, key=shared)
            spans.append((start, start + len(wanted)))
    return tuple(spans)
