"""What each piece of retrieval and reading adds: a table for docs/evaluation.md.

    python tools/ablate.py QUESTIONS --articles FOLDER --index FOLDER

`--ask N` of the questions are asked (drawn at random; 0: all), and `--read N` of those are read
closely, which takes about two minutes a hundred.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from rag import Library, Settings
from rag.answering.composition import best_quote
from rag.answering.extractive import read_closely
from rag.embedding.encoder import Encoder
from rag.evaluation.outcome import exact, holds, overlap
from rag.evaluation.questions import Question, load_questions
from rag.model import Paragraph, Passage
from rag.reader.minilm import MiniLMReader
from rag.reader.reading import Reading
from rag.retrieval.close_reading import in_order
from rag.retrieval.hybrid import HybridSearch, Weights

DEEP = 32
Ranked = Sequence[Passage]
WORDS, MEANING, SENTENCE = Weights(1.0, 0.0), Weights(0.0, 0.0), Weights(0.0, 1.0)
GRID = ((0.4, 0.3), (0.6, 0.3), (0.5, 0.2), (0.5, 0.4))
TWO = Weights(2 / 3, 0.0)  # words and meaning, as they did best without sentences


def row(
    name: str, questions: Sequence[Question], ranked: Sequence[Ranked], more: Sequence[float] = ()
) -> None:
    """Prints a line of the table: where the right paragraph stands, and `more`."""
    places = []
    for question, passages in zip(questions, ranked, strict=True):
        found = [(p.paragraph.file, p.paragraph.number) in question.gold for p in passages]
        places.append(found.index(True) + 1 if True in found else 0)
    hits = [np.mean([1 <= place <= most for place in places]) for most in (1, 5, 10)]
    mean = np.mean([1 / place if place else 0.0 for place in places])
    cells = [f"{value:.3f}" for value in (*hits, mean, *more)]
    print(f"| {name} | {' | '.join([*cells, *[''] * (7 - len(cells))])} |", flush=True)


def by_rank(lists: Sequence[Ranked]) -> list[Passage]:
    """Reciprocal rank fusion (Cormack, Clarke and Büttcher 2009) with their 60."""
    scores: dict[str, float] = {}
    known: dict[str, Passage] = {}
    for passages in lists:
        for rank, passage in enumerate(passages, start=1):
            key = passage.paragraph.id
            known[key] = passage
            scores[key] = scores.get(key, 0.0) + 1 / (60 + rank)
    return [known[key] for key in sorted(scores, key=lambda key: -scores[key])]


def without_titles(
    library: Library, encode: Encoder, questions: Sequence[Question], words: float
) -> list[Ranked]:
    """As the search fuses, but each vector is that of a paragraph's text alone."""
    files = [article.file for article in library.articles()]
    every = [p for file in files for p in library._store.article(file) if p.kind == "text"]
    rows = encode([p.text for p in every])
    ranked: list[Ranked] = []
    for question, vector in zip(questions, encode([q.question for q in questions]), strict=True):
        worded = dict(library._words.search(question.question, 2 * DEEP))
        cosines = np.maximum(rows @ vector, 0.0)
        scores = (1 - words) * cosines + words * np.array([worded.get(p.id, 0.0) for p in every])
        best = np.argsort(-scores)[:DEEP]
        ranked.append([Passage(every[i], float(scores[i])) for i in best])
    return ranked


def read_row(
    name: str,
    questions: Sequence[Question],
    read: Sequence[list[tuple[Passage, Reading]]],
    order: Callable[[list[tuple[Passage, Reading]]], list[tuple[Passage, Reading]]],
) -> None:
    """As `row`, with what the first quote and the words marked in it are worth."""
    ranked = [order(pairs) for pairs in read]
    right, same, shared = [], [], []
    for question, pairs in zip(questions, ranked, strict=True):
        quote = best_quote(question.question, in_order(pairs[:1]))
        assert quote is not None
        right.append(any(holds(quote.text, answer) for answer in question.answers))
        same.append(any(exact(quote.answer, answer) for answer in question.answers))
        shared.append(max(overlap(quote.answer, answer) for answer in question.answers))
    figures = [float(np.mean(each)) for each in (right, same, shared)]
    row(name, questions, [[p for p, _ in pairs] for pairs in ranked], figures)


def ours(pairs: list[tuple[Passage, Reading]]) -> list[tuple[Passage, Reading]]:
    """The order that Footnote uses."""
    return [(read.passage, read.reading) for read in in_order(pairs)]


