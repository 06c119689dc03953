"""What is to be made small; docs/models.md says what the parts are for."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional

from reader_training.batch import Batch
from reader_training.net import Reader

__all__ = ["distilled_loss", "loss_of", "taught_by"]


def loss_of(batch: Batch, spans: Tensor, verdicts: Tensor) -> tuple[Tensor, dict[str, float]]:
    """The loss of a batch, and shares of right decisions to watch."""
    answerable = batch.answerable
    place = (
        functional.cross_entropy(spans[:, :, 0], batch.spans[:, 0], reduction="none")
        + functional.cross_entropy(spans[:, :, 1], batch.spans[:, 1], reduction="none")
    ) / 2
    there = place[answerable].mean()
    silent = place[~answerable].mean()
    answers = functional.binary_cross_entropy_with_logits(
        verdicts[:, 1], answerable.float(), reduction="none"
    )
    answers = (answers[answerable].mean() + answers[~answerable].mean()) / 2
    about = _about_loss(verdicts[:, 0], batch.about)
    ranks = []
    first = []
    for lesson in range(int(batch.lesson.max()) + 1):
        rivals = (batch.lesson == lesson) & batch.rival
        scores = verdicts[rivals, 0]
        ranks.append(functional.cross_entropy(scores[None], torch.tensor([0])))
        first.append(float(scores.argmax() == 0))
    rank = torch.stack(ranks).mean()
    with torch.no_grad():
        hits = (spans[answerable].argmax(1) == batch.spans[answerable]).all(1).float().mean()
        calls = (verdicts[:, 1] > 0) == answerable
        seen = {
            "there": float(there),
            "silent": float(silent),
            "answer": float(answers),
            "rank": float(rank),
            "about": float(about),
            "exact": float(hits),
            "first": sum(first) / len(first),
            "yes": float(calls[answerable].float().mean()),
            "no": float(calls[~answerable & batch.rival].float().mean()),
            "misled": float(calls[~batch.rival].float().mean()) if (~batch.rival).any() else 0.5,
        }
    return there + 0.5 * silent + answers + rank + 0.5 * about, seen


def distilled_loss(
    batch: Batch, spans: Tensor, verdicts: Tensor, taught: tuple[Tensor, Tensor]
) -> Tensor:
    """How far from the teachers' `taught` logits (Hinton, Vinyals and Dean 2015).

    Where the answer stands as a distribution over the tokens, and the verdicts as chances, which
    count twice; paragraphs that answer and others weigh alike. Of look-alikes it is known that
    they do not answer, whatever the teachers hold: there only that is learned.
    """
    place = (
        functional.kl_div(
            functional.log_softmax(spans, 1),
            functional.log_softmax(taught[0], 1),
            reduction="none",
            log_target=True,
        )
        .sum(1)
        .mean(1)
    )
    chances = functional.binary_cross_entropy_with_logits(
        verdicts, torch.sigmoid(taught[1]), reduction="none"
    ).mean(1)
    each = place + 2 * chances
    silent = ~batch.answerable & (batch.about != 0)
    return torch.stack(
        [each[kind].mean() for kind in (batch.answerable, silent) if kind.any()]
    ).mean()


def _about_loss(fits: Tensor, about: Tensor) -> Tensor:
    """Both kinds weighing alike, so that `fits` means the same for every question."""
    losses = functional.binary_cross_entropy_with_logits(fits, about.nan_to_num(), reduction="none")
    kinds = [losses[about == kind] for kind in (0.0, 1.0)]
    return torch.stack([each.mean() for each in kinds if len(each)]).mean()


def taught_by(
    teachers: Sequence[Reader], batch: Batch, weights: Sequence[Sequence[float]]
) -> tuple[Tensor, Tensor]:
    """The mean of the teachers' logits, each counting as much as `weights` says for the corpus."""
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        read = [batch.read(teacher) for teacher in teachers]
    spans, verdicts = zip(*read, strict=True)
    counts = torch.tensor(weights)[batch.source].T[:, :, None]
    return (
        (torch.stack(spans).float() * counts[..., None]).sum(0),
        (torch.stack(verdicts).float() * counts).sum(0),
    )
