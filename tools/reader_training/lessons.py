"""What the reader is shown: groups of one question's paragraphs, right and wrong."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from reader_training.corpora import Asked, Corpus
from reader_training.misleading import Changer, names, without_answer

__all__ = ["Example", "Lesson", "Lessons", "similar_words"]

MOST_TOKENS = 256
QUESTION_TOKENS = 48
_UNTITLED = 0.15  # share of titles left out, since not every folder has good ones

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Example:
    """One reading: token ids and types, and the answer's first and last token if it is there.

    `rival` says that the paragraph competes with the right one in the ranking.
    """

    ids: list[int]
    types: list[int]
    answer: Span | None
    rival: bool


Lesson = list[Example]


def similar_words(
    tokenizer: Tokenizer, table: NDArray[np.float32], words: Sequence[str]
) -> dict[str, list[str]]:
    """For each word others whose vectors are near, but not nearest: of like kind, other meaning."""
    vocabulary = {
        word: place
        for word, place in tokenizer.get_vocab().items()
        if word.isalpha() and word.isascii() and len(word) > 3
    }
    known = list(vocabulary)
    rows = table[[vocabulary[word] for word in known]]
    rows = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    place = {word: i for i, word in enumerate(known)}
    found = {}
    for word in words:
        if word in place:
            order = np.argsort(-(rows @ rows[place[word]]))[1:25]
            stem = word[:4]
            found[word] = [known[i] for i in order if not known[i].startswith(stem)][3:15]
    return found


class Lessons:
    """An endless stream of lessons from several corpora with their look-alikes."""

    def __init__(
        self,
        tokenizer: Tokenizer,
        sources: Sequence[tuple[Corpus, Sequence[Sequence[int]]]],
        similar: Mapping[str, Sequence[str]],
        seed: int,
    ) -> None:
        self._tokenizer = tokenizer
        self._sources = sources
        self._random = random.Random(seed)
        self._changer = Changer(similar, self._random)
        self._pools = [_pools(corpus) for corpus, _ in sources]
        self._queues: list[list[int]] = [[] for _ in sources]

    def draw(self, shares: Sequence[float]) -> Lesson:
        """The next lesson, from each corpus in its share of cases."""
        source = self._random.choices(range(len(self._sources)), shares)[0]
        queue = self._queues[source]
        if not queue:
            queue.extend(range(len(self._sources[source][0].asked)))
            self._random.shuffle(queue)
        return self._lesson(source, queue.pop())

    def _lesson(self, source: int, number: int) -> Lesson:
        corpus, near = self._sources[source]
        asked = corpus.asked[number]
        gold = corpus.texts[asked.gold]
        span = self._random.choice(asked.spans)
        pool = self._pools[source].get(gold.source, [])
        title = gold.title if self._random.random() > _UNTITLED else ""
        question, text = asked.question, gold.text
        if self._random.random() < 0.1:
            renamed = self._changer.renamed(question, text, span, pool)
            if renamed:
                question, text, span = renamed
        lesson = [self._example(question, title, text, span, rival=True)]
        lesson += self._unanswered(asked, gold.text, title, pool)
        count = 2 if corpus.name == "wiki" else 1
        if near[number]:
            # Later places are drawn less often; the very first are the hardest.
            weights = [1 / (2 + place) for place in range(len(near[number]))]
            chosen = set(self._random.choices(near[number], weights, k=count))
            for place in sorted(chosen):
                other = corpus.texts[place]
                rival_title = other.title if title else ""
                lesson.append(
                    self._example(asked.question, rival_title, other.text, None, rival=True)
                )
        return lesson

    def _unanswered(self, asked: Asked, text: str, title: str, pool: list[str]) -> Lesson:
        """One of: another question, another paragraph, the paragraph without its answer."""
        span = self._random.choice(asked.spans)
        answer = text[span[0] : span[1]]
        roll = self._random.random()
        if roll < 0.6:
            question = self._changer.misled(asked.question, text, answer, pool)
            if question:
                return [self._example(question, title, text, None, rival=False)]
        if roll < 0.78:
            changed = self._changer.altered(asked.question, text, span, pool)
            if changed:
                return [self._example(asked.question, title, changed, None, rival=True)]
        left = without_answer(text, asked.spans)
        if left:
            return [self._example(asked.question, title, left, None, rival=True)]
        return []

    def _example(
        self, question: str, title: str, text: str, span: Span | None, *, rival: bool
    ) -> Example:
        head = self._tokenizer.encode(question).ids[: QUESTION_TOKENS - 1]
        head = head if head[-1] == SEP else [*head, SEP]
        above = self._tokenizer.encode(title, add_special_tokens=False).ids[:32] if title else []
        above = [*above, SEP] if above else []
        body = self._tokenizer.encode(text, add_special_tokens=False)
        room = MOST_TOKENS - len(head) - len(above) - 1
        answer = _tokens_of(body, span) if span else None
        start = 0
        if len(body.ids) > room:
            last = len(body.ids) - room
            start = self._random.randint(0, last)
            if answer:
                low, high = max(0, answer[1] - room + 1), min(answer[0], last)
                start = self._random.randint(min(low, high), high)
        kept = body.ids[start : start + room]
        offset = len(head) + len(above) - start
        placed = (answer[0] + offset, min(answer[1] + offset, MOST_TOKENS - 2)) if answer else None
        ids = [*head, *above, *kept, SEP]
        types = [0] * len(head) + [1] * (len(ids) - len(head))
        return Example(ids, types, placed, rival)


SEP = 102


def _tokens_of(encoding: Encoding, span: Span) -> Span:
    inside = [
        i for i, (b, e) in enumerate(encoding.offsets) if b < span[1] and e > span[0] and e > b
    ]
    return (inside[0], inside[-1])


def _pools(corpus: Corpus) -> dict[str, list[str]]:
    pools: dict[str, dict[str, None]] = {}
    for text in corpus.texts:
        pools.setdefault(text.source, {}).update(dict.fromkeys(names(text.text)))
    return {source: list(found)[:3000] for source, found in pools.items()}
