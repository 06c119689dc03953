"""Fits how passages are ranked and how sure an answer is; prints the figures to put in.

    python tools/calibrate.py WIKI_TRAIN_FOLDER WORK

WIKI_TRAIN_FOLDER holds `articles/` and `questions.jsonl`. Of the articles that the reader was
not trained on, those on even places are asked about here, among all that it was trained on; the
odd ones are left for measuring. People's questions and ours in other words are asked as they are
and with their article left out; the unanswerable ones that we wrote, and the twins, as they are.
WORK keeps the index and the readings for another run.

Ranking: multinomial logit over a question's passages, then a logistic scale (Platt 1999).
Confidence: the product of two logistic regressions, on whether the article is there, and on
whether it says what is asked; then a logistic scale on whether the first quote holds the answer,
with the kinds of question as SHARES says that people ask them. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import pickle
import random
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from reader_training.corpora import REWORDED, TWINS, held_out, questions_of
from scipy.optimize import minimize
from scipy.special import logsumexp
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from rag import Library, Settings
from rag.answering.calibration import about, of_both, said
from rag.answering.composition import best_quote
from rag.answering.extractive import read_closely
from rag.evaluation.outcome import holds
from rag.evaluation.questions import Question, load_questions
from rag.model import Passage
from rag.reader.minilm import MiniLMReader
from rag.reader.reading import Reading
from rag.retrieval import close_reading
from rag.retrieval.close_reading import Effort, features, in_order

Matrix = NDArray[np.float64]
QUESTIONS = 600
CANDIDATES = 32
THERE = ("there", "twin", "reworded")
RANKED = ("there", "reworded")  # as people ask who look for something
SHARES = {  # of what people ask
    "there": 0.4,
    "twin": 0.1,
    "reworded": 0.3,
    "missing": 0.05,
    "reworded missing": 0.05,
    "misleading": 0.05,
    "reworded misleading": 0.05,
}
ON_ABOUT = {
    "there": 0.25,
    "twin": 0.05,
    "reworded": 0.2,
    "missing": 0.25,
    "reworded missing": 0.25,
}
ON_SAID = {
    "there": 0.2,
    "twin": 0.15,
    "reworded": 0.15,
    "misleading": 0.25,
    "reworded misleading": 0.25,
}
PAIRS = (
    ("there", "missing"),
    ("reworded", "reworded missing"),
    ("there", "misleading"),
    ("twin", "misleading"),
    ("reworded", "reworded misleading"),
)
RIDGE = 1e-3


@dataclass(frozen=True)
class Asked:
    """A question with its passages as they were found and read.

    `kind`: "there" (of people, as it is), "missing" (its article left out), "twin" (an answerable
    one that we wrote) or "misleading" (one that is not), and "reworded" of ours in other words,
    likewise; `gold`: the place of the passage that answers it.
    """

    question: Question
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
    random.Random(7).shuffle(questions)
    kinds = [(q, kind) for q in questions[:QUESTIONS] for kind in ("there", "missing")]
    kinds += [(q, "twin" if q.answerable else "misleading") for q in questions_of(TWINS, files)]
    for q in questions_of(REWORDED, files):
        ours = ("reworded", "reworded missing") if q.answerable else ("reworded misleading",)
        kinds += [(q, kind) for kind in ours]
    reader = MiniLMReader()
    asked = []
    with Library.open(Settings(articles=articles, index=work / "index")) as library:
        library.sync()
        for typed, kind in kinds:
            without = {file for file, _ in typed.gold} if "missing" in kind else ()
            question = replace(typed, question=library.mended(typed.question, without=without))
            found = library.candidates(question.question, 60, without=without)
            passages = [p for p in found if p.paragraph.kind == "text"][:CANDIDATES]
            readings = reader.read(question.question, [p.paragraph for p in passages])
            places = [(p.paragraph.file, p.paragraph.number) for p in passages]
            is_there = question.answerable and question.gold[0] in places
            gold = places.index(question.gold[0]) if is_there else None
            asked.append(Asked(question, list(zip(passages, readings, strict=True)), gold, kind))
            if len(asked) % 100 == 0:
                print(len(asked), "of", len(kinds), "read", flush=True)
    kept.write_bytes(pickle.dumps(asked))
    return asked


def fit_ranking(asked: Sequence[Asked]) -> tuple[Matrix, float]:
    """Weights and bias of a passage's score."""
    useful = [each for each in asked if each.kind in RANKED and each.gold is not None]
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
    """Weights and bias of a logistic regression; what weighs nothing has no say."""
    heavy = np.ones(len(rows), bool) if weights is None else weights > 0
    spread = rows[heavy].std(axis=0)
    kept = None if weights is None else weights[heavy]
    fitted = LogisticRegression(C=1 / RIDGE).fit(rows[heavy] / spread, right[heavy], kept)
    return fitted.coef_[0] / spread, float(fitted.intercept_[0])


