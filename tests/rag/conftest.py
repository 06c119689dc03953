"""Libraries over small folders, with an embedding that needs no model and the real reader."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from embeddings import WordEmbedding

from rag import Library, Settings
from rag.reader.minilm import MiniLMReader

FERRY = """The ferry stopped

The ferry across the bay has been out of service since 12 May.

Captain Ann Miller blames a broken rudder, which the yard refuses to repair.

The harbour

The harbour master expects 400 visitors a day fewer.
"""
BRIDGE = """The new bridge
The bridge over the river opened on Friday after nine years of work.
Mayor Tom Baker called the price of 30 million euros a bargain.
"""

Open = Callable[..., Library]


@pytest.fixture(scope="session")
def reader() -> MiniLMReader:
    """The built-in reader, loaded once."""
    return MiniLMReader(threads=1)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder with two short articles."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "ferry.txt").write_text(FERRY, encoding="utf-8")
    (folder / "bridge.txt").write_text(BRIDGE, encoding="utf-8")
    return folder


@pytest.fixture
def open_library(articles: Path, tmp_path: Path, reader: MiniLMReader) -> Iterator[Open]:
    """Opens libraries on the folder; they are closed after the test."""
    with ExitStack() as stack:

        def make(*, embedding: Any = None, **settings: Any) -> Library:
            values = {"articles": articles, "index": tmp_path / "index", **settings}
            library = Library.open(
                Settings(**values), embedding=embedding or WordEmbedding(), reader=reader
            )
            stack.callback(library.close)
            return library

        yield make


@pytest.fixture
def library(open_library: Open) -> Library:
    """A library in line with its folder."""
    library = open_library()
    library.sync()
    return library
