"""The vectors of the articles' sentences, in files. Derived from the articles; can be made anew."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.model import Paragraph
from rag.sentences import sentences

__all__ = ["SentenceVectors", "pieces"]

_KEPT = 512  # articles whose vectors stay in memory: about 40 MB of Wikipedia
_STEPS = 127  # of an 8-bit integer to either side
_LOG = logging.getLogger(__name__)

Rows = NDArray[np.int8]


def pieces(paragraphs: Iterable[Paragraph]) -> list[str]:
    """The sentences that are embedded, in order: those of the text, not of headings."""
    return [text for paragraph in paragraphs for text in _pieces(paragraph)]


class SentenceVectors:
    """A file in `folder` for each article; whole or not there. Thread-safe.

    A file is a line of JSON, then the vectors. A vector is kept as a direction: 8-bit integers,
    the largest of them 127 or -127. `made_with` names the embedding; what another one made is not
    found.
    """

    def __init__(self, folder: Path, made_with: str) -> None:
        self._folder = folder
        self._made_with = made_with
        self._read = lru_cache(maxsize=_KEPT)(self._load)

    def put(
        self,
        file: str,
        version: str,
        paragraphs: Sequence[Paragraph],
        vectors: NDArray[np.float32],
    ) -> None:
        """Keeps the `vectors` of the `pieces` of an article, [sentences, dimension]."""
        largest = np.abs(vectors).max(axis=1, keepdims=True, initial=1e-12)
        rows = np.rint(vectors / largest * _STEPS).astype(np.int8)
        counts = {each.id: len(_pieces(each)) for each in paragraphs if each.kind == "text"}
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._path(file, version)
        temporary = path.with_suffix(".new")
        head = json.dumps({"dimension": rows.shape[1], "counts": counts})
        temporary.write_bytes(b"\n".join([head.encode(), rows.tobytes()]))
        os.replace(temporary, path)

    def lacking(self, versions: Mapping[str, str]) -> list[str]:
        """The files of which nothing is kept in the version that `versions` names."""
        return [
            file for file, version in versions.items() if not self._path(file, version).exists()
        ]

    def sweep(self, versions: Mapping[str, str]) -> None:
        """Removes what belongs to no file, or to another version of it."""
        wanted = {self._path(file, version) for file, version in versions.items()}
        for path in self._folder.glob("*"):
            if path not in wanted:
                path.unlink()

    def nearest(
        self,
        vector: NDArray[np.float32],
        paragraphs: Collection[Paragraph],
        versions: Mapping[str, str],
    ) -> dict[str, float]:
        """The cosine of the nearest sentence of each paragraph, by its id.

        A paragraph has none when nothing of its article is kept, and when it is a heading.
        """
        rows = {each.id: self._rows(each, versions.get(each.file, "")) for each in paragraphs}
        kept = {id_: found for id_, found in rows.items() if found is not None}
        if not kept:
            return {}
        starts = np.cumsum([0, *(len(found) for found in kept.values())])[:-1]
        every = np.concatenate(list(kept.values())).astype(np.float32)
        cosines = every @ vector / np.maximum(np.linalg.norm(every, axis=1), 1.0)
        return dict(zip(kept, np.maximum.reduceat(cosines, starts).tolist(), strict=True))

    def _rows(self, paragraph: Paragraph, version: str) -> Rows | None:
        try:
            return self._read(self._path(paragraph.file, version)).get(paragraph.id)
        except FileNotFoundError:
            return None

    def _load(self, path: Path) -> dict[str, Rows]:
        """The vectors of each paragraph's sentences, by its id."""
        head, _, body = path.read_bytes().partition(b"\n")
        try:
            made: dict[str, Any] = json.loads(head)
            counts: dict[str, int] = made["counts"]
            every = np.frombuffer(body, np.int8).reshape(sum(counts.values()), made["dimension"])
        except ValueError as error:
            _LOG.warning("%s is damaged; the next indexing makes it anew", path, exc_info=True)
            path.unlink(missing_ok=True)
            raise FileNotFoundError(path) from error
        ends = np.cumsum(list(counts.values()))
        return {
            id_: every[end - count : end]
            for (id_, count), end in zip(counts.items(), ends.tolist(), strict=True)
            if count
        }

    def _path(self, file: str, version: str) -> Path:
        key = "\0".join((self._made_with, file, version))
        return self._folder / f"{sha256(key.encode('utf-8')).hexdigest()[:32]}.vectors"


def _pieces(paragraph: Paragraph) -> list[str]:
    if paragraph.kind != "text":
        return []
    return [sentence.text for sentence in sentences(paragraph.text)]
