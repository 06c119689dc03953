"""What the reader is shown: groups of one question's paragraphs, right and wrong."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from rag.evaluation.outcome import holds
from rag.sentences import Sentence, sentences
from rag.terms import content_words, stems
from reader_training.corpora import Asked, Corpus
from reader_training.misleading import Changer, names, without_answer
from reader_training.negatives import Mined

__all__ = ["Example", "Lesson", "Lessons", "similar_words"]

MOST_TOKENS = 256
QUESTION_TOKENS = 48
_UNTITLED = 0.15  # share of titles left out, since not every folder has good ones
_IN_LINES = 0.2  # share of lessons whose paragraphs are read as news sets them, a sentence a line
_TITLE_TOKENS = 32  # as rag.reader.minilm cuts what stands above a paragraph
_ABOVE_TOKENS = 96

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Example:
    """One reading: token ids and types, and the answer's first and last token if it is there.

    `rival` says that the paragraph competes with the right one in the ranking; `about` whether
    it is the one that the question was written for, none where that one was tampered with.
    """

    ids: list[int]
    types: list[int]
    answer: Span | None
    rival: bool
    about: bool | None = None


@dataclass(frozen=True, slots=True)
class Lesson:
    """Readings of one question and its like, and the place of the corpus that it is from."""

    source: int
    examples: list[Example]


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
        sources: Sequence[Mined],
        similar: Mapping[str, Sequence[str]],
        seed: int,
    ) -> None:
        self._tokenizer = tokenizer
        self._sources = sources
        self._random = random.Random(seed)
        self._changer = Changer(similar, self._random)
        self._pools = [_pools(source.corpus) for source in sources]
        self._queues: list[list[int]] = [[] for _ in sources]

    def draw(self, shares: Sequence[float], elsewhere: float) -> Lesson:
        """The next lesson, from each corpus in its share of cases.

        `elsewhere`: the share of lessons with a look-alike of another article.
        """
        source = self._random.choices(range(len(shares)), shares)[0]
        queue = self._queues[source]
        if not queue:
            queue.extend(range(len(self._sources[source].corpus.asked)))
            self._random.shuffle(queue)
        number = queue.pop()
        rivals = self._look_alikes(self._sources[source], number, elsewhere)
        return Lesson(source, self._examples(source, number, rivals))

    def _examples(self, source: int, number: int, rivals: Sequence[int]) -> list[Example]:
        corpus = self._sources[source].corpus
        asked = corpus.asked[number]
        gold = corpus.texts[asked.gold]
        span = self._random.choice(asked.spans)
        pool = self._pools[source].get(gold.source, [])
        title = gold.title if self._random.random() > _UNTITLED else ""
        if self._random.random() < _IN_LINES:
            in_lines = self._in_lines(source, number, span, title, rivals)
            if in_lines:
                return in_lines
        question, text = asked.question, gold.text
        if self._random.random() < 0.1:
            renamed = self._changer.renamed(question, text, span, pool)
            if renamed:
                question, text, span = renamed
        elif self._random.random() < 0.1:
            question = self._changer.dated(question, text, span) or question
        lesson = [replace(self._example(question, title, text, span, rival=True), about=True)]
        lesson += self._unanswered(asked, gold.text, title, pool)
        for place in rivals:
            other = corpus.texts[place]
            rival_title = other.title if title else ""
            rival = self._example(asked.question, rival_title, other.text, None, rival=True)
            lesson.append(replace(rival, about=False))
        return lesson

    def _in_lines(
        self, source: int, number: int, span: Span, title: str, look_alikes: Sequence[int]
    ) -> list[Example]:
        """The lesson with sentences as paragraphs; empty where the answer is not in one of some."""
        corpus = self._sources[source].corpus
        asked = corpus.asked[number]
        gold = corpus.texts[asked.gold]
        text, pool = gold.text, self._pools[source].get(gold.source, [])
        lines = sentences(text)
        at = next((i for i, s in enumerate(lines) if s.start <= span[0] and span[1] <= s.end), None)
        if at is None or len(lines) < 2:
            return []
        line, answer = lines[at].text, text[span[0] : span[1]]
        placed = (span[0] - lines[at].start, span[1] - lines[at].start)
        above = _above(lines, at)
        right = self._example(asked.question, title, line, placed, rival=True, above=above)
        lesson = [replace(right, about=True)]
        if asked.unanswerable:
            question: str | None = self._random.choice(asked.unanswerable)
        elif self._random.random() < 0.5:
            question = self._changer.misled(asked.question, line, answer, pool)
        else:
            question = None
        if question:
            lesson.append(self._example(question, title, line, None, rival=False, above=above))
        others = [(title, lines, i) for i, s in enumerate(lines) if not holds(s.text, answer)]
        rivals = self._random.sample(others, min(1, len(others)))
        for place in look_alikes:
            other = corpus.texts[place]
            found = sentences(other.text)
            best = _most_like(asked.question, found)
            rivals.append((other.title if title else "", found, best))
        for name, found, i in rivals:
            context = _above(found, i)
            rival = self._example(
                asked.question, name, found[i].text, None, rival=True, above=context
            )
            lesson.append(replace(rival, about=False))
        return lesson

    def _look_alikes(self, mined: Mined, number: int, elsewhere: float) -> list[int]:
        """Places of paragraphs, now and then of another source than the right one."""
        far = mined.elsewhere[number] if self._random.random() < elsewhere else []
        pools = [mined.near[number], far]
        # Later places are drawn less often; the very first are the hardest.
        drawn = [
            self._random.choices(pool, [1 / (2 + place) for place in range(len(pool))])[0]
            for pool in pools
            if pool
        ]
        return sorted(set(drawn))

    def _unanswered(self, asked: Asked, text: str, title: str, pool: list[str]) -> list[Example]:
        """Up to two: another question; another paragraph, or this one without its answer.

        Questions that were written to be unanswerable come first.
        """
        if asked.unanswerable:
            written = self._random.sample(asked.unanswerable, min(2, len(asked.unanswerable)))
            return [self._example(each, title, text, None, rival=False) for each in written]
        span = self._random.choice(asked.spans)
        answer = text[span[0] : span[1]]
        lesson = []
        question = self._changer.misled(asked.question, text, answer, pool)
        if question and self._random.random() < 0.8:
            lesson.append(self._example(question, title, text, None, rival=False))
        other = None
        if self._random.random() < 0.4:
            other = self._changer.altered(asked.question, text, span, pool)
        elif self._random.random() < 0.6:
            other = without_answer(text, asked.spans)
        if other:
            lesson.append(self._example(asked.question, title, other, None, rival=True))
        return lesson

    def _example(
        self,
        question: str,
        title: str,
        text: str,
        span: Span | None,
        *,
        rival: bool,
        above: str = "",
    ) -> Example:
        head = self._tokenizer.encode(question).ids[: QUESTION_TOKENS - 1]
        head = head if head[-1] == SEP else [*head, SEP]
        context = self._tokens(title)[:_TITLE_TOKENS] + self._tokens(above)[-_ABOVE_TOKENS:]
        context = [*context, SEP] if context else []
        body = self._tokenizer.encode(text, add_special_tokens=False)
        room = MOST_TOKENS - len(head) - len(context) - 1
        answer = _tokens_of(body, span) if span else None
        start = 0
        if len(body.ids) > room:
            last = len(body.ids) - room
            start = self._random.randint(0, last)
            if answer:
                low, high = max(0, answer[1] - room + 1), min(answer[0], last)
                start = self._random.randint(min(low, high), high)
        kept = body.ids[start : start + room]
        offset = len(head) + len(context) - start
        placed = (answer[0] + offset, min(answer[1] + offset, MOST_TOKENS - 2)) if answer else None
        ids = [*head, *context, *kept, SEP]
        types = [0] * len(head) + [1] * (len(ids) - len(head))
        return Example(ids, types, placed, rival)

    def _tokens(self, text: str) -> list[int]:
        return list(self._tokenizer.encode(text, add_special_tokens=False).ids)


SEP = 102


def _above(lines: Sequence[Sentence], at: int) -> str:
    """The two lines above one."""
    return " ".join(line.text for line in lines[max(0, at - 2) : at])


def _most_like(question: str, lines: Sequence[Sentence]) -> int:
    """The place of the line that shares the most words with the question."""
    wanted = set(stems(" ".join(content_words(question))))
    shared = [len(wanted & set(stems(line.text))) for line in lines]
    return shared.index(max(shared))


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
