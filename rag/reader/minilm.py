"""The built-in reader: MiniLM with a head for spans and one for verdicts, run by onnxruntime."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from rag.model import Paragraph
from rag.models import FOLDER, cores, model_files, session
from rag.reader.reading import Reading, Span

__all__ = ["MiniLMReader"]

Floats = NDArray[np.float32]

_MODELS = ("reader.onnx", "second_reader.onnx")
_MOST_TOKENS = 256  # as the model was trained
_QUESTION_TOKENS = 48
_TITLE_TOKENS = 32
_ABOVE_TOKENS = 96
_OVERLAP = 64  # tokens that a window shares with the one before
_SPANS = 5
_SPAN_TOKENS = 40  # longer answers are no answers


@dataclass(frozen=True, slots=True)
class _Window:
    """A part of a paragraph as the model takes it; `head` tokens stand before its text."""

    ids: list[int]
    head: int
    typed: int
    offsets: list[tuple[int, int]]


class MiniLMReader:
    """The built-in reader. A paragraph is read with its title, and in windows if it is long; a
    short one also with what it follows on.

    It reads as many windows at the same time as it has `threads` (0: one for each core), each
    on one of them: that takes less time than one after the other, each on all. What is read
    closely is also read by a second model, and the mean of their logits counts. Thread-safe.

    Raises `ModelError` when a file of the model is missing or is not the one that was shipped.
    """

    name = "minilm"

    def __init__(self, threads: int = 0, folder: Path = FOLDER) -> None:
        tokenizer, *models = model_files("tokenizer.json", *_MODELS, folder=folder)
        self._sessions = [session(model) for model in models]
        self._tokenizer: Tokenizer = Tokenizer.from_str(tokenizer.decode())
        self._threads = ThreadPoolExecutor(threads or cores(), thread_name_prefix="reader")
        self._begin, self._separator = map(self._token, ("[CLS]", "[SEP]"))

    def read(
        self, question: str, paragraphs: Sequence[Paragraph], *, closely: bool = False
    ) -> list[Reading]:
        """A reading of each paragraph: that of its window that answers best."""
        asked = self._tokens(question).ids[:_QUESTION_TOKENS]
        windows = [list(self._windows(asked, paragraph)) for paragraph in paragraphs]
        sessions = self._sessions if closely else self._sessions[:1]
        readings = iter(self._read_all(list(chain.from_iterable(windows)), sessions))
        return [
            max(islice(readings, len(each)), key=lambda reading: reading.answers)
            for each in windows
        ]

    def _read_all(self, windows: Sequence[_Window], sessions: Sequence[Any]) -> list[Reading]:
        """Longest first, so that no thread begins a long one when the others are done."""
        order = sorted(range(len(windows)), key=lambda place: -len(windows[place].ids))
        runs = [(session, windows[place]) for place in order for session in sessions]
        said = self._threads.map(lambda run: _logits(*run), runs)
        readings = {
            place: _reading(windows[place], list(islice(said, len(sessions)))) for place in order
        }
        return [readings[place] for place in range(len(windows))]

    def _token(self, name: str) -> int:
        found = self._tokenizer.token_to_id(name)
        assert found is not None
        return found

    def _tokens(self, text: str) -> Encoding:
        text = text.encode("utf-8", "replace").decode("utf-8")
        encoding: Encoding = self._tokenizer.encode(text, add_special_tokens=False)
        return encoding

    def _windows(self, asked: list[int], paragraph: Paragraph) -> Iterator[_Window]:
        titled = paragraph.title if paragraph.title != paragraph.text else ""
        context = self._tokens(titled).ids[:_TITLE_TOKENS]
        context += self._tokens(paragraph.above).ids[-_ABOVE_TOKENS:]
        head = [self._begin, *asked, self._separator]
        typed = len(head)
        head += [*context, self._separator] if context else []
        body = self._tokens(paragraph.text)
        room = _MOST_TOKENS - len(head) - 1
        start = 0
        while True:
            ids = [*head, *body.ids[start : start + room], self._separator]
            yield _Window(ids, len(head), typed, body.offsets[start : start + room])
            if start + room >= len(body.ids):
                break
            start += room - _OVERLAP


def _logits(session: Any, window: _Window) -> tuple[Floats, Floats]:
    """What a model says: of each token [tokens, 2], and of the whole [2]."""
    ids = np.array([window.ids], np.int64)
    types = np.ones_like(ids)
    types[:, : window.typed] = 0
    found: Any = session.run(
        None,
        {"input_ids": ids, "token_type_ids": types, "attention_mask": np.ones_like(ids)},
    )
    return found[0][0], found[1][0]


def _reading(window: _Window, said: Sequence[tuple[Floats, Floats]]) -> Reading:
    """What the models say in the mean."""
    logits = np.mean([spans for spans, _ in said], axis=0)
    verdict = np.mean([verdicts for _, verdicts in said], axis=0)
    # What the models were trained to choose from: the first token (nowhere) and what follows
    # the question.
    logits[1 : window.typed] = -np.inf
    chances = logits - _log_sum(logits)
    text = chances[window.head : window.head + len(window.offsets)]
    spans = tuple(_spans(text, window.offsets))
    return Reading(float(verdict[0]), float(verdict[1]), spans, float(chances[0].sum()))


def _log_sum(logits: Floats) -> Floats:
    most = logits.max(axis=0)
    total: Floats = most + np.log(np.exp(logits - most).sum(axis=0))
    return total


def _spans(chances: Floats, offsets: list[tuple[int, int]]) -> Iterator[Span]:
    """The likeliest spans that do not overlap; `chances` is [tokens, 2]."""
    count = len(offsets)
    if not count:
        return
    scores = chances[:, 0][:, None] + chances[:, 1][None]
    places = np.arange(count)
    length = places[None] - places[:, None]
    scores[(length < 0) | (length >= _SPAN_TOKENS)] = -np.inf
    taken = np.zeros(count, bool)
    for _ in range(_SPANS):
        first, last = np.unravel_index(int(scores.argmax()), scores.shape)
        best = float(scores[first, last])
        if not np.isfinite(best):
            return
        yield Span(offsets[first][0], offsets[last][1], best)
        taken[first : last + 1] = True
        scores[taken] = -np.inf
        scores[:, taken] = -np.inf
        # a span must not reach across one that is taken
        scores[: first + 1, last:] = -np.inf
