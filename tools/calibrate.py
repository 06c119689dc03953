"""Fits how passages are ranked and how sure an answer is; prints the figures to put in.

    python tools/calibrate.py WIKI_TRAIN_FOLDER WORK

WIKI_TRAIN_FOLDER holds `articles/` and `questions.jsonl`. Of the articles that the reader was
not trained on, those on even places are asked about here, among all that it was trained on; the
odd ones are left for measuring. Every question is asked as it is, with its article left out, and
with one change that makes it unanswerable. WORK keeps the index and the readings for another run.

Ranking: multinomial logit over a question's passages, then a logistic scale (Platt 1999).
Confidence: logistic regression on whether the first quote holds the answer, where questions
that cannot be answered count as wrong. Its direction is fitted with questions as they are and
those whose article is left out, as TELLING says, then its scale (Platt again) with all three
kinds as SHARES says people ask them. Changed questions have no say in the direction: one word of
them is exchanged, so that the search finds what it found before, which is not so of a question
that somebody asks in vain. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import pickle
import random
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from reader_training.corpora import held_out
from reader_training.misleading import Changer, names
from scipy.optimize import minimize
from scipy.special import logsumexp
from sklearn.linear_model import LogisticRegression

from rag import Library, Settings
from rag.answering.calibration import signs
from rag.answering.composition import best_quote
from rag.evaluation.outcome import holds
from rag.evaluation.questions import Question, load_questions
from rag.model import Passage
from rag.reader.minilm import MiniLMReader
from rag.reader.reading import Reading
from rag.retrieval import close_reading
from rag.retrieval.close_reading import Effort, features, in_order

Matrix = NDArray[np.float64]
QUESTIONS = 900
CANDIDATES = 24
TELLING = {"there": 0.5, "missing": 0.5}
SHARES = {"there": 0.8, "missing": 0.1, "changed": 0.1}  # of what people ask
RIDGE = 1e-3
CHANGED = 12  # passages read for a changed question


@dataclass(frozen=True)
class Asked:
    """A question with its passages as they were found and read.

    `text` is what was asked; `kind`: "there" (as it is), "missing" (its article left out) or
    "changed"; `gold`: the place of the passage that answers it.
    """

    question: Question
    text: str
    read: list[tuple[Passage, Reading]]
    gold: int | None
    kind: str


def collected(folder: Path, work: Path) -> list[Asked]:
    """Asks the calibration questions, or takes them from the last run."""
    kept = work / "readings.pkl"
    if kept.exists():
        known: list[Asked] = pickle.loads(kept.read_bytes())
        return known
    every = [path.name for path in (folder / "articles").iterdir()]
    files, spared = held_out(every)[::2], held_out(every)[1::2]
    articles = work / "articles"
    articles.mkdir(parents=True, exist_ok=True)
    for file in set(every) - set(spared):
        shutil.copy(folder / "articles" / file, articles)
    questions = [
        q for q in load_questions(folder / "questions.jsonl") if q.gold and q.gold[0][0] in files
    ]
    rng = random.Random(7)
    rng.shuffle(questions)
    reader = MiniLMReader()
    changer = Changer({}, rng)
    asked = []
    with Library.open(Settings(articles=articles, index=work / "index")) as library:
        library.sync()
        for question in questions[:QUESTIONS]:
            file, number = question.gold[0]
            paragraph = library.show(file, number).paragraph
            found = library.candidates(question.question, 60)
            gone = [p for p in found if p.paragraph.file != file][:CANDIDATES]
            changed = changer.misled(
                question.question, paragraph.text, question.answers[0], names(paragraph.text)
            )
            cases = [
                (question.question, found[:CANDIDATES], "there"),
                (question.question, gone, "missing"),
            ]
            if changed:
                cases.append((changed, found[:CHANGED], "changed"))
            for text, passages, kind in cases:
                readings = reader.read(text, [p.paragraph for p in passages])
                places = [(p.paragraph.file, p.paragraph.number) for p in passages]
                is_there = kind == "there" and (file, number) in places
                gold = places.index((file, number)) if is_there else None
                pairs = list(zip(passages, readings, strict=True))
                asked.append(Asked(question, text, pairs, gold, kind))
            if len(asked) % 50 < 3:
                print(len(asked), "read", flush=True)
    kept.write_bytes(pickle.dumps(asked))
    return asked


def fit_ranking(asked: Sequence[Asked]) -> tuple[Matrix, float]:
    """Weights and bias of a passage's score."""
    useful = [each for each in asked if each.gold is not None]
    rows = [rows_of(each) for each in useful]
    golden = [each.gold or 0 for each in useful]
    spread = np.concatenate(rows).std(axis=0)
    rows = [matrix / spread for matrix in rows]

    def loss(weights: Matrix) -> float:
        scores = [matrix @ weights for matrix in rows]
        pairs = zip(scores, golden, strict=True)
        likely = [logsumexp(each) - each[gold] for each, gold in pairs]
        return float(np.mean(likely) + RIDGE * weights @ weights)

    weights = minimize(loss, np.zeros(len(spread))).x / spread
    scores = np.concatenate([rows_of(each) @ weights for each in asked])
    right = np.concatenate([np.arange(len(each.read)) == each.gold for each in asked])
    slope, bias = logistic(scores[:, None], right)
    return weights * slope, bias


