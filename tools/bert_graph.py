"""BERT's encoder (Devlin et al. 2019) as an ONNX graph in 8-bit integers.

Matrix multiplications run in integers with one scale per output channel; weights keep 7 bits,
since 8-bit products saturate on processors without VNNI and results would then depend on the
machine. The word table has one scale per row. Same input, same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

__all__ = ["WIDTH", "Graph", "Weights", "encoded", "encoder_of", "model_of"]

LAYERS, HEADS, WIDTH = 6, 12, 384
WEIGHT_LIMIT = 63

Floats = NDArray[np.float32]
Weights = Mapping[str, Floats]


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


def embedded(graph: Graph, weights: Weights, *, typed: bool = False) -> str:
    """Words plus positions plus the type of the token; untyped, all have the first type."""
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
    table = graph.constant("positions", positions if typed else positions + types[0])
    zero = graph.integers(0)
    graph.add("Slice", [table, zero, "length", zero], "positions.used")
    summed = graph.add("Add", ["words.values", "positions.used"], "embedded.sum")
    if typed:
        graph.add("Gather", [graph.constant("types", types), "token_type_ids"], "types.values")
        summed = graph.add("Add", [summed, "types.values"], "embedded.typed")
    name = "embeddings.LayerNorm"
    return graph.normalised(summed, weights[f"{name}.weight"], weights[f"{name}.bias"], "embedded")


def attended(graph: Graph, weights: Weights, x: str, layer: int) -> str:
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


def transformed(graph: Graph, weights: Weights, x: str, layer: int) -> str:
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


def encoded(graph: Graph, weights: Weights, *, typed: bool = False) -> str:
    """All layers: from `input_ids` and `attention_mask` to the last hidden states."""
    graph.add("Cast", ["attention_mask"], "mask.float", to=TensorProto.FLOAT)
    graph.add("Unsqueeze", ["mask.float", graph.integers(1, 2)], "mask.row")
    one = graph.constant("one", np.array(1, np.float32))
    graph.add("Sub", [one, "mask.row"], "mask.out")
    far = graph.constant("far", np.array(-10000, np.float32))
    graph.add("Mul", ["mask.out", far], "mask.bias")
    x = embedded(graph, weights, typed=typed)
    for layer in range(LAYERS):
        x = transformed(graph, weights, attended(graph, weights, x, layer), layer)
    return x


def model_of(
    graph: Graph, name: str, tokens: Sequence[str], results: Mapping[str, Sequence[str | int]]
) -> bytes:
    """The file of a graph whose inputs `tokens` are [batch, length] integers."""
    inputs = [
        helper.make_tensor_value_info(each, TensorProto.INT64, ["batch", "length"])
        for each in tokens
    ]
    outputs = [
        helper.make_tensor_value_info(each, TensorProto.FLOAT, list(shape))
        for each, shape in results.items()
    ]
    constants = list(graph.constants.values())
    whole = helper.make_graph(graph.nodes, name, inputs, outputs, constants)
    model = helper.make_model(whole, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)
    onnx.checker.check_model(model)
    return bytes(model.SerializeToString(deterministic=True))


def encoder_of(constants: Weights) -> dict[str, Floats]:
    """The weights that a typed encoder was made of, from the graph's constants by name.

    They are as the graph rounded them: the same encoder can be made of them again.
    """

    def matrix(source: str, output: str) -> dict[str, Floats]:
        whole, scale = constants[f"{output}.weight"], constants[f"{output}.scale"]
        weight = whole.T.astype(np.float32) * scale[:, None]
        return {f"{source}.weight": weight, f"{source}.bias": constants[f"{output}.bias"]}

    def norm(source: str, output: str) -> dict[str, Floats]:
        return {f"{source}.{part}": constants[f"{output}.{part}"] for part in ("weight", "bias")}

    embeddings = "embeddings."
    found: dict[str, Floats] = {
        f"{embeddings}word_embeddings.weight": constants["words"] * constants["words.scale"],
        f"{embeddings}position_embeddings.weight": constants["positions"],
        f"{embeddings}token_type_embeddings.weight": constants["types"],
        **norm(f"{embeddings}LayerNorm", "embedded"),
    }
    for layer in range(LAYERS):
        source, out = f"encoder.layer.{layer}.", f"layer{layer}"
        for role in ("query", "key", "value"):
            found |= matrix(f"{source}attention.self.{role}", f"{out}.attention.{role}")
        found |= matrix(f"{source}attention.output.dense", f"{out}.attention.dense")
        found |= norm(f"{source}attention.output.LayerNorm", f"{out}.attention")
        found |= matrix(f"{source}intermediate.dense", f"{out}.inner")
        found |= matrix(f"{source}output.dense", f"{out}.outer")
        found |= norm(f"{source}output.LayerNorm", out)
    return found
