"""Fits the weights of the built-in engine; prints rag/answering/calibration.py's figures.

    python tools/calibrate.py WIKI_TRAIN_FOLDER TRAIN_OTHER.jsonl

WIKI_TRAIN_FOLDER holds `articles/` and `questions.jsonl`, TRAIN_OTHER.jsonl paragraphs with
questions of their own. Every question is asked of three folders: a large one, a small one, and
one from which its paragraph was taken out. What ranks sentences is fitted by the likelihood of
a sentence that holds the answer (softmax over the candidates); confidence by logistic
regression on the first sentence, where a taken-out paragraph counts as wrong.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from rag.answering.candidates import Embeddings, candidates
from rag.answering.sentences import sentences
from rag.embedding.encoder import Encoder
from rag.evaluation.outcome import holds
from rag.index.context import in_context
from rag.index.store import Neighbour
from rag.model import Paragraph
from rag.reading import article_files, read_article
from rag.retrieval.hybrid import HybridSearch
from rag.terms import content_words, stems

Matrix = NDArray[np.float64]
SMALL = 40  # paragraphs in a small folder
WIKI_QUESTIONS, OTHER_QUESTIONS = 1200, 600


@dataclass(frozen=True)
class Asked:
    question: str
    answers: tuple[str, ...]
    gold: Paragraph


class Memo:
    """The encoder, remembering every text."""

    def __init__(self) -> None:
        self._encoder = Encoder()
        self._known: dict[str, NDArray[np.float32]] = {}

    def many(self, texts: list[str]) -> NDArray[np.float32]:
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        self._known |= dict(zip(new, self._encoder(new), strict=True)) if new else {}
        return np.array([self._known[text] for text in texts])

    def one(self, text: str) -> NDArray[np.float32]:
        row: NDArray[np.float32] = self.many([text])[0]
        return row


class Folder:
    """A folder of paragraphs in memory: both the store and the word index of a search."""

    def __init__(self, paragraphs: Sequence[Paragraph], memo: Memo) -> None:
        self._by_id = {paragraph.id: paragraph for paragraph in paragraphs}
        self._ids = list(self._by_id)
        texts = [in_context(paragraph) for paragraph in paragraphs]
        self._rows = memo.many(texts)
        self._words = [Counter(stems(text)) for text in texts]
        self._lengths = np.array([sum(words.values()) for words in self._words])
        self._documents = Counter(word for words in self._words for word in words)

    def nearest(self, vector: NDArray[np.float32], limit: int) -> list[Neighbour]:
        cosines = self._rows @ vector
        order = np.argsort(-cosines)[:limit]
        return [Neighbour(self._by_id[self._ids[i]], float(cosines[i])) for i in order]

    def paragraphs(self, ids: Sequence[str]) -> dict[str, Paragraph]:
        return {id_: self._by_id[id_] for id_ in ids}

    def vectors(self, ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        return {id_: self._rows[self._ids.index(id_)] for id_ in ids}

    def rarity(self, wanted: frozenset[str]) -> dict[str, float]:
        total = len(self._ids)
        return {
            stem: math.log(
                1 + (total - self._documents[stem] + 0.5) / (self._documents[stem] + 0.5)
            )
            for stem in wanted
        }

    def search(self, question: str, limit: int) -> list[tuple[str, float]]:
        weights = self.rarity(frozenset(stems(" ".join(content_words(question)))))
        scores = np.zeros(len(self._ids))
        damping = 1.2 * (0.25 + 0.75 * self._lengths / self._lengths.mean())
        for stem, weight in weights.items():
            counts = np.array([words[stem] for words in self._words])
            scores += weight * counts * 2.2 / (counts + damping)
        most = 2.2 * sum(weights.values()) or 1.0
        order = np.argsort(-scores)[:limit]
        return [(self._ids[i], float(scores[i] / most)) for i in order if scores[i] > 0]


@dataclass(frozen=True)
class Episode:
    """The candidates of one question: features, and which hold the answer."""

    features: Matrix
    right: NDArray[np.bool_]


def episode(asked: Asked, folder: Folder, memo: Memo, *, absent: bool) -> Episode | None:
    store = cast(Any, folder)
    passages = HybridSearch(store, store, memo.one).search(asked.question, 10)
    found = candidates(asked.question, passages, Embeddings(memo.one, memo.many), folder.rarity)
    if not found:
        return None
    right = [
        not absent and any(holds(each.sentence.text, answer) for answer in asked.answers)
        for each in found
    ]
    features = np.array([each.features() for each in found], np.float64)
    return Episode(features, np.array(right))


def wiki(folder: Path) -> tuple[list[Paragraph], list[Asked]]:
    files, _ = article_files(folder / "articles")
    articles = {file: read_article(path, file) for file, path in files.items()}
    asked = []
    for line in (folder / "questions.jsonl").read_text().splitlines():
        row = json.loads(line)
        if row["gold"]:
            gold = articles[row["gold"][0]["file"]].paragraphs[row["gold"][0]["paragraph"] - 1]
            asked.append(Asked(row["question"], tuple(row["answers"]), gold))
    return [p for article in articles.values() for p in article.paragraphs], asked


def other(path: Path) -> tuple[list[Paragraph], list[Asked]]:
    paragraphs, asked = [], []
    for number, line in enumerate(path.read_text().splitlines(), start=1):
        row = json.loads(line)
        text = " ".join(row["paragraph"].split())
        paragraph = Paragraph("other", number, number, 0, len(text), text, id=f"other{number}")
        paragraphs.append(paragraph)
        for each in row["questions"]:
            answers = tuple(answer["text"] for answer in each["answers"])
            asked.append(Asked(each["question"], answers, paragraph))
    return paragraphs, asked


def episodes(
    paragraphs: list[Paragraph], asked: list[Asked], count: int, memo: Memo, *, whole: bool
) -> Iterator[tuple[Episode, bool]]:
    """Episodes with a mark for those whose paragraph is absent."""
    random = np.random.default_rng(0)
    chosen = [asked[i] for i in random.permutation(len(asked))[:count]]
    memo.many([s.text for p in paragraphs for s in sentences(p.text)])
    large = Folder(paragraphs, memo) if whole else None
    for each in chosen:
        near = [p for p in paragraphs if p.file == each.gold.file and p.id != each.gold.id]
        start = int(random.integers(max(1, len(near) - SMALL)))
        around = near[start : start + SMALL]
        small = Folder([*around, each.gold], memo)
        taken_out = Folder(around, memo)
        for folder, absent in ((large, False), (small, False), (taken_out, True)):
            found = folder and episode(each, folder, memo, absent=absent)
            if found:
                yield found, absent


def fit_ranking(found: list[Episode]) -> Matrix:
    """Maximises the likelihood of the right candidates, by Adam (Kingma & Ba 2015)."""
    useful = [each for each in found if each.right.any() and not each.right.all()]
    weights = np.zeros(useful[0].features.shape[1])
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, 401):
        gradient = -1e-3 * weights
        for each in useful:
            chance = _softmax(each.features @ weights)
            wanted = chance * each.right
            gradient += each.features.T @ (wanted / wanted.sum() - chance) / len(useful)
        first = 0.9 * first + 0.1 * gradient
        second = 0.99 * second + 0.01 * gradient**2
        weights += 0.2 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return weights


def _softmax(scores: Matrix) -> Matrix:
    powers = np.exp(scores - scores.max())
    return cast(Matrix, powers / powers.sum())


def fit_confidence(features: Matrix, right: Matrix) -> Matrix:
    """Logistic regression by Newton's method; the bias comes last."""
    rows = np.c_[features, np.ones(len(features))]
    weights = np.zeros(rows.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-rows @ weights))
        gradient = rows.T @ (chance - right) / len(rows) + 1e-3 * weights
        curvature = (rows * (chance * (1 - chance))[:, None]).T @ rows / len(rows)
        weights -= np.linalg.solve(curvature + 1e-3 * np.eye(len(weights)), gradient)
    return weights


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("wiki_train", type=Path)
    parser.add_argument("train_other", type=Path)
    arguments = parser.parse_args()
    memo = Memo()
    found = [
        *episodes(*wiki(arguments.wiki_train), WIKI_QUESTIONS, memo, whole=True),
        *episodes(*other(arguments.train_other), OTHER_QUESTIONS, memo, whole=False),
    ]
    ranking = fit_ranking([each for each, absent in found if not absent])
    best = [int(np.argmax(each.features @ ranking)) for each, _ in found]
    features = np.array([each.features[i] for (each, _), i in zip(found, best, strict=True)])
    right = np.array([float(each.right[i]) for (each, _), i in zip(found, best, strict=True)])
    confidence = fit_confidence(features, right)
    absent = np.array([gone for _, gone in found])
    chance = 1 / (1 + np.exp(-(features @ confidence[:-1] + confidence[-1])))
    print("RANKING", np.round(ranking, 3).tolist())
    print("CONFIDENCE", np.round(confidence[:-1], 3).tolist())
    print("CONFIDENCE_BIAS", round(float(confidence[-1]), 3))
    print(f"first sentence right: {right[~absent].mean():.3f} of {int((~absent).sum())}")
    for threshold in np.arange(0.1, 0.65, 0.05):
        refused = chance < threshold
        print(
            f"threshold {threshold:.2f}: refuses {refused[~absent].mean():.3f} with and "
            f"{refused[absent].mean():.3f} without the paragraph; "
            f"right when answered {right[~refused].mean():.3f}"
        )


if __name__ == "__main__":
    main()
