"""Writes the corpus that nothing was fitted on: articles and questions for `footnote eval`.

    python tools/second_corpus.py WIKI_TRAIN_FOLDER TARGET
    footnote eval TARGET/questions.jsonl --articles TARGET/articles --index TARGET/index

All articles that the reader was not trained on; questions about those among them on odd places,
since the even ones calibrate.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
from pathlib import Path

from reader_training.corpora import held_out

QUESTIONS = 600


def main() -> None:
    """Copies the articles and draws the questions, the same ones each time."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("wiki_train", type=Path)
    parser.add_argument("target", type=Path)
    arguments = parser.parse_args()
    source, target = arguments.wiki_train, arguments.target
    (target / "articles").mkdir(parents=True, exist_ok=True)
    files = held_out([path.name for path in (source / "articles").iterdir()])
    for file in files:
        shutil.copy(source / "articles" / file, target / "articles")
    asked = set(files[1::2])
    lines = [
        line
        for line in (source / "questions.jsonl").read_text(encoding="utf-8").splitlines()
        if any(gold["file"] in asked for gold in json.loads(line)["gold"])
    ]
    random.Random(0).shuffle(lines)
    (target / "questions.jsonl").write_text("\n".join(lines[:QUESTIONS]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
