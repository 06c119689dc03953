"""Brings the index in line with the articles folder."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.errors import ArticlesError
from rag.index.changes import Changes, Fresh, find_changes
from rag.index.context import in_context
from rag.index.store import ParagraphStore
from rag.index.words import WordIndex
from rag.model import IndexReport, Progress

__all__ = ["Embed", "synchronise"]

Embed = Callable[[list[str]], Sequence[Any] | NDArray[np.float32]]
"""Embeds texts: as many vectors as texts, in their order."""

_GROUP = 256  # paragraphs that are written together, at least one article
_SLICE = 32  # paragraphs embedded between two reports of progress


def synchronise(
    folder: Path,
    store: ParagraphStore,
    words: WordIndex,
    embed: Embed,
    progress: Callable[[Progress], None] | None = None,
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
    _add([*changes.added, *changes.replaced], store, embed, progress or (lambda _: None))
    versions = {file: entry.info.version for file, entry in store.entries.items()}
    words.bring_in_line(versions, store.article)
    return IndexReport(
        added=tuple(fresh.article.file for fresh in changes.added),
        replaced=tuple(fresh.article.file for fresh in changes.replaced),
        removed=changes.removed,
        unchanged=changes.unchanged,
        skipped=changes.skipped,
        paragraphs=sum(entry.info.paragraphs for entry in store.entries.values()),
        seconds=time.perf_counter() - started,
    )


def _add(
    fresh: list[Fresh],
    store: ParagraphStore,
    embed: Embed,
    progress: Callable[[Progress], None],
) -> None:
    total = sum(len(each.article.paragraphs) for each in fresh)
    done = 0
    for group in _groups(fresh):
        texts = [in_context(value) for each in group for value in each.article.paragraphs]
        vectors: list[Any] = [None] * len(texts)
        # Texts of like length share a slice, so that little is spent on padding.
        order = sorted(range(len(texts)), key=lambda index: len(texts[index]))
        for start in range(0, len(order), _SLICE):
            part = order[start : start + _SLICE]
            progress(Progress(done + start, total, group[-1].article.file))
            for index, vector in zip(part, embed([texts[i] for i in part]), strict=True):
                vectors[index] = vector
        store.put([(each.article, each.stamp) for each in group], vectors)
        done += len(texts)
        progress(Progress(done, total, group[-1].article.file))


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
