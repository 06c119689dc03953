"""Makes the built-in reader from what tools/train_reader.py learned.

    pip install onnx safetensors
    python tools/build_reader.py WORK/weights.npz

The graph is BERT's encoder (tools/bert_graph.py) with two heads: `spans` gives each token a
logit for being the answer's first and last, `verdicts` gives the pair two: that the paragraph
fits the question, and that it answers it. The vocabulary is the embedder's.
"""

from __future__ import annotations

import argparse
import hashlib
import io
from pathlib import Path

import numpy as np
from bert_graph import Floats, Graph, Weights, encoded, model_of
from shipping import ship

INPUTS = ["input_ids", "token_type_ids", "attention_mask"]


def head(graph: Graph, x: str, weight: Floats, bias: Floats, output: str) -> str:
    """A small layer in 32-bit floats: `x @ weight.T + bias`."""
    matrix = graph.constant(f"{output}.weight", weight.T)
    graph.add("MatMul", [x, matrix], f"{output}.product")
    return graph.add("Add", [f"{output}.product", graph.constant(f"{output}.bias", bias)], output)


def build(weights: Weights) -> bytes:
    """The whole model: to `spans` [batch, length, 2] and `verdicts` [batch, 2]."""
    graph = Graph()
    x = encoded(graph, weights, typed=True)
    head(graph, x, weights["span.weight"], weights["span.bias"], "spans")
    graph.add("Gather", [x, graph.integers(0)], "first.row", axis=1)
    graph.add("Squeeze", ["first.row", graph.integers(1)], "first")
    dense = head(
        graph, "first", weights["verdict.dense.weight"], weights["verdict.dense.bias"], "d"
    )
    graph.add("Tanh", [dense], "d.active")
    head(graph, "d.active", weights["verdict.weight"], weights["verdict.bias"], "verdicts")
    return model_of(
        graph, "reader", INPUTS, {"spans": ["batch", "length", 2], "verdicts": ["batch", 2]}
    )


def main() -> None:
    """Reads the learned weights, writes the model and its checksum."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("weights", type=Path, help="WORK/weights.npz")
    source = parser.parse_args().weights.read_bytes()
    with np.load(io.BytesIO(source)) as weights:
        data = build({name: weights[name] for name in weights.files})
    ship({"reader.onnx": data}, {"weights.npz": hashlib.sha256(source).hexdigest()})


if __name__ == "__main__":
    main()
