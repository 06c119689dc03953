"""Any llama-index embedding as numpy arrays of unit length."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from numpy.typing import NDArray

from rag.errors import FootnoteError, ModelError

__all__ = ["Vectors"]

Matrix = NDArray[np.float32]


class Vectors:
    """Raises `ModelError`, with the model's own words, when the model fails."""

    def __init__(self, embedding: BaseEmbedding) -> None:
        self._embedding = embedding
        self.of_question = lru_cache(maxsize=64)(self._of_question)

    def _of_question(self, question: str) -> Matrix:
        """The vector of a question, shape [dimension]."""
        rows = self._run(lambda: [self._embedding.get_query_embedding(question)])
        return np.asarray(rows[0])

    def of_texts(self, texts: list[str]) -> Matrix:
        """The vectors of texts, shape [len(texts), dimension]."""
        return self._run(lambda: self._embedding.get_text_embedding_batch(texts))

    def _run(self, embed: Callable[[], Any]) -> Matrix:
        try:
            rows = np.asarray(embed(), dtype=np.float32)
        except FootnoteError:
            raise
        except Exception as error:
            line = (str(error).strip() or type(error).__name__).splitlines()[0][:200]
            raise ModelError(
                f"The embedding model {self._embedding.model_name} failed ({line}). "
                "Check FOOTNOTE_EMBEDDING, its key and its server."
            ) from error
        lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
        return np.asarray(rows / np.maximum(lengths, 1e-12), dtype=np.float32)
