"""A library for the bot that answers from a script, slowly or not at all if told to."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from rag.conversation import Turn, standalone
from rag.errors import ArticleExistsError, NoSuchParagraphError, QuestionError
from rag.model import (
    Answer,
    Article,
    ArticleInfo,
    Citation,
    Excerpt,
    IndexReport,
    IndexState,
    LibraryStatus,
    Paragraph,
    Passage,
    Progress,
    Skipped,
)
from rag.shelf import Shelf

__all__ = ["PARAGRAPHS", "QUESTION", "QUOTE", "DeskLibrary", "shown"]

QUESTION = "How long has the war lasted?"
QUOTE = "The war has now lasted 71 days"
_TEXTS = (
    "It began in February.",
    f"{QUOTE}, says *Miller*. @everyone [press](https://example.org) `here` ||now||.",
    "Nobody had expected that.",
)
PARAGRAPHS = tuple(
    Paragraph("war.txt", n, 2 * n, 0, len(text), text, title="Day by day", id=f"abcdefghijk{n + 1}")
    for n, text in enumerate(_TEXTS, start=1)
)
_STATE = IndexState(2, 39, "2026-11-22T04:00:00Z")


class DeskLibrary:
    """Answers "How long…", finds nothing for anything else.

    "Haw long…" may have meant "How long…"; "slow" waits for `gate`; "fail" raises; " " is
    refused. `long` is how often the cited paragraph is repeated.

    Articles that are added are kept in `added`, removed ones in `removed`. Every change of the
    index reports `steps`, and calls `between` after each.
    """

    def __init__(self, long: int = 1, *, gone: bool = False) -> None:
        self.gate = threading.Event()
        self.asked: list[str] = []
        self.added: dict[str, bytes] = {}
        self.removed: list[str] = []
        self.synced = 0
        self.steps = (Progress(0, 40, "war.txt"), Progress(20, 40, "war.txt"))
        self.between: Callable[[], None] = lambda: None
        self.skipped: tuple[Skipped, ...] = ()
        text = " ".join([PARAGRAPHS[1].text] * long)
        cited = PARAGRAPHS[1]
        self._cited = Paragraph("war.txt", 2, 4, 0, len(text), text, title=cited.title, id=cited.id)
        self._gone = gone

    def ask(self, question: str, *, turns: Sequence[Turn] = (), **_: Any) -> Answer:
        understood = standalone(question, turns)
        self.asked.append(understood)
        if question.startswith("slow"):
            assert self.gate.wait(20)
        if question.startswith("fail"):
            raise RuntimeError("the secret details")
        if question.startswith("refuse"):
            raise QuestionError("The question has too many characters. Shorten it.")
        found = question.startswith("How long")
        whole = self._cited.text
        quote = QUOTE if whole == PARAGRAPHS[1].text else whole
        citation = Citation(
            1, "war.txt", 2, 4, "Day by day", quote, 0, len(quote), paragraph_id=self._cited.id
        )
        return Answer(
            question=question,
            status="answered" if found else "not_found",
            text=f"{quote} [1]" if found else "The articles do not answer this question.",
            confidence=0.9 if found else 0.1,
            engine="extractive",
            citations=(citation,) if found else (),
            passages=tuple(Passage(p, 0.5) for p in PARAGRAPHS),
            index=_STATE,
            understood="" if understood == question else understood,
            meant=question.replace("Haw", "How", 1) if question.startswith("Haw") else "",
        )

    def search(self, question: str, limit: int = 10) -> tuple[Passage, ...]:
        return tuple(Passage(p, 0.5) for p in PARAGRAPHS[:limit])

    def show(self, file: str, number: int, neighbours: int = 1) -> Excerpt:
        if file != "war.txt":
            raise NoSuchParagraphError(f"{file} is not in the index. See `footnote status`.")
        return Excerpt(PARAGRAPHS[number - 1], PARAGRAPHS)

    def articles(self) -> tuple[ArticleInfo, ...]:
        return (
            ArticleInfo("a.txt", "Others", "0" * 64, 36),
            ArticleInfo("war.txt", "Day by day", "1" * 64, 3),
        )

    def status(self) -> LibraryStatus:
        return LibraryStatus(
            2, 39, _STATE.synced_at, (), (), (), self.skipped, "minilm", "minilm", "extractive",
            "seeds", ".footnote", ""
        )  # fmt: skip

    def sync(self, progress: Callable[[Progress], None] | None = None) -> IndexReport:
        self.synced += 1
        for step in self.steps:
            if progress:
                progress(step)
            self.between()
        return IndexReport((), (), (), ("a.txt", "war.txt"), self.skipped, 39, 1.5)

    def preview(self, name: str, data: bytes) -> Article:
        with tempfile.TemporaryDirectory() as folder:
            return Shelf(Path(folder)).preview(name, data)

    def add(
        self,
        name: str,
        data: bytes,
        *,
        replace: bool = False,
        progress: Callable[[Progress], None] | None = None,
    ) -> IndexReport:
        if name in {each.file for each in self.articles()} and not replace:
            raise ArticleExistsError(f"There is an article {name} already.")
        self.sync(progress)
        self.added[name] = data
        return IndexReport((name,), (), (), ("a.txt", "war.txt"), (), 41, 0.5)

    def remove(self, file: str, progress: Callable[[Progress], None] | None = None) -> IndexReport:
        self.sync(progress)
        self.removed.append(file)
        return IndexReport((), (), (file,), ("a.txt",), (), 36, 0.5)

    def find(self, paragraph_id: str, neighbours: int = 1) -> Excerpt | None:
        known = {p.id: p for p in (*PARAGRAPHS, self._cited)}
        if self._gone or paragraph_id not in known:
            return None
        return Excerpt(known[paragraph_id], (PARAGRAPHS[0], self._cited, PARAGRAPHS[2]))


def shown(result: Any) -> list[Any]:
    """All messages that an interaction brought, first to last."""
    first = [result.response] if result.response else []
    return [*first, *result.followups]
