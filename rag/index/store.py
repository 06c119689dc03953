"""Paragraphs and their vectors in Chroma, and which article versions are complete there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from llama_index.vector_stores.chroma import ChromaVectorStore
from numpy.typing import NDArray

from rag.index.entry import Entry, Signature
from rag.index.nodes import nodes, paragraph
from rag.model import Article, ArticleInfo, Paragraph
from rag.reading import FileStamp

__all__ = ["Neighbour", "ParagraphStore"]

_BATCH = 1000  # below every server's limit


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A paragraph near a vector; `cosine` is their similarity."""

    paragraph: Paragraph
    cosine: float


class ParagraphStore:
    """Two collections: paragraphs, and one record for each article that is complete.

    An article counts from the moment its record is written; paragraphs without a record are
    left-overs of an interrupted run, ignored by readers and removed by `sweep`.
    """

    def __init__(self, client: Any, collection: str) -> None:
        self._client = client
        self._name = collection
        self._paragraphs: Any = None
        self._articles: Any = None
        self._entries: dict[str, Entry] = {}
        self._synced_at = ""

    def open(self, signature: Signature) -> bool:
        """Makes the store ready; `False` when what stood there was made otherwise and is gone."""
        matches = self.matches(signature)
        if matches is False:
            self._client.delete_collection(self._name)
            self._client.delete_collection(f"{self._name}-articles")
        self._open_collections(signature)
        self._load_entries()
        return matches is not False

    def matches(self, signature: Signature) -> bool | None:
        """Whether the stored index was made with `signature`; `None` when there is none."""
        names = {collection.name for collection in self._client.list_collections()}
        if self._name not in names or f"{self._name}-articles" not in names:
            return None if self._name not in names else False
        metadata = self._client.get_collection(self._name).metadata or {}
        return bool({key: metadata.get(key) for key in asdict(signature)} == asdict(signature))

    @property
    def entries(self) -> dict[str, Entry]:
        """The complete articles by file name, a snapshot."""
        return dict(self._entries)

    @property
    def versions(self) -> dict[str, str]:
        """The version of each complete article by file name, a snapshot."""
        return self.versions_of(self._entries)

    def versions_of(self, files: Iterable[str]) -> dict[str, str]:
        """The versions of those of `files` that are complete."""
        found = ((file, self._entries.get(file)) for file in files)
        return {file: entry.info.version for file, entry in found if entry}

    @property
    def synced_at(self) -> str:
        """When the last synchronisation ended (ISO 8601, UTC); empty if none has."""
        return self._synced_at

    def note_sync(self, at: str) -> None:
        """Notes that a synchronisation ended."""
        self._articles.modify(metadata={"synced_at": at})
        self._synced_at = at

    def close(self) -> None:
        """Lets go of Chroma."""
        self._client.close()

    @property
    def vector_store(self) -> ChromaVectorStore:
        """The paragraphs as a llama-index vector store."""
        return ChromaVectorStore(chroma_collection=self._paragraphs)

    def put(
        self, articles: Sequence[tuple[Article, FileStamp]], vectors: NDArray[np.float32]
    ) -> None:
        """Adds or replaces `articles`; `vectors` are those of their paragraphs, in order."""
        found = [node for article, _ in articles for node in nodes(article)]
        for node, vector in zip(found, vectors, strict=True):
            node.embedding = list(map(float, vector))
        old = [self._entries.get(article.file) for article, _ in articles]
        self._delete(node.node_id for node in found)  # left-overs of an interrupted run
        for start in range(0, len(found), _BATCH):
            self.vector_store.add(list(found[start : start + _BATCH]))
        self._record([Entry(_info(article), stamp) for article, stamp in articles])
        for entry in filter(None, old):
            kept = self._entries[entry.info.file].ids()
            self._delete(id_ for id_ in entry.ids() if id_ not in kept)

    def restamp(self, file: str, stamp: FileStamp) -> None:
        """Notes that `file` was touched but holds the same bytes."""
        self._record([Entry(self._entries[file].info, stamp)])

    def remove(self, file: str) -> None:
        """Takes an article out."""
        entry = self._entries[file]
        # Another dictionary: a question may be going through this one.
        self._entries = {name: kept for name, kept in self._entries.items() if name != file}
        self._articles.delete(ids=[file])
        self._delete(entry.ids())

    def sweep(self) -> None:
        """Removes left-over paragraphs and articles that lack some of theirs."""
        expected = {id_: entry for entry in self._entries.values() for id_ in entry.ids()}
        if self._paragraphs.count() == len(expected):
            return
        present = set(self._paragraphs.get(include=[])["ids"])
        for entry in {id(e): e for id_, e in expected.items() if id_ not in present}.values():
            self.remove(entry.info.file)
        self._delete(present - set(expected))

    def paragraphs(self, ids: Sequence[str]) -> dict[str, Paragraph]:
        """The paragraphs with these ids, those that are there and belong to the index."""
        wanted = list(dict.fromkeys(ids))
        found: dict[str, Paragraph] = {}
        for start in range(0, len(wanted), _BATCH):
            batch = wanted[start : start + _BATCH]
            got = self._paragraphs.get(ids=batch, include=["documents", "metadatas"])
            for id_, text, metadata in zip(
                got["ids"], got["documents"], got["metadatas"], strict=True
            ):
                if self._is_current(metadata):
                    found[id_] = paragraph(id_, text, metadata)
        return found

    def article(self, file: str) -> tuple[Paragraph, ...]:
        """The paragraphs of an indexed article, in reading order."""
        ids = self._entries[file].ids()
        found = self.paragraphs(ids)
        return tuple(found[id_] for id_ in ids if id_ in found)

    def nearest(self, vector: NDArray[np.float32], limit: int) -> list[Neighbour]:
        """Up to `limit` paragraphs nearest to `vector`, nearest first."""
        count = sum(entry.info.paragraphs for entry in self._entries.values())
        if not count:
            return []
        got = self._paragraphs.query(
            query_embeddings=[vector.tolist()],
            n_results=min(limit, count),
            include=["documents", "metadatas", "distances"],
        )
        rows = zip(
            got["ids"][0],
            got["documents"][0],
            got["metadatas"][0],
            got["distances"][0],
            strict=True,
        )
        return [
            Neighbour(paragraph(id_, text, metadata), 1.0 - distance)
            for id_, text, metadata, distance in rows
            if self._is_current(metadata)
        ]

    def vectors(self, ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """The vectors of the paragraphs with these ids."""
        if not ids:
            return {}
        got = self._paragraphs.get(ids=list(ids), include=["embeddings"])
        rows = np.asarray(got["embeddings"], dtype=np.float32)
        return dict(zip(got["ids"], rows, strict=True))

    def _is_current(self, metadata: dict[str, Any] | None) -> bool:
        if metadata is None:  # removed while Chroma was looking
            return False
        entry = self._entries.get(metadata["file"])
        return entry is not None and entry.info.version == metadata["version"]

    def _open_collections(self, signature: Signature) -> None:
        self._articles = self._client.get_or_create_collection(
            f"{self._name}-articles", embedding_function=None
        )
        self._synced_at = str((self._articles.metadata or {}).get("synced_at", ""))
        self._paragraphs = self._client.get_or_create_collection(
            self._name,
            metadata=asdict(signature),
            configuration={"hnsw": {"space": "cosine", "ef_construction": 200, "ef_search": 200}},
            embedding_function=None,
        )

    def _load_entries(self) -> None:
        got = self._articles.get(include=["documents"])
        rows = (json.loads(document) for document in got["documents"])
        self._entries = {
            row["info"]["file"]: Entry(ArticleInfo(**row["info"]), FileStamp(**row["stamp"]))
            for row in rows
        }

    def _record(self, entries: Sequence[Entry]) -> None:
        self._articles.upsert(
            ids=[entry.info.file for entry in entries],
            documents=[json.dumps(asdict(entry)) for entry in entries],
            embeddings=[[0.0]] * len(entries),
        )
        self._entries = {**self._entries, **{entry.info.file: entry for entry in entries}}

    def _delete(self, ids: Iterable[str]) -> None:
        wanted = list(ids)
        for start in range(0, len(wanted), _BATCH):
            self._paragraphs.delete(ids=wanted[start : start + _BATCH])


def _info(article: Article) -> ArticleInfo:
    return ArticleInfo(article.file, article.title, article.version, len(article.paragraphs))
