"""Brings the index in line with the articles folder."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rag.errors import ArticlesError
from rag.index.changes import Changes, Fresh, find_changes
from rag.index.context import in_context
from rag.index.sentence_vectors import SentenceVectors, pieces
from rag.index.store import ParagraphStore
from rag.index.words import WordIndex
from rag.model import IndexReport, Progress

__all__ = ["Embed", "synchronise"]

Embed = Callable[[list[str]], NDArray[np.float32]]
"""Embeds texts: as many vectors as texts, in their order."""

Report = Callable[[Progress], None]

_GROUP = 256  # paragraphs that are written together, at least one article
_SLICE = 32  # texts embedded between two reports of progress


def synchronise(
    folder: Path,
    store: ParagraphStore,
    words: WordIndex,
    sentences: SentenceVectors,
    embed: Embed,
    *,
    progress: Report = lambda _: None,
) -> IndexReport:
    """Adds, replaces and removes what differs; whole articles only, so it can be killed.

    Raises `ArticlesError`, with the index left as it was, when the folder is missing or
    holds nothing to read.
    """
    started = time.perf_counter()
    store.sweep()
    changes = find_changes(folder, store.entries)
    if not (changes.added or changes.replaced or changes.unchanged):
        raise ArticlesError(_nothing_to_read(folder, changes))
    for file in changes.removed:
        store.remove(file)
    for file, stamp in changes.touched:
        store.restamp(file, stamp)
    _add([*changes.added, *changes.replaced], store, sentences, embed, progress)
    words.bring_in_line(store.versions, store.article)
    _complete(store, sentences, embed, progress)
    sentences.sweep(store.versions)
    return IndexReport(
        added=tuple(fresh.article.file for fresh in changes.added),
        replaced=tuple(fresh.article.file for fresh in changes.replaced),
        removed=changes.removed,
        unchanged=changes.unchanged,
        skipped=changes.skipped,
        paragraphs=sum(entry.info.paragraphs for entry in store.entries.values()),
        seconds=time.perf_counter() - started,
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """Part of a synchronisation: `size` paragraphs up to the end of `file`, after `done`."""

    progress: Report
    done: int
    size: int
    total: int
    file: str

    def tell(self, share: float) -> None:
        self.progress(Progress(self.done + int(share * self.size), self.total, self.file))


def _add(
    fresh: list[Fresh],
    store: ParagraphStore,
    sentences: SentenceVectors,
    embed: Embed,
    progress: Report,
) -> None:
    total = sum(len(each.article.paragraphs) for each in fresh)
    done = 0
    for group in _groups(fresh):
        paragraphs = [value for each in group for value in each.article.paragraphs]
        part = _Part(progress, done, len(paragraphs), total, group[-1].article.file)
        texts = [in_context(paragraph) for paragraph in paragraphs]
        parts = [pieces(each.article.paragraphs) for each in group]
        vectors = _embedded([*texts, *chain(*parts)], embed, part)
        rest = vectors[len(texts) :]
        for article, own in zip((each.article for each in group), parts, strict=True):
            sentences.put(article.file, article.version, article.paragraphs, rest[: len(own)])
            rest = rest[len(own) :]
        store.put([(each.article, each.stamp) for each in group], vectors[: len(texts)])
        done += len(texts)


def _complete(
    store: ParagraphStore, sentences: SentenceVectors, embed: Embed, progress: Report
) -> None:
    """The sentences of articles that were indexed without them, by another version or elsewhere."""
    lacking = [store.entries[file].info for file in sentences.lacking(store.versions)]
    total = sum(info.paragraphs for info in lacking)
    done = 0
    for info in lacking:
        paragraphs = store.article(info.file)
        part = _Part(progress, done, len(paragraphs), total, info.file)
        vectors = _embedded(pieces(paragraphs), embed, part)
        sentences.put(info.file, info.version, paragraphs, vectors)
        done += len(paragraphs)


def _embedded(texts: list[str], embed: Embed, part: _Part) -> NDArray[np.float32]:
    """The vectors of `texts`, [texts, dimension]."""
    vectors: dict[int, NDArray[np.float32]] = {}
    # Texts of like length share a slice, so that little is spent on padding.
    order = sorted(range(len(texts)), key=lambda index: len(texts[index]))
    for start in range(0, len(order), _SLICE):
        slice_ = order[start : start + _SLICE]
        part.tell(start / len(order))
        vectors.update(zip(slice_, embed([texts[index] for index in slice_]), strict=True))
    part.tell(1.0)
    rows = [vectors[index] for index in range(len(texts))]
    return np.stack(rows) if rows else np.empty((0, 0), np.float32)


def _groups(fresh: list[Fresh]) -> Iterator[list[Fresh]]:
    group: list[Fresh] = []
    for each in fresh:
        group.append(each)
        if sum(len(one.article.paragraphs) for one in group) >= _GROUP:
            yield group
            group = []
    if group:
        yield group


def _nothing_to_read(folder: Path, changes: Changes) -> str:
    if not changes.skipped:
        return f"The folder {folder} holds no .txt or .md files. Put some in it."
    first = changes.skipped[0]
    others = f" and {len(changes.skipped) - 1} more" if len(changes.skipped) > 1 else ""
    return (
        f"Nothing in the folder {folder} could be read: {first.file} ({first.reason}){others}. "
        "Mend or replace the files."
    )
