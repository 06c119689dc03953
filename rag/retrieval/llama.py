"""Footnote's search as a llama-index retriever."""

from __future__ import annotations

from collections.abc import Callable

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from rag.model import Passage

__all__ = ["HybridRetriever"]


class HybridRetriever(BaseRetriever):
    """Returns up to `limit` nodes, best first; file, paragraph and line are in the metadata."""

    def __init__(self, search: Callable[[str, int], tuple[Passage, ...]], limit: int) -> None:
        super().__init__()
        self._search = search
        self._limit = limit

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return [_node(passage) for passage in self._search(query_bundle.query_str, self._limit)]


def _node(passage: Passage) -> NodeWithScore:
    paragraph = passage.paragraph
    metadata = {
        "file": paragraph.file,
        "paragraph": paragraph.number,
        "line": paragraph.line,
        "title": paragraph.title,
    }
    node = TextNode(id_=paragraph.id, text=paragraph.text, metadata=metadata)
    return NodeWithScore(node=node, score=passage.score)
