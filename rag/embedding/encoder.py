"""The built-in sentence encoder: all-MiniLM-L6-v2 in 8-bit integers, run by onnxruntime."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from rag.models import FOLDER, model_files

__all__ = ["DIMENSION", "Encoder"]

DIMENSION = 384
_MOST_TOKENS = 256  # as the model was made for; what is beyond is not seen
_BATCH = 32


class Encoder:
    """Turns texts into vectors of unit length, [n, 384] float32. Thread-safe.

    A text's vector depends a little on the texts it is batched with, since the integers' scale
    is chosen for the batch: the same text alone and in a batch have a cosine of about 0.99.
    Raises `ModelError` when a file of the model is missing or is not the one that was shipped.
    """

    def __init__(self, threads: int = 0, folder: Path = FOLDER) -> None:
        model, tokenizer = model_files("embedder.onnx", "tokenizer.json", folder=folder)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        # Threads that spin for more work would take the reader's cores after each question.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            model, options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer: Tokenizer = Tokenizer.from_str(tokenizer.decode())
        self._tokenizer.enable_truncation(_MOST_TOKENS)

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of `texts`, in their order."""
        encodings = self._tokenizer.encode_batch([_encodable(text) for text in texts])
        # Texts of like length share a batch, so that little is spent on padding.
        order = sorted(range(len(encodings)), key=lambda index: len(encodings[index].ids))
        vectors = np.empty((len(encodings), DIMENSION), np.float32)
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            vectors[batch] = self._run([encodings[index] for index in batch])
        return vectors

    def _run(self, encodings: list[Encoding]) -> NDArray[np.float32]:
        longest = max(len(encoding.ids) for encoding in encodings)
        ids = np.zeros((len(encodings), longest), np.int64)
        mask = np.zeros_like(ids)
        for row, encoding in enumerate(encodings):
            ids[row, : len(encoding.ids)] = encoding.ids
            mask[row, : len(encoding.ids)] = 1
        found = self._session.run(None, {"input_ids": ids, "attention_mask": mask})
        return np.asarray(found[0], np.float32)


def _encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
