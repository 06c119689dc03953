"""The built-in encoder as a llama-index embedding."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from numpy.typing import NDArray
from pydantic import PrivateAttr

from rag.embedding.encoder import Encoder

__all__ = ["MiniLMEmbedding"]


class MiniLMEmbedding(BaseEmbedding):
    """all-MiniLM-L6-v2 without torch, key or network; see `Encoder` for what it promises.

    `threads` is how many processor threads it uses, 0 for all cores.
    """

    _encoder: Encoder = PrivateAttr()

    def __init__(self, threads: int = 0, folder: Path | None = None) -> None:
        super().__init__(model_name="all-MiniLM-L6-v2-int8-1", embed_batch_size=256)
        self._encoder = Encoder(threads, folder) if folder else Encoder(threads)

    @classmethod
    def class_name(cls) -> str:
        """The name under which llama-index knows it."""
        return "MiniLMEmbedding"

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of `texts`, [n, 384], without llama-index's lists of floats."""
        return self._encoder(texts)

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return await asyncio.to_thread(self._get_text_embedding, query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        rows: list[list[float]] = self.embed(texts).tolist()
        return rows

    async def _aget_text_embedding(self, text: str) -> list[float]:
        return await asyncio.to_thread(self._get_text_embedding, text)

    async def _aget_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return await asyncio.to_thread(self._get_text_embeddings, texts)
