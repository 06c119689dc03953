"""A real llama-index embedding that needs no model: hashed words. Like words, like vectors."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable

from llama_index.core.base.embeddings.base import BaseEmbedding
from pydantic import PrivateAttr

__all__ = ["WordEmbedding"]

_DIMENSION = 64


class WordEmbedding(BaseEmbedding):
    """Counts hashed words into 64 places. `before`, if given, is called before each text."""

    model_name: str = "words"
    _before: Callable[[str], None] = PrivateAttr()

    def __init__(
        self, before: Callable[[str], None] = lambda _: None, model_name: str = "words"
    ) -> None:
        super().__init__(model_name=model_name)
        self._before = before

    def _get_text_embedding(self, text: str) -> list[float]:
        self._before(text)
        vector = [0.01] * _DIMENSION
        for word in re.findall(r"\w+", text.lower()):
            vector[zlib.crc32(word.encode()) % _DIMENSION] += 1.0
        return vector

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)
