"""Lessons laid out for the reader, without padding."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from reader_training.lessons import Lesson
from reader_training.net import Reader, rows_alike

__all__ = ["Batch"]

_ROWS = 8  # examples that attention sees at once
_FAR = -1e4


class Batch:
    """Lessons laid out for the reader."""

    def __init__(self, lessons: Sequence[Lesson]) -> None:
        examples = [example for lesson in lessons for example in lesson.examples]
        order = sorted(range(len(examples)), key=lambda row: len(examples[row].ids))
        lengths = [len(examples[row].ids) for row in order]
        self.shape = len(examples), lengths[-1]
        self.ids = torch.tensor([i for row in order for i in examples[row].ids])
        self.types = torch.tensor([t for row in order for t in examples[row].types])
        self.positions = torch.cat([torch.arange(n) for n in lengths])
        at = [torch.arange(n) + row * lengths[-1] for row, n in zip(order, lengths, strict=True)]
        self.places = torch.cat(at)
        self.rows = list(rows_alike(lengths, _ROWS))
        self.back = torch.tensor(order).argsort()
        self.answerable = torch.tensor([e.answer is not None for e in examples])
        self.spans = torch.tensor([e.answer or (0, 0) for e in examples])
        self.rival = torch.tensor([e.rival for e in examples])
        self.about = torch.tensor([float("nan") if e.about is None else e.about for e in examples])
        self.source = torch.tensor([each.source for each in lessons for _ in each.examples])
        self.lesson = torch.tensor([at for at, each in enumerate(lessons) for _ in each.examples])

    def read(self, reader: Reader) -> tuple[Tensor, Tensor]:
        """Logits of start and end [batch, length, 2], closed outside text, and the verdicts."""
        flat, verdicts = reader(self.ids, self.types, self.positions, self.rows)
        batch, length = self.shape
        open_ = (self.types == 1) | (self.positions == 0)
        flat = flat.masked_fill(~open_[:, None], _FAR)
        spans = flat.new_full((batch * length, 2), _FAR).index_copy(0, self.places, flat)
        return spans.view(batch, length, 2), verdicts[self.back]
