"""The models' tools: what was built can be taken apart, to be trained further."""

from __future__ import annotations

from build_reader import build, weights_of

from rag.models import model_files


def test_a_reader_built_from_its_own_weights_is_the_same() -> None:
    (shipped,) = model_files("reader.onnx")
    assert build(weights_of(shipped)) == shipped