def rows_of(asked: Asked) -> Matrix:
    """The features of each of its passages."""
    return np.array([features(passage.score, reading) for passage, reading in asked.read])


def logistic(rows: Matrix, right: Matrix, weights: Matrix | None = None) -> tuple[Matrix, float]:
    """Weights and bias of a logistic regression."""
    spread = rows.std(axis=0)
    fitted = LogisticRegression(C=1 / RIDGE).fit(rows / spread, right, weights)
    return fitted.coef_[0] / spread, float(fitted.intercept_[0])


def show_efforts(asked: Sequence[Asked]) -> None:
    """Prints what reading fewer passages saves, and costs."""
    there = [each for each in asked if each.kind == "there"]
    print("| first | convinced | passages read | right passage first | hit@5 |")
    for first in (4, 6, 8, 10, CANDIDATES):
        for convinced in (1.0, 3.0):
            effort = Effort(first, CANDIDATES, convinced)
            read = [effort.enough([reading for _, reading in each.read]) for each in there]
            places = np.array([place_of_gold(*pair) for pair in zip(there, read, strict=True)])
            row = [np.mean(read), (places < 1).mean(), (places < 5).mean()]
            print(f"| {first} | {convinced:g} | {row[0]:.1f} | {row[1]:.3f} | {row[2]:.3f} |")


def place_of_gold(asked: Asked, read: int) -> int:
    """Where the right passage stands if `read` are read; the others follow as found."""
    if asked.gold is None:
        return len(asked.read)
    order = [each.passage for each in in_order(asked.read[:read])]
    order += [passage for passage, _ in asked.read[read:]]
    ids = [passage.paragraph.id for passage in order]
    return ids.index(asked.read[asked.gold][0].paragraph.id)


def fit_confidence(asked: Sequence[Asked]) -> tuple[Matrix, float]:
    """Weights and bias of the confidence; prints what they refuse at each threshold."""
    rows, right = [], []
    reader = MiniLMReader()
    for each in asked:
        quote = best_quote(each.text, in_order(each.read))
        assert quote is not None
        (alone,) = reader.read(each.text, [quote.alone])
        rows.append(signs(quote.read, alone))
        known = each.question.answers
        right.append(each.kind == "there" and any(holds(quote.text, a) for a in known))
    matrix, truth = np.array(rows), np.array(right)
    kinds = np.array([each.kind for each in asked])

    def weighing(shares: dict[str, float]) -> Matrix:
        each = sum(
            share / (kinds == kind).sum() * (kinds == kind) for kind, share in shares.items()
        )
        return np.asarray(each * len(asked))

    direction, _ = logistic(matrix, truth, weighing(TELLING))
    slope, bias = logistic((matrix @ direction)[:, None], truth, weighing(SHARES))
    fitted = direction * slope
    chance = 1 / (1 + np.exp(-(matrix @ fitted + bias)))
    there = kinds == "there"
    print(f"first quote right: {truth[there].mean():.3f} of {there.sum()}")
    print("| threshold | refused | … article missing | … question changed | right if answered |")
    for threshold in np.arange(0.05, 0.75, 0.05):
        refused = [(chance < threshold)[kinds == kind].mean() for kind in SHARES]
        row = [threshold, *refused, truth[there & (chance >= threshold)].mean()]
        print("| " + " | ".join(f"{value:.2f}" for value in row) + " |")
    return fitted, bias


def main() -> None:
    """Prints the weights for rag/retrieval/close_reading.py and rag/answering/calibration.py."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("wiki_train", type=Path)
    parser.add_argument("work", type=Path)
    arguments = parser.parse_args()
    asked = [e for e in collected(arguments.wiki_train, arguments.work) if e.read]
    ranking, bias = fit_ranking(asked)
    print("RANKING", np.round(ranking, 4).tolist(), "RANKING_BIAS", round(bias, 4))
    close_reading.RANKING, close_reading.RANKING_BIAS = ranking, bias
    first = [in_order(e.read)[0].passage.paragraph.id for e in asked if e.gold is not None]
    gold = [e.read[e.gold][0].paragraph.id for e in asked if e.gold is not None]
    print(f"right passage first: {np.mean([a == b for a, b in zip(first, gold, strict=True)]):.3f}")
    show_efforts(asked)
    confidence, bias = fit_confidence(asked)
    print("CONFIDENCE", np.round(confidence, 4).tolist(), "CONFIDENCE_BIAS", round(bias, 4))


if __name__ == "__main__":
    main()
