"""Writes the corpus that nothing was fitted on: articles and questions for `footnote eval`.

    python tools/second_corpus.py WIKI_TRAIN_FOLDER TARGET
    footnote eval TARGET/questions.jsonl --articles TARGET/articles --index TARGET/index
    footnote eval TARGET/twins.jsonl --articles TARGET/articles --index TARGET/index
    footnote eval TARGET/reworded.jsonl --articles TARGET/articles --index TARGET/index

All articles that the reader was not trained on; questions about those among them on odd places:
people's in `questions.jsonl`, ours in `twins.jsonl`, and in other words in `reworded.jsonl`; of
ours half are unanswerable.
`--calibration` asks about the even ones instead, with which figures of the engine are chosen.
`--lines` sets the articles as news is set, a sentence a paragraph.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from reader_training.corpora import REWORDED, TWINS, held_out, questions_of

from rag.evaluation.outcome import holds
from rag.evaluation.questions import Question
from rag.model import Article
from rag.reading import read_article
from rag.sentences import sentences

QUESTIONS = 600
Row = dict[str, Any]


@dataclass(frozen=True)
class InLines:
    """An article with a sentence a paragraph; `places` are those of each old paragraph's."""

    text: str
    lines: list[str]
    places: dict[int, list[int]]

    def asked(self, row: Row, file: str) -> Row | None:
        """The question with the sentences that answer it; none where no sentence does alone."""
        gold = [
            {"file": file, "paragraph": place}
            for old in row["gold"]
            for place in self.places[old["paragraph"]]
            if any(holds(self.lines[place - 1], answer) for answer in row["answers"])
        ]
        return {**row, "gold": gold} if gold else None


def in_lines(article: Article) -> InLines:
    """The article set anew."""
    lines: list[str] = []
    places = {}
    for paragraph in article.paragraphs:
        is_text = paragraph.kind == "text"
        pieces = [s.text for s in sentences(paragraph.text)] if is_text else [paragraph.text]
        places[paragraph.number] = list(range(len(lines) + 1, len(lines) + len(pieces) + 1))
        lines += pieces
    return InLines("\n\n".join(lines) + "\n", lines, places)


def write_questions(path: Path, rows: list[Row], files: Collection[str]) -> None:
    """Draws the questions about `files`, the same ones each time."""
    drawn = [row for row in rows if any(gold["file"] in files for gold in row["gold"])]
    random.Random(0).shuffle(drawn)
    write_rows(path, drawn[:QUESTIONS])


def write_rows(path: Path, rows: Sequence[Row]) -> None:
    """A row a line."""
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def row_of(question: Question) -> Row:
    """The question as a line of a question file."""
    gold = [{"file": file, "paragraph": number} for file, number in question.gold]
    return {**asdict(question), "gold": gold}


def main() -> None:
    """Writes the articles and the questions."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("wiki_train", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--calibration", action="store_true")
    parser.add_argument("--lines", action="store_true")
    arguments = parser.parse_args()
    source, target = arguments.wiki_train, arguments.target
    (target / "articles").mkdir(parents=True, exist_ok=True)
    files = held_out([path.name for path in (source / "articles").iterdir()])
    rows: list[Row] = [
        json.loads(line)
        for line in (source / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    for file in files:
        data = (source / "articles" / file).read_bytes()
        if arguments.lines:
            anew = in_lines(read_article(source / "articles" / file, file))
            data = anew.text.encode()
            of_file = {id(row) for row in rows if any(g["file"] == file for g in row["gold"])}
            moved = [anew.asked(row, file) if id(row) in of_file else row for row in rows]
            rows = [row for row in moved if row]
        (target / "articles" / file).write_bytes(data)
    asked = files[0 if arguments.calibration else 1 :: 2]
    write_questions(target / "questions.jsonl", rows, set(asked))
    if not arguments.lines:
        for path in (TWINS, REWORDED):
            write_rows(target / path.name, [row_of(each) for each in questions_of(path, asked)])


if __name__ == "__main__":
    main()
