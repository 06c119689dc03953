"""What is mended for each share of a question's other words that a paragraph must have.

    python tools/spelling_shares.py WIKI_TRAIN_FOLDER INDEX_FOLDER

Asks of questions that people typed which words are mended: as they are, where a change counts as
right if all that is put in stands in the question's own article; and with that article left out.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

from rag import Library, Settings
from rag.evaluation.questions import load_questions
from rag.retrieval import spelling
from rag.terms import plain

QUESTIONS = 3000
SHARES = (0.0, 0.12, 0.2, 0.25, 0.3)


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("wiki_train", type=Path)
    parser.add_argument("index", type=Path)
    arguments = parser.parse_args()
    questions = [q for q in load_questions(arguments.wiki_train / "questions.jsonl") if q.gold]
    random.Random(1).shuffle(questions)
    articles = arguments.wiki_train / "articles"
    with Library.open(Settings(articles=articles, index=arguments.index)) as library:
        library.sync()
        words = {
            article.file: {
                word
                for paragraph in library._store.article(article.file)
                for word in plain(paragraph.text)
            }
            for article in library.articles()
        }
        print("| share | changed rightly | wrongly | changed though the article is missing |")
        print("|---|---|---|---|")
        for spelling._LEAST in SHARES:
            right = wrong = missing = 0
            for question in questions[:QUESTIONS]:
                asked, file = " ".join(question.question.split()), question.gold[0][0]
                new = set(plain(library.mended(asked))) - set(plain(asked))
                right += bool(new) and new <= words[file]
                wrong += bool(new) and not new <= words[file]
                missing += library.mended(asked, without={file}) != asked
            print(f"| {spelling._LEAST:g} | {right} | {wrong} | {missing} |", flush=True)


if __name__ == "__main__":
    main()