def show_efforts(asked: Sequence[Asked]) -> None:
    """Prints what reading fewer passages saves, and costs."""
    there = [each for each in asked if each.kind in RANKED]
    print("| first | most | convinced | passages read | hit@1 | hit@5 | hit@10 |")
    firsts, mosts = (4, 6, 8, 24), (24, CANDIDATES)
    for first, most, convinced in product(firsts, mosts, (1.0, 3.0)):
        effort = Effort(first, most, convinced)
        read = [effort.enough([reading for _, reading in each.read]) for each in there]
        places = np.array([place_of_gold(*pair) for pair in zip(there, read, strict=True)])
        hits = " | ".join(f"{(places < limit).mean():.3f}" for limit in (1, 5, 10))
        print(f"| {first} | {most} | {convinced:g} | {np.mean(read):.1f} | {hits} |")


def read_of(asked: Asked) -> int:
    """How many of its passages the engine reads."""
    return Effort().enough([reading for _, reading in asked.read])


def place_of_gold(asked: Asked, read: int) -> int:
    """Where the right passage stands if `read` are read; the others follow as found."""
    if asked.gold is None:
        return len(asked.read)
    order = [each.passage for each in in_order(asked.read[:read])]
    order += [passage for passage, _ in asked.read[read:]]
    ids = [passage.paragraph.id for passage in order]
    return ids.index(asked.read[asked.gold][0].paragraph.id)


def fit_confidence(asked: Sequence[Asked]) -> None:
    """Prints the weights of the confidence, and what it refuses at each threshold."""
    reader = MiniLMReader()
    rows: list[tuple[Matrix, Matrix, bool]] = []
    for each in asked:
        asked_for = each.question.question
        reads = read_closely(reader, asked_for, in_order(each.read[: read_of(each)]))
        quote = best_quote(asked_for, reads)
        assert quote is not None
        (alone,) = reader.read(asked_for, [quote.alone], closely=True)
        known = each.question.answers if each.kind in THERE else ()
        right = any(holds(quote.text, answer) for answer in known)
        rows.append((about(quote.read), said(quote.read, alone), right))
    on_about, on_said = np.array([row[0] for row in rows]), np.array([row[1] for row in rows])
    truth = np.array([row[2] for row in rows])
    kinds = np.array([each.kind for each in asked])
    is_there = np.isin(kinds, THERE).astype(float)

    about_weights, about_bias = logistic(on_about, is_there, weighing(kinds, ON_ABOUT))
    said_weights, said_bias = logistic(on_said, is_there, weighing(kinds, ON_SAID))
    logit = of_both(on_about @ about_weights + about_bias, on_said @ said_weights + said_bias)
    (scale,), bias = logistic(logit[:, None], truth, weighing(kinds, SHARES))
    print("ABOUT", np.round(about_weights, 4).tolist(), "ABOUT_BIAS", round(about_bias, 4))
    print("SAID", np.round(said_weights, 4).tolist(), "SAID_BIAS", round(said_bias, 4))
    print("SCALE", round(scale, 4), "SCALE_BIAS", round(bias, 4))
    show_confidence(1 / (1 + np.exp(-(logit * scale + bias))), truth, kinds)


def weighing(kinds: Matrix, shares: dict[str, float]) -> Matrix:
    """The weight of each question that gives the kinds their shares."""
    weights = np.zeros(len(kinds))
    for kind, share in shares.items():
        weights[kinds == kind] = share / (kinds == kind).sum()
    return weights * len(kinds)


def show_confidence(chance: Matrix, truth: Matrix, kinds: Matrix) -> None:
    """Prints how well the kinds are told apart, and what each threshold refuses."""
    for kind in THERE:
        print(f"first quote right, {kind}: {truth[kinds == kind].mean():.3f}")
    for one, other in PAIRS:
        both = np.isin(kinds, (one, other))
        score = roc_auc_score(kinds[both] == one, chance[both])
        below = (chance[kinds == other] < np.quantile(chance[kinds == one], 0.05)).mean()
        print(f"{one} against {other}: AUROC {score:.3f}, refused at 5 % {below:.3f}")
    print(f"| threshold | {' | '.join(SHARES)} | right if answered |")
    for threshold in np.arange(0.05, 0.75, 0.05):
        refused = [(chance < threshold)[kinds == kind].mean() for kind in SHARES]
        row = [threshold, *refused, truth[np.isin(kinds, THERE) & (chance >= threshold)].mean()]
        print("| " + " | ".join(f"{value:.2f}" for value in row) + " |")


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
    fit_confidence(asked)


if __name__ == "__main__":
    main()
