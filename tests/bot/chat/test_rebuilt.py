"""The index is rebuilt while a question runs: what is said is true of one state of it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from desk_library import shown
from embeddings import WordEmbedding
from readings import ScriptedReader
from waiting_for import until

from rag import Library, Settings
from rag.model import Paragraph
from rag.reader.reading import Reading

QUESTION = "Since when has the ferry been out of service?"
OLD, NEW = "since 12 May", "since 3 June"
TEXT = (
    "The ferry\n\nThe ferry across the bay has been out of service {when}.\n\nNobody knows why.\n"
)


class GatedReader(ScriptedReader):
    """Begins to read when the gate is open; says when it was asked to."""

    def __init__(self) -> None:
        super().__init__({OLD: 4.0, NEW: 4.0})
        self.gate = threading.Event()
        self.began = threading.Event()

    def read(
        self, question: str, paragraphs: Sequence[Paragraph], *, closely: bool = False
    ) -> list[Reading]:
        self.began.set()
        assert self.gate.wait(20)
        return super().read(question, paragraphs, closely=closely)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "articles"
    place.mkdir()
    (place / "ferry.txt").write_text(TEXT.format(when=OLD), encoding="utf-8")
    (place / "bridge.txt").write_text("The bridge\n\nThe bridge is open.\n", encoding="utf-8")
    return place


@asynccontextmanager
async def asking(stage: Any, folder: Path, tmp_path: Path) -> AsyncIterator[tuple[Any, Any, Any]]:
    """A question has been asked, and the reader waits at its gate."""
    reader = GatedReader()
    settings = Settings(articles=folder, index=tmp_path / "index")
    with Library.open(settings, embedding=WordEmbedding(), reader=reader) as library:
        library.sync()
        async with stage(library, settle_timeout=20) as scene:
            task = asyncio.create_task(scene.alice.slash(scene.channel, "ask", question=QUESTION))
            await until(reader.began.is_set)
            try:
                yield scene, reader, task
            finally:
                reader.gate.set()
                await task


async def test_the_article_has_changed_meanwhile(stage: Any, folder: Path, tmp_path: Path) -> None:
    async with asking(stage, folder, tmp_path) as (scene, reader, task):
        (folder / "ferry.txt").write_text(TEXT.format(when=NEW), encoding="utf-8")
        await asyncio.to_thread(scene.library.sync)
        reader.gate.set()
        (answer,) = shown(await task)
        assert NEW in answer.embeds[0].description.replace("**", "")  # it was read once more
        (page,) = shown(await scene.alice.click(answer, label="Sources"))
        assert NEW in page.embeds[0].description


async def test_the_article_is_gone_meanwhile(stage: Any, folder: Path, tmp_path: Path) -> None:
    async with asking(stage, folder, tmp_path) as (scene, reader, task):
        (folder / "ferry.txt").unlink()
        await asyncio.to_thread(scene.library.sync)
        reader.gate.set()
        (answer,) = shown(await task)
        assert "no answer" in answer.embeds[0].description


async def test_an_answer_outlives_its_article(stage: Any, folder: Path, tmp_path: Path) -> None:
    async with asking(stage, folder, tmp_path) as (scene, reader, task):
        reader.gate.set()
        (answer,) = shown(await task)
        (folder / "ferry.txt").write_text(TEXT.format(when=NEW), encoding="utf-8")
        await asyncio.to_thread(scene.library.sync)
        (page,) = shown(await scene.alice.click(answer, label="Sources"))
        assert "has changed since the answer" in page.embeds[0].description


async def test_questions_are_answered_while_it_is_rebuilt(
    stage: Any, folder: Path, tmp_path: Path
) -> None:
    gate, began = threading.Event(), threading.Event()

    def slowly(text: str) -> None:
        if NEW in text:
            began.set()
            assert gate.wait(20)

    reader = GatedReader()
    reader.gate.set()
    settings = Settings(articles=folder, index=tmp_path / "index")
    with Library.open(settings, embedding=WordEmbedding(slowly), reader=reader) as library:
        library.sync()
        async with stage(library, settle_timeout=20) as scene:
            (folder / "ferry.txt").write_text(TEXT.format(when=NEW), encoding="utf-8")
            rebuilding = asyncio.create_task(asyncio.to_thread(library.sync))
            await until(began.is_set)
            try:
                (answer,) = shown(await scene.alice.slash(scene.channel, "ask", question=QUESTION))
                assert OLD in answer.embeds[0].description
                assert not rebuilding.done()
            finally:
                gate.set()
                await rebuilding
            (answer,) = shown(await scene.alice.slash(scene.channel, "ask", question=QUESTION))
            assert NEW in answer.embeds[0].description
