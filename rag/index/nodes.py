"""Paragraphs as llama-index nodes, and back from what Chroma stores of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from llama_index.core.schema import NodeRelationship, RelatedNodeInfo, TextNode

from rag.model import Article, Kind, Paragraph

__all__ = ["nodes", "paragraph"]

_CONTEXT = ("title", "heading")


def _node(value: Paragraph, version: str) -> TextNode:
    """The node of a paragraph: its text is the paragraph's, its context is its metadata.

    What llama-index embedders see of it (`MetadataMode.EMBED`) is `in_context(value)`.
    """
    metadata: dict[str, Any] = {
        "file": value.file,
        "paragraph": value.number,
        "line": value.line,
        "start": value.start,
        "end": value.end,
        "kind": value.kind,
        "version": version,
    }
    if value.text != value.title:
        metadata["title"] = value.title
    else:
        metadata["is_title"] = True
    if value.heading:
        metadata["heading"] = value.heading
    if value.above:
        metadata["above"] = value.above
    return TextNode(
        id_=value.id,
        text=value.text,
        metadata=metadata,
        metadata_template="{value}",
        text_template="{metadata_str}\n{content}",
        excluded_embed_metadata_keys=[key for key in metadata if key not in _CONTEXT],
        excluded_llm_metadata_keys=["start", "end", "kind", "version", "is_title", "above"],
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=value.file)},
    )


def paragraph(id_: str, text: str, metadata: Mapping[str, Any]) -> Paragraph:
    """The paragraph that `nodes` stored."""
    kind: Kind = metadata["kind"]
    return Paragraph(
        file=metadata["file"],
        number=metadata["paragraph"],
        line=metadata["line"],
        start=metadata["start"],
        end=metadata["end"],
        text=text,
        kind=kind,
        title=metadata.get("title", text),
        heading=metadata.get("heading", ""),
        id=id_,
        above=metadata.get("above", ""),
    )


def nodes(article: Article) -> list[TextNode]:
    """The nodes of an article, in reading order."""
    return [_node(value, article.version) for value in article.paragraphs]
