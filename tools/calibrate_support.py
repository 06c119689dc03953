"""Fits what bears a statement out (`rag/prose/support.py`), and measures it on other articles.

    PYTHONPATH=. python tools/calibrate_support.py WIKI_TRAIN_FOLDER

A true statement is a human question with its answer put in the place of what it asks for, held
against the sentence that holds the answer. It is false against another sentence of the same
paragraph, the one that shares most words with it; and against its own once a number or name is
exchanged, a negation put in, or a clause invented. Statements of the articles on even places
choose the weights and the threshold, those on odd places are what the table tells of.
Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from rag.answering.sentences import sentences
from rag.evaluation.outcome import holds
from rag.evaluation.questions import Question, load_questions
from rag.model import Paragraph
from rag.prose.names import name_words
from rag.prose.support import Evidence, Support, coverage, signs
from rag.reader.minilm import MiniLMReader
from rag.reading import read_article

KEPT = 0.9  # share of true statements that the threshold lets through
MOST = 1_500  # questions
_ASKED = re.compile(
    r"^(?:in |on |at |by |to |for |from |of |with )?"
    r"(?:who(?:se|m)?|what|which|when|where|how (?:many|much|long|old|far|often)|how)\b"
    r"(?:\s+(?:year|country|city|day|month|person|people|kind of|type of))?",
    re.I,
)
_AUXILIARY = re.compile(r"\b(?:did|does|do)\s", re.I)
_CLAUSES = (
    " because the king had wished it",
    " after a long quarrel about money",
    ", which made many shareholders rich",
    " and was praised by most critics abroad",
)


@dataclass(frozen=True)
class Case:
    """A statement and what it is held against."""

    kind: str
    statement: str
    evidence: Evidence
    question: str
    even: bool


def cases(folder: Path) -> Iterator[Case]:
    """True and false statements, for a sample of the questions."""
    draw = random.Random(7)
    files = sorted(path.name for path in (folder / "articles").glob("*.txt"))
    articles = {file: read_article(folder / "articles" / file, file) for file in files}
    asked = [q for q in load_questions(folder / "questions.jsonl") if q.answerable and q.gold]
    for question in draw.sample(asked, MOST):
        file, number = question.gold[0]
        paragraph = articles[file].paragraphs[number - 1]
        true = _true(question, paragraph, even=files.index(file) % 2 == 0)
        if true is None:
            continue
        yield true
        yield from _false(true, paragraph, draw)


def _true(question: Question, paragraph: Paragraph, *, even: bool) -> Case | None:
    answer = min(question.answers, key=len)
    whole = [s for s in sentences(paragraph.text) if holds(s.text, answer)]
    asks = _ASKED.match(question.question.strip())
    if not whole or asks is None or not 0 < len(answer.split()) < 8:
        return None
    rest = _AUXILIARY.sub("", question.question.strip()[asks.end() :].rstrip(" ?"))
    sentence = whole[0]
    evidence = Evidence(paragraph, sentence.start, sentence.end, (sentence.start, sentence.end))
    return Case("true", f"{answer}{rest}.", evidence, question.question, even)


def _false(true: Case, paragraph: Paragraph, draw: random.Random) -> Iterator[Case]:
    others = [s for s in sentences(paragraph.text) if s.start != true.evidence.start]
    if others:
        near = max(others, key=lambda s: coverage(true.statement, s.text))
        evidence = Evidence(paragraph, near.start, near.end, (near.start, near.end))
        yield replace(true, kind="another sentence", evidence=evidence)
    number = re.search(r"\d+", true.statement)
    if number:
        other = str(int(number.group()) + draw.choice((1, 3, 10)))
        changed = true.statement[: number.start()] + other + true.statement[number.end() :]
        yield replace(true, kind="number exchanged", statement=changed)
    names = sorted(name_words(paragraph.text) - name_words(true.evidence.quote))
    own = re.findall(r"[A-Z]\w{3,}", true.statement[1:])
    if names and own:
        changed = true.statement.replace(own[0], draw.choice(names).title())
        yield replace(true, kind="name exchanged", statement=changed)
    verb = re.search(r"\b(?:is|are|was|were|has|had|can|will)\b", true.statement)
    if verb:
        denied = f"{true.statement[: verb.end()]} not{true.statement[verb.end() :]}"
        yield replace(true, kind="denied", statement=denied)
    clause = true.statement.rstrip(".") + draw.choice(_CLAUSES) + "."
    yield replace(true, kind="clause invented", statement=clause)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    reader = MiniLMReader()
    support = Support(reader)
    every = list(cases(folder))
    rules = [support.rules(case.statement, [case.evidence], case.question) for case in every]
    rows = np.array([signs(reader, case.statement, [case.evidence]) for case in every])
    even = np.array([case.even for case in every])
    passed = np.array([fault is None for fault in rules])
    true = np.array([case.kind == "true" for case in every])
    chosen = even & passed
    fitted = LogisticRegression(C=10, class_weight="balanced").fit(rows[chosen], true[chosen])
    scores = rows @ fitted.coef_[0] + fitted.intercept_[0]
    threshold = float(np.quantile(scores[chosen & true], 1 - KEPT))
    print("WEIGHTS =", np.round(fitted.coef_[0], 4).tolist())
    print("BIAS =", round(float(fitted.intercept_[0]) - threshold, 4))
    print(f"\n| statement ({sum(~even):,} of other articles) | number | borne out |\n|---|---|---|")
    for kind in dict.fromkeys(case.kind for case in every):
        mine = np.array([case.kind == kind for case in every]) & ~even
        kept = passed[mine] & (scores[mine] >= threshold)
        shares = f"{kept.mean():.3f} (rules alone {passed[mine].mean():.3f})"
        print(f"| {kind} | {mine.sum():,} | {shares} |")


if __name__ == "__main__":
    main()
