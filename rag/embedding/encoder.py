"""The built-in sentence encoder: all-MiniLM-L6-v2 in 8-bit integers, run by onnxruntime."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from rag.models import FOLDER, cores, model_files, session

__all__ = ["DIMENSION", "Encoder"]

DIMENSION = 384
_MOST_TOKENS = 256  # as the model was made for; what is beyond is not seen


class Encoder:
    """Turns texts into vectors of unit length, [n, 384] float32. Thread-safe.

    It reads as many texts at the same time as it has `threads` (0: one for each core), each by
    itself: that takes less time than batches, whose texts are filled up to the longest, and makes
    a text's vector the same whatever it is embedded with.

    Raises `ModelError` when a file of the model is missing or is not the one that was shipped.
    """

    def __init__(self, threads: int = 0, folder: Path = FOLDER) -> None:
        model, tokenizer = model_files("embedder.onnx", "tokenizer.json", folder=folder)
        self._session = session(model)
        self._tokenizer: Tokenizer = Tokenizer.from_str(tokenizer.decode())
        self._tokenizer.enable_truncation(_MOST_TOKENS)
        self._threads = ThreadPoolExecutor(threads or cores(), thread_name_prefix="encoder")

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of `texts`, in their order."""
        encodings = self._tokenizer.encode_batch([_encodable(text) for text in texts])
        vectors = np.empty((len(encodings), DIMENSION), np.float32)
        for place, vector in enumerate(self._threads.map(self._vector, encodings)):
            vectors[place] = vector
        return vectors

    def _vector(self, encoding: Encoding) -> NDArray[np.float32]:
        ids = np.array([encoding.ids], np.int64)
        found = self._session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})
        return np.asarray(found[0][0], np.float32)


def _encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
