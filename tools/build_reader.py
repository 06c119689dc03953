"""Makes the built-in reader from what tools/train_reader.py learned.

    pip install onnx safetensors
    python tools/build_reader.py WORK/first-3.npz WORK/first-4.npz ...
    python tools/build_reader.py first.onnx WORK/twins-2.npz WORK/twins-2.npz
    python tools/build_reader.py --name second_reader.onnx WORK/even-1.npz

The mean of several weights of one training is often better than the last (Izmailov et al. 2018),
and that of a model and what it became in further training better than either (Wortsman et al.
2022). What is named twice counts twice; a reader that was built counts as what it was built from.
The graph is BERT's encoder (tools/bert_graph.py) with two heads: `spans` gives each token a
logit for being the answer's first and last, `verdicts` gives the pair two: that the paragraph
fits the question, and that it answers it. The vocabulary is the embedder's.
"""

from __future__ import annotations

import argparse
import hashlib
import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
from bert_graph import Floats, Graph, Weights, encoded, encoder_of, model_of
from onnx import numpy_helper
from shipping import ship

HEADS = {"span": "spans", "verdict.dense": "d", "verdict": "verdicts"}
INPUTS = ["input_ids", "token_type_ids", "attention_mask"]


def head(graph: Graph, x: str, weights: Weights, name: str) -> str:
    """A small layer in 32-bit floats: `x @ weight.T + bias`."""
    output = HEADS[name]
    matrix = graph.constant(f"{output}.weight", weights[f"{name}.weight"].T)
    bias = graph.constant(f"{output}.bias", weights[f"{name}.bias"])
    graph.add("MatMul", [x, matrix], f"{output}.product")
    return graph.add("Add", [f"{output}.product", bias], output)


def build(weights: Weights) -> bytes:
    """The whole model: to `spans` [batch, length, 2] and `verdicts` [batch, 2]."""
    graph = Graph()
    x = encoded(graph, weights, typed=True)
    head(graph, x, weights, "span")
    graph.add("Gather", [x, graph.integers(0)], "first.row", axis=1)
    graph.add("Squeeze", ["first.row", graph.integers(1)], "first")
    dense = head(graph, "first", weights, "verdict.dense")
    graph.add("Tanh", [dense], "d.active")
    head(graph, "d.active", weights, "verdict")
    return model_of(
        graph, "reader", INPUTS, {"spans": ["batch", "length", 2], "verdicts": ["batch", 2]}
    )


def weights_of(model: bytes) -> dict[str, Floats]:
    """The weights that a reader was built from, rounded as they are in it."""
    constants = {
        each.name: numpy_helper.to_array(each)
        for each in onnx.load_from_string(model).graph.initializer
    }
    found = encoder_of(constants)
    for name, output in HEADS.items():
        found[f"{name}.weight"] = np.ascontiguousarray(constants[f"{output}.weight"].T)
        found[f"{name}.bias"] = constants[f"{output}.bias"]
    return found


def learned(source: Path) -> Weights:
    """The weights in a file of the training, or in a reader that was built."""
    data = source.read_bytes()
    return weights_of(data) if source.suffix == ".onnx" else dict(np.load(io.BytesIO(data)))


def mean(sources: Sequence[Weights]) -> Weights:
    """The mean of each weight over several of the same weights."""
    return {
        name: np.mean([each[name] for each in sources], axis=0, dtype=np.float32)
        for name in sources[0]
    }


def main() -> None:
    """Reads the learned weights, writes the model and its checksum."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("weights", type=Path, nargs="+", help="WORK/PLAN-N.npz or a built reader")
    parser.add_argument("--name", default="reader.onnx", help="what to write (%(default)s)")
    arguments = parser.parse_args()
    sources: list[Path] = arguments.weights
    data = build(mean([learned(source) for source in sources]))
    checksums = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sources}
    ship({arguments.name: data}, {arguments.name: checksums})


if __name__ == "__main__":
    main()
