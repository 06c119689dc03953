"""The reader as torch trains it: MiniLM-L6 over question and paragraph, with three heads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

__all__ = ["HEADS", "LAYERS", "WIDTH", "Reader", "Rows", "rows_alike"]

LAYERS, HEADS, WIDTH, INNER = 6, 12, 384, 1536
_POSITIONS, _TYPES = 512, 2
_EPSILON = 1e-12
WEIGHT_LIMIT = 63  # as tools/bert_graph.py rounds


@dataclass(frozen=True)
class Rows:
    """Neighbouring rows of a batch of about the same length, for attention to see at once.

    `count` rows of up to `length` tokens, `tokens` in all; `places` [tokens]: where each stands
    in the rows laid flat; `silence` [count, 1, 1, length]: what closes their padding.
    """

    count: int
    length: int
    tokens: int
    places: Tensor
    silence: Tensor


def rows_alike(lengths: Sequence[int], count: int) -> Iterator[Rows]:
    """`lengths`, ascending, in parts of `count`: so there is little padding."""
    for at in range(0, len(lengths), count):
        part = torch.tensor(lengths[at : at + count])
        length = int(part.max())
        inside = torch.arange(length)[None] < part[:, None]
        silence = torch.zeros(len(part), 1, 1, length).masked_fill(~inside[:, None, None], -1e4)
        places = inside.flatten().nonzero()[:, 0]
        yield Rows(len(part), length, len(places), places, silence)


class Reader(nn.Module):
    """BERT's encoder (Devlin et al. 2019) whose parameters are named as in its files.

    On top, new where `weights` has none: `span` gives each token a start and an end logit,
    `verdict` the first token two logits, how well the paragraph fits the question and whether it
    answers it. The word table is frozen. Tokens are computed without padding; only attention
    sees a batch.
    """

    def __init__(self, weights: Mapping[str, Tensor], dropout: float = 0.0) -> None:
        super().__init__()
        self.dropout = dropout
        self.rounded = False
        self.words = weights["embeddings.word_embeddings.weight"].float()
        parts = ("embeddings.", "encoder.", "span.", "verdict.")
        kept = {k: v.float() for k, v in weights.items() if k.startswith(parts)}
        kept.pop("embeddings.word_embeddings.weight")
        kept.pop("embeddings.position_ids", None)
        generator = torch.Generator().manual_seed(1)

        def small(*shape: int) -> Tensor:
            return torch.randn(*shape, generator=generator) * 0.02

        new = {
            "span.weight": small(2, WIDTH),
            "span.bias": torch.zeros(2),
            "verdict.dense.weight": small(WIDTH, WIDTH),
            "verdict.dense.bias": torch.zeros(WIDTH),
            "verdict.weight": small(2, WIDTH),
            "verdict.bias": torch.zeros(2),
        }
        kept = new | kept
        # In one order, whatever that of the file: the optimizer counts parameters.
        self.named = {name: nn.Parameter(kept[name].clone()) for name in sorted(kept)}
        for name, value in self.named.items():
            self.register_parameter(name.replace(".", "_"), value)

    def forward(
        self, ids: Tensor, types: Tensor, positions: Tensor, batch: Sequence[Rows]
    ) -> tuple[Tensor, Tensor]:
        """Logits of the spans [tokens, 2] and of the verdicts [rows, 2].

        `ids`, `types` and `positions` are [tokens], the rows of `batch` one after the other.
        """
        named = self.named
        x = self.words[ids] + named["embeddings.position_embeddings.weight"][positions]
        x = x + named["embeddings.token_type_embeddings.weight"][types]
        x = self._dropped(self._normalised(x, "embeddings.LayerNorm"))
        for layer in range(LAYERS):
            at = f"encoder.layer.{layer}."
            roles = [f"{at}attention.self.{role}" for role in ("query", "key", "value")]
            weight = torch.cat([self._weight(role) for role in roles])
            flat = functional.linear(x, weight, torch.cat([named[f"{r}.bias"] for r in roles]))
            parts = flat.split([rows.tokens for rows in batch])
            seen = [_attention(part, rows) for part, rows in zip(parts, batch, strict=True)]
            mixed = self._dropped(self._linear(torch.cat(seen), f"{at}attention.output.dense"))
            x = self._normalised(x + mixed, f"{at}attention.output.LayerNorm")
            inner = functional.gelu(self._linear(x, f"{at}intermediate.dense"))
            inner = self._dropped(self._linear(inner, f"{at}output.dense"))
            x = self._normalised(x + inner, f"{at}output.LayerNorm")
        first = x[positions == 0]
        hidden = torch.tanh(self._linear(first, "verdict.dense"))
        return self._linear(x, "span"), self._linear(self._dropped(hidden), "verdict")

    def _linear(self, x: Tensor, name: str) -> Tensor:
        return functional.linear(x, self._weight(name), self.named[f"{name}.bias"])

    def _weight(self, name: str) -> Tensor:
        """The matrix, rounded to 7 bits if so told; the gradient passes (Bengio et al. 2013)."""
        weight = self.named[f"{name}.weight"]
        if not self.rounded or not name.startswith("encoder."):
            return weight
        scale = weight.detach().abs().amax(1, keepdim=True) / WEIGHT_LIMIT
        return weight + (torch.round(weight.detach() / scale) * scale - weight.detach())

    def _normalised(self, x: Tensor, name: str) -> Tensor:
        weight, bias = self.named[f"{name}.weight"], self.named[f"{name}.bias"]
        return functional.layer_norm(x, (WIDTH,), weight, bias, _EPSILON)

    def _dropped(self, x: Tensor) -> Tensor:
        return functional.dropout(x, self.dropout, self.training)


def _attention(flat: Tensor, rows: Rows) -> Tensor:
    """What each token takes from those of its row; `flat` holds queries, keys and values.

    Written out, since torch's own on the processor has a slow backward pass.
    """
    padded = flat.new_zeros(rows.count * rows.length, 3 * WIDTH).index_copy(0, rows.places, flat)
    heads = padded.view(rows.count, rows.length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
    query, key, value = heads.unbind()
    likeness = query @ key.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5
    # In its own precision: autocast would have 32 bits, at twice the time.
    with torch.autocast("cpu", enabled=False):
        weights = torch.softmax(likeness + rows.silence.to(likeness.dtype), -1)
    mixed = (weights @ value).transpose(1, 2).reshape(rows.count * rows.length, WIDTH)
    return mixed.index_select(0, rows.places)
