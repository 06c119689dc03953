"""The reader as torch trains it: MiniLM-L6 over question and paragraph, with three heads."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor, nn
from torch.nn import functional

__all__ = ["HEADS", "LAYERS", "WIDTH", "Reader"]

LAYERS, HEADS, WIDTH, INNER = 6, 12, 384, 1536
_POSITIONS, _TYPES = 512, 2
_EPSILON = 1e-12
WEIGHT_LIMIT = 63  # as tools/bert_graph.py rounds


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
        self, ids: Tensor, types: Tensor, positions: Tensor, places: Tensor, mask: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Logits of the spans [tokens, 2] and of the verdicts [batch, 2].

        `ids`, `types`, `positions` and `places` are [tokens], the last into the padded batch
        laid flat; `mask` is [batch, length], true where there is a token.
        """
        batch, length = mask.shape
        bias = torch.zeros(batch, 1, 1, length).masked_fill(~mask[:, None, None], -1e4)
        named = self.named
        x = self.words[ids] + named["embeddings.position_embeddings.weight"][positions]
        x = x + named["embeddings.token_type_embeddings.weight"][types]
        x = self._dropped(self._normalised(x, "embeddings.LayerNorm"))
        for layer in range(LAYERS):
            at = f"encoder.layer.{layer}."
            roles = [f"{at}attention.self.{role}" for role in ("query", "key", "value")]
            weight = torch.cat([self._weight(role) for role in roles])
            flat = functional.linear(x, weight, torch.cat([named[f"{r}.bias"] for r in roles]))
            padded = flat.new_zeros(batch * length, 3 * WIDTH).index_copy(0, places, flat)
            heads = padded.view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
            mixed = functional.scaled_dot_product_attention(
                heads[0], heads[1], heads[2], attn_mask=bias
            )
            mixed = mixed.transpose(1, 2).reshape(batch * length, WIDTH).index_select(0, places)
            mixed = self._dropped(self._linear(mixed, f"{at}attention.output.dense"))
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