def show_search(
    library: Library, encode: Encoder, questions: Sequence[Question], typed: Sequence[Question]
) -> tuple[list[Ranked], list[Ranked]]:
    """Prints the rows of the search; what the search as it is finds, for both spellings."""

    def searched(weights: Weights, asked: Sequence[Question] = questions) -> list[Ranked]:
        search = HybridSearch(library._store, library._words, library._sentences, weights)
        vectors = encode([q.question for q in asked])
        return [
            [
                passage
                for passage in search.search(q.question, vector, DEEP + 20)
                if passage.paragraph.kind == "text"
            ][:DEEP]
            for q, vector in zip(asked, vectors, strict=True)
        ]

    words, meaning, nearest = (searched(each) for each in (WORDS, MEANING, SENTENCE))
    row("words alone", questions, words)
    row("meaning alone", questions, meaning)
    row("… without titles", questions, without_titles(library, encode, questions, 0.0))
    row("nearest sentence alone", questions, nearest)
    pairs = zip(words, meaning, strict=True)
    row("words and meaning, by rank", questions, [by_rank(pair) for pair in pairs])
    row("words and meaning, by score", questions, searched(TWO))
    untitled = without_titles(library, encode, questions, TWO.words)
    row("… without titles in the vectors", questions, untitled)
    triples = zip(words, meaning, nearest, strict=True)
    row("all three, by rank", questions, [by_rank(each) for each in triples])
    chosen, as_typed = searched(Weights()), searched(Weights(), typed)
    for of_words, sentence in GRID:
        name = f"all three, by score, words {of_words:.2f}, sentence {sentence:.2f}"
        row(name, questions, searched(Weights(of_words, sentence)))
    row("all three, by score, as the engine weighs them", questions, chosen)
    row("… misspelt words as typed", questions, as_typed)
    return chosen, as_typed


def show_reading(
    questions: Sequence[Question],
    found: Sequence[Ranked],
    typed: Sequence[Question],
    found_typed: Sequence[Ranked],
) -> None:
    """Prints the rows of the reader over what was `found`."""
    reader = MiniLMReader()

    def read_one(
        question: Question,
        passages: Ranked,
        shown: Callable[[Paragraph], Paragraph] = lambda paragraph: paragraph,
    ) -> list[tuple[Passage, Reading]]:
        readings = reader.read(question.question, [shown(p.paragraph) for p in passages])
        return list(zip(passages, readings, strict=True))

    def read(shown: Callable[[Paragraph], Paragraph]) -> list[list[tuple[Passage, Reading]]]:
        return [read_one(*pair, shown) for pair in zip(questions, found, strict=True)]

    def closer(
        question: Question, pairs: list[tuple[Passage, Reading]]
    ) -> list[tuple[Passage, Reading]]:
        reads = read_closely(reader, question.question, in_order(pairs))
        return [(read.passage, read.reading) for read in reads]

    plain = read(lambda paragraph: paragraph)
    read_row("first passage of the search, read", questions, plain, lambda pairs: pairs)
    for count in (6, 8, 10, 16, 24, DEEP):
        few = [pairs[:count] for pairs in plain]
        read_row(f"the reader over {count}", questions, few, ours)

    def alone(pairs: list[tuple[Passage, Reading]]) -> list[tuple[Passage, Reading]]:
        return sorted(pairs, key=lambda pair: -pair[1].fits)

    name = f"the reader over {DEEP}"
    read_row(f"{name}, without the search's score", questions, plain, alone)
    as_typed = [
        before if question == other else read_one(other, passages)
        for question, before, other, passages in zip(
            questions, plain, typed, found_typed, strict=True
        )
    ]
    read_row(f"{name}, misspelt words as typed", typed, as_typed, ours)
    closely = [closer(question, pairs) for question, pairs in zip(questions, plain, strict=True)]
    read_row(f"{name}, the best read closely", questions, closely, lambda pairs: pairs)
    untitled = read(lambda paragraph: replace(paragraph, title=""))
    read_row(f"{name}, without titles", questions, untitled, ours)
    bare = read(lambda paragraph: replace(paragraph, above=""))
    read_row(f"{name}, without what stands above short ones", questions, bare, ours)


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("questions", type=Path)
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--ask", type=int, default=0, metavar="N")
    parser.add_argument("--read", type=int, default=350, metavar="N")
    arguments = parser.parse_args()
    questions = [q for q in load_questions(arguments.questions) if q.answerable and q.gold]
    if arguments.ask:
        drawn = np.random.default_rng(1).permutation(len(questions))[: arguments.ask]
        questions = [questions[i] for i in drawn]
    settings = Settings(articles=arguments.articles, index=arguments.index)
    with Library.open(settings) as library:
        library.sync()
        print("| | hit@1 | hit@5 | hit@10 | MRR | first quote | exact | F1 |")
        print("|---|---|---|---|---|---|---|---|")
        asked = [replace(q, question=library.mended(q.question)) for q in questions]
        found, typed = show_search(library, Encoder(), asked, questions)
        if not arguments.read:
            return
        some = np.random.default_rng(0).permutation(len(questions))[: arguments.read]
        show_reading(*([each[i] for i in some] for each in (asked, found, questions, typed)))


if __name__ == "__main__":
    main()
