"""Fits when a quote supports a statement; prints the figures to put in and the table of the docs.

    python tools/calibrate_support.py WIKI_TRAIN_FOLDER

WIKI_TRAIN_FOLDER holds `articles/` and `questions.jsonl`. Only articles that the reader was not
trained on are used: on those at even places the weights are fitted and the threshold is chosen,
those at odd places are measured. Three statements are made for each question, whose answer
stands in its gold paragraph's sentence:

- verbatim: that sentence;
- shortened: the same without brackets, and without the clause behind its last comma;
- declared: the question turned around, its answer in the place of the question word.

Each is held against that sentence (which supports it), and against what does not support it: the
sentence beside it, another sentence of the article, the one of the article that has most words
in common with the statement; and again against its own sentence after a number, a year, a name
or an opposite was exchanged, a negation added, or a clause invented. Prints what the rules keep
and refuse; `--examples` prints supported statements refused and others kept as well, and
`--times` only how long it takes to check a statement with three markers, and one without any.
Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from reader_training.corpora import held_out
from reader_training.misleading import Changer, names
from sklearn.linear_model import LogisticRegression

from rag.answering.quotes import Quote, quote_around
from rag.evaluation.questions import Question, load_questions
from rag.model import Article, Paragraph, Passage
from rag.prose import support
from rag.prose.claim import Claim, Source
from rag.prose.support import Broken, Evidence, broken_rule, signs
from rag.prose.verification import Verifier
from rag.reader.minilm import MiniLMReader
from rag.reader.reading import Reading, Span
from rag.reading import article_files, read_article
from rag.retrieval.close_reading import Read
from rag.sentences import Sentence, sentences
from rag.terms import content_words, stems

QUESTIONS = 40  # of an article
KEPT = ("verbatim", "shortened", "declared")
WRONG_KEPT = 0.026  # of the statements that are not supported: as many may pass
INVENTED = (
    "because the king wished it",
    "which made the government very unpopular",
    "after a long quarrel with the church",
    "although nobody believed it at the time",
    "and it was later sold to a private collector",
    "which is still taught in schools today",
    "in order to save money",
    "despite strong protests by local farmers",
    "thanks to a generous gift from a banker",
    "and many people lost their homes as a result",
)
_AUXILIARY = r"(?:is|are|was|were|did|does|do|has|have|had|can|could|will|would|should)"
_ASKED = re.compile(
    r"^(?:in |on |at |to |by |for |from )?"
    r"(?:what|which|who|whom|where|when|how many|how much|how)\b",
    re.I,
)
_VERB = re.compile(r"\b(is|are|was|were|has|have|had|can|could|will|would)\b")


@dataclass(frozen=True)
class Case:
    """A statement of a kind, what it is held against, and whether that supports it."""

    kind: str
    base: str
    statement: str
    evidence: Evidence
    right: bool


@dataclass(frozen=True)
class Judged:
    """A case with what the rules say of it; `signs` only where no other rule is broken."""

    case: Case
    broken: Broken | None
    signs: tuple[float, ...]


def cases(folder: Path, files: Sequence[str], seed: int) -> Iterator[Case]:
    """The cases of the articles `files`, always the same."""
    rng = random.Random(seed)
    paths, _ = article_files(folder / "articles")
    asked: dict[str, list[Question]] = defaultdict(list)
    for question in load_questions(folder / "questions.jsonl"):
        if question.gold and question.gold[0][0] in files:
            asked[question.gold[0][0]].append(question)
    every = {file: read_article(paths[file], file) for file in files}
    pool = sorted({n for a in every.values() for n in _sure_names(a)})
    changer = Changer({}, rng)
    for file in files:
        rng.shuffle(asked[file])
        for question in asked[file][:QUESTIONS]:
            yield from _of_question(question, every[file], pool, changer, rng)


def _sure_names(article: Article) -> list[str]:
    """Names none of whose words the article also has in lower case."""
    texts = [paragraph.text for paragraph in article.paragraphs]
    lower = {word for text in texts for word in re.findall(r"\w+", text) if word.islower()}
    found = [name for text in texts for name in names(text)]
    return [n for n in found if not lower & set(re.findall(r"\w+", n.lower()))]


def _of_question(
    question: Question, article: Article, pool: list[str], changer: Changer, rng: random.Random
) -> Iterator[Case]:
    paragraph = next(p for p in article.paragraphs if p.number == question.gold[0][1])
    found = _sentence_of(question, paragraph)
    if found is None:
        return
    sentence, answer = found
    gold = Evidence((_quote(paragraph, sentence),), question.question)
    bases = {
        "verbatim": sentence.text,
        "shortened": _shortened(sentence.text),
        "declared": _declared(question.question, answer),
    }
    for base, statement in bases.items():
        if not statement:
            continue
        yield Case(base, base, statement, gold, True)
        others = _others(statement, sentence, paragraph, article, rng)
        for kind, quote in others.items():
            yield Case(kind, base, statement, Evidence((quote,), question.question), False)
        for kind, changed in _changed(statement, gold, pool, changer, rng).items():
            yield Case(kind, base, changed, gold, False)


def _sentence_of(question: Question, paragraph: Paragraph) -> tuple[Sentence, str] | None:
    """The sentence that holds an answer and is most like the question, and that answer."""
    wanted = set(stems(" ".join(content_words(question.question))))
    within = [s for s in sentences(paragraph.text) if len(s.text) >= 30]
    pairs = [(s, a) for s in within for a in question.answers if a.strip(" .") in s.text]
    if not pairs:
        return None
    return max(pairs, key=lambda pair: (len(wanted & set(stems(pair[0].text))), -len(pair[1])))


def _quote(paragraph: Paragraph, sentence: Sentence) -> Quote:
    read = Read(Passage(paragraph, 0.0), Reading(0.0, 0.0, (), 0.0), 0.0)
    return quote_around(read, Span(sentence.start, sentence.end, 0.0), reason=False)


def _shortened(text: str) -> str:
    short = re.sub(r"\s*\([^)]*\)", "", text)
    head, comma, _ = short.rpartition(", ")
    short = f"{head}." if comma and len(head.split()) >= 6 else short
    return short if short != text and len(short.split()) >= 5 else ""


def _declared(question: str, answer: str) -> str:
    """The question as a statement, as well as a rule can make it."""
    bare = question.strip().rstrip("?").strip()
    match = _ASKED.match(bare)
    if match is None or len(answer.split()) > 8:
        return ""
    answer = answer.strip(" .")
    rest = bare[match.end() :].strip()
    helped = re.match(rf"(?:\w+ )?{_AUXILIARY} (.*)", rest)
    if match.group().lower() in ("who", "what", "which") and not helped:
        statement = f"{answer} {rest}"
    elif helped:
        statement = f"{helped[1]} {answer}"
    else:
        statement = f"{rest} {answer}"
    return statement[0].upper() + statement[1:] + "."


def _others(
    statement: str, sentence: Sentence, paragraph: Paragraph, article: Article, rng: random.Random
) -> dict[str, Quote]:
    """Quotes that do not support the statement: near, far, and alike."""
    found: dict[str, Quote] = {}
    within = [s for s in sentences(paragraph.text) if len(s.text) >= 30 and s != sentence]
    if within:
        found["other sentence"] = _quote(paragraph, rng.choice(within))
    far = [
        (p, s)
        for p in article.paragraphs
        if p.kind == "text" and p.number != paragraph.number
        for s in sentences(p.text)
        if len(s.text) >= 30
    ]
    if far:
        found["other paragraph"] = _quote(*rng.choice(far))
        wanted = set(stems(" ".join(content_words(statement))))
        alike = max(far, key=lambda pair: len(wanted & set(stems(pair[1].text))))
        found["most alike"] = _quote(*alike)
    gold = _quote(paragraph, sentence)
    return {kind: quote for kind, quote in found.items() if not quote.overlaps(gold)}


def _changed(
    statement: str, gold: Evidence, pool: list[str], changer: Changer, rng: random.Random
) -> dict[str, str]:
    """The statement after one change each, if it has what can be changed."""
    numbers = re.findall(r"(?<![\w.,])[0-9][0-9,]*(?:\.[0-9]+)?(?!\w)", statement)
    years = [n for n in numbers if re.fullmatch(r"1[0-9]{3}|20[0-2][0-9]", n)]
    other = [n for n in numbers if n not in years]
    found: dict[str, str] = {}
    if years:
        old = rng.choice(years)
        found["year"] = statement.replace(old, str(int(old) + rng.choice((-10, -3, -1, 1, 2, 9))))
    if other:
        old = rng.choice(other)
        new = re.sub("[0-9]", lambda m: str((int(m.group()) + 1) % 10 or 1), old, count=1)
        found["number"] = statement.replace(old, new)
    article = gold.quotes[0].paragraph.title
    known = [name for name in names(statement) if name in gold.text and name in pool]
    if known:
        old = rng.choice(known)
        alike = [n for n in pool if len(n.split()) == len(old.split())]
        alike = [n for n in alike if not _words(n) & _words(f"{gold.text} {article}")]
        near = [n for n in names(gold.quotes[0].paragraph.text) if n in pool]
        near = [n for n in near if not _words(n) & _words(f"{gold.text} {article}")]
        if alike:
            found["name from elsewhere"] = statement.replace(old, rng.choice(alike))
        if near:
            found["name from the paragraph"] = statement.replace(old, rng.choice(near))
    verb = _VERB.search(statement)
    if verb and not re.search(r"\b(?:not|no|never|without)\b", statement):
        found["negation"] = f"{statement[: verb.end()]} not{statement[verb.end() :]}"
    if re.search(r"\b(?:not|never) ", statement):
        found["negation taken out"] = re.sub(r"\b(?:not|never) ", "", statement, count=1)
    opposite = changer._opposite(statement, "", "", [])
    if opposite and opposite != statement:
        found["opposite"] = opposite
    found["invented clause"] = f"{statement.rstrip('.')} {rng.choice(INVENTED)}."
    return found


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


def judged(every: Sequence[Case], reader: MiniLMReader) -> list[Judged]:
    """What the rules without the reader say, and the signs where they say nothing."""
    found = []
    for case in every:
        broken = broken_rule(case.statement, case.evidence)
        seen: tuple[float, ...] = ()
        if broken is None:
            (reading,) = reader.read(case.statement, [case.evidence.paragraph])
            seen = signs(case.statement, case.evidence, reading)
        found.append(Judged(case, broken, seen))
    return found


def fit(every: Sequence[Judged]) -> tuple[NDArray[np.float64], float]:
    """Weights and bias of rule 5: right and wrong weigh alike, and so do their kinds."""
    left = [each for each in every if each.broken is None]
    counts = Counter((each.case.kind, each.case.base) for each in left)
    kinds = {right: sum(e.case.right == right for e in left) for right in (True, False)}
    weights = []
    for each in left:
        alike = len({k for k in counts if (k[0] in KEPT) == each.case.right})
        share = kinds[each.case.right] / alike / counts[each.case.kind, each.case.base]
        weights.append(share / kinds[each.case.right] * len(left))
    rows = np.array([each.signs for each in left])
    spread = rows.std(axis=0)
    right = np.array([each.case.right for each in left])
    fitted = LogisticRegression(C=10).fit(rows / spread, right, weights)
    return fitted.coef_[0] / spread, float(fitted.intercept_[0])


def passes(each: Judged, threshold: float) -> bool:
    """Whether a citation would stand."""
    return each.broken is None and support.chance(each.signs) >= threshold


def chosen(every: Sequence[Judged]) -> float:
    """The lowest threshold at which no more than WRONG_KEPT of the wrong pass; prints others."""
    wrong = [e for e in every if not e.case.right]
    thresholds = [round(float(t), 2) for t in np.arange(0.05, 1.0, 0.05)]
    print("| threshold | " + " | ".join(KEPT) + " | wrong ones kept |")
    rates = {}
    for threshold in thresholds:
        kept = [
            np.mean([passes(e, threshold) for e in every if e.case.kind == kind]) for kind in KEPT
        ]
        rates[threshold] = float(np.mean([passes(e, threshold) for e in wrong]))
        print(f"| {threshold:.2f} | " + " | ".join(f"{k:.3f}" for k in kept), end="")
        print(f" | {rates[threshold]:.3f} |")
    return next((t for t in thresholds if rates[t] <= WRONG_KEPT), thresholds[-1])


def table(every: Sequence[Judged], threshold: float) -> None:
    """Prints what is kept and refused, kind by kind and base by base, and why."""
    reasons = ("number_missing", "name_missing", "negated", "opposite", "not_supported")
    print("| statement | number | kept | " + " | ".join(KEPT) + " | " + " | ".join(reasons) + " |")
    print("|" + "---|" * (3 + len(KEPT) + len(reasons)))
    for kind in dict.fromkeys(e.case.kind for e in every):
        of = [e for e in every if e.case.kind == kind]
        kept = [passes(e, threshold) for e in of]
        cells = [f"{len(of)}", f"{np.mean(kept):.3f}"]
        for base in KEPT:
            some = [k for k, e in zip(kept, of, strict=True) if e.case.base == base]
            cells.append(f"{np.mean(some):.3f}" if some else "")
        refused = [e for e, k in zip(of, kept, strict=True) if not k]
        why: Counter[str] = Counter(e.broken or "not_supported" for e in refused)
        cells += [f"{why[reason] / len(of):.3f}" for reason in reasons]
        print(f"| {kind} | " + " | ".join(cells) + " |")


def show(every: Sequence[Judged], threshold: float, right: bool, count: int = 40) -> None:
    """Prints mistakes of one sort."""
    wrong = [e for e in every if e.case.right == right and passes(e, threshold) != right]
    for each in random.Random(1).sample(wrong, min(count, len(wrong))):
        print(f"[{each.case.kind}/{each.case.base}] {each.broken} {np.round(each.signs, 2)}")
        print(f"    {each.case.statement}\n    {each.case.evidence.text}")


def show_times(every: Sequence[Case], reader: MiniLMReader) -> None:
    """Prints how long a check takes, among ten passages."""
    verifier = Verifier(reader)
    right = [case for case in every if case.right]
    gold = [case.evidence.quotes[0] for case in right]
    for name in ("three markers", "one marker without words", "no marker"):
        spent = []
        for at in range(len(right) - 10):
            passages = [quote.paragraph for quote in gold[at : at + 10]]
            sources = {
                "three markers": tuple(
                    Source(n + 1, gold[at + n].text[:80].rpartition(" ")[0]) for n in (0, 4, 8)
                ),
                "one marker without words": (Source(1),),
                "no marker": (),
            }[name]
            claim = Claim(right[at].statement, sources)
            begun = time.perf_counter()
            verifier.check(claim, passages, right[at].evidence.question)
            spent.append(1000 * (time.perf_counter() - begun))
        middle, late = np.percentile(spent, [50, 95])
        print(f"{name}: {len(spent)} statements, median {middle:.1f} ms, ", end="")
        print(f"95 % below {late:.1f} ms, longest {max(spent):.1f} ms")


def main() -> None:
    """Prints the weights and threshold for rag/prose/support.py, and the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("wiki_train", type=Path)
    parser.add_argument("--examples", action="store_true")
    parser.add_argument("--times", action="store_true")
    arguments = parser.parse_args()
    spared = held_out([path.name for path in (arguments.wiki_train / "articles").iterdir()])
    reader = MiniLMReader()
    if arguments.times:
        show_times(list(cases(arguments.wiki_train, spared[1::2], 2)), reader)
        return
    begun = time.perf_counter()
    first = judged(list(cases(arguments.wiki_train, spared[::2], 1)), reader)
    second = judged(list(cases(arguments.wiki_train, spared[1::2], 2)), reader)
    print(f"{len(first)} cases to choose by, {len(second)} to measure", end="")
    print(f" ({1000 * (time.perf_counter() - begun) / (len(first) + len(second)):.1f} ms each)")
    weights, bias = fit(first)
    print("WEIGHTS", np.round(weights, 3).tolist(), "BIAS", round(bias, 3))
    support.WEIGHTS, support.BIAS = tuple(np.round(weights, 3).tolist()), round(bias, 3)
    threshold = chosen(first)
    print("THRESHOLD", threshold)
    table(second, threshold)
    if arguments.examples:
        show(second, threshold, right=True)
        show(second, threshold, right=False)


if __name__ == "__main__":
    main()
