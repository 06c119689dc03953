"""How much of a twin's kind its question alone gives away, and what the reader adds to that.

    python tools/question_alone.py WIKI_TRAIN_FOLDER

A bag of words learns from the twins on what the reader was trained on; both are asked about those
on the articles held out. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from reader_training.corpora import TWINS, held_out, questions_of
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from rag.reader.minilm import MiniLMReader
from rag.reading import article_files, read_article

PARTS = 5


def main() -> None:
    """Prints the AUROC of both, and the reader's among questions that look alike."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("wiki_train", type=Path)
    files, _ = article_files(parser.parse_args().wiki_train / "articles")
    spared = held_out(list(files))
    rows = [json.loads(line) for line in TWINS.read_text(encoding="utf-8").splitlines()]
    seen = [row for row in rows if row["file"] not in spared]
    words = TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2), min_df=3)
    table = words.fit_transform([row["question"] for row in seen])
    guess = LogisticRegression(max_iter=2000).fit(table, [bool(row["answer"]) for row in seen])
    asked = questions_of(TWINS, spared)
    looks = guess.decision_function(words.transform([each.question for each in asked]))
    right = np.array([each.answerable for each in asked])
    articles = {file: read_article(files[file], file) for file in spared}
    reader = MiniLMReader()
    golds = [articles[each.gold[0][0]].paragraphs[each.gold[0][1] - 1] for each in asked]
    pairs = zip(asked, golds, strict=True)
    says = np.array([reader.read(each.question, [gold])[0].answers for each, gold in pairs])
    part = np.digitize(looks, np.quantile(looks, np.arange(1, PARTS) / PARTS))
    alike = [roc_auc_score(right[part == n], says[part == n]) for n in range(PARTS)]
    print(
        f"question alone {roc_auc_score(right, looks):.3f}, reader {roc_auc_score(right, says):.3f}"
    )
    print(f"reader among questions that look alike {np.mean(alike):.3f}")


if __name__ == "__main__":
    main()
