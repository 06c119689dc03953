"""A library that answers from a script, and `footnote` on top of it as a process.

`python -m scripted ask "How long?"` is `footnote ask "How long?"`.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from bot.cli.main import main
from rag.conversation import Turn, standalone
from rag.errors import ArticlesError, NoSuchParagraphError, QuestionError
from rag.model import (
    Answer,
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
from rag.settings import Settings

__all__ = ["TEXTS", "Result", "Run", "ScriptedLibrary", "answer_to", "report"]

TEXTS = (
    "The war, day by day",
    "The war has now lasted 71 days, longer than anyone thought.",
    "It [bold]began[/bold] in \x1b[31mFebruary\x1b[0m, at dawn.",
)
PARAGRAPHS = tuple(
    Paragraph(
        "news/war.txt", number, number * 2, 0, len(text), text, title=TEXTS[0], id=f"p{number}"
    )
    for number, text in enumerate(TEXTS, start=1)
)
_PATIENCE = 30  # seconds
STATE = IndexState(2, 39, "2026-11-22T04:00:00Z")


def answer_to(question: str) -> Answer:
    """Answered if the question asks how long or when, else not found."""
    passages = (Passage(PARAGRAPHS[1], 0.87), Passage(PARAGRAPHS[2], 0.5))
    timings = {"total": 92.0}
    asked = {"How long": (PARAGRAPHS[1], "71 days"), "When": (PARAGRAPHS[2], PARAGRAPHS[2].text)}
    for opening, (paragraph, quote) in asked.items():
        if question.startswith(opening):
            start = paragraph.text.index(quote)
            end = start + len(quote)
            citation = Citation(
                marker=1,
                file=paragraph.file,
                paragraph=paragraph.number,
                line=paragraph.line,
                title=paragraph.title,
                quote=quote,
                start=start,
                end=end,
                paragraph_id=paragraph.id,
            )
            text = f"“{quote}” [1]"
            return Answer(
                question, "answered", text, 0.93, "scripted", (citation,), passages, STATE, timings
            )
    return Answer(question, "not_found", "", 0.2, "scripted", (), passages, STATE, timings)


def report(**values: Any) -> IndexReport:
    """A report in which nothing changed, but for `values`."""
    nothing: dict[str, Any] = {
        "added": (),
        "replaced": (),
        "removed": (),
        "unchanged": ("a.txt", "news/war.txt"),
        "skipped": (),
        "paragraphs": 39,
        "seconds": 0.25,
    }
    return IndexReport(**{**nothing, **values})


@dataclass(frozen=True)
class Result:
    """What a run of `footnote` in this process printed and returned."""

    status: int
    out: str
    err: str


Run = Callable[..., Result]
"""Runs `footnote` with arguments, and the keywords `stdin` and `library`."""


class ScriptedLibrary:
    """Has the interface of `rag.Library`.

    It is warm once `warm` is set, and has an answer to `slow` once `answered` is.
    """

    def __init__(
        self,
        sync: IndexReport | Exception | None = None,
        warm: threading.Event | None = None,
        answered: threading.Event | None = None,
    ) -> None:
        self._sync = sync or report()
        self._warm = warm
        self._answered = answered
        self.closed = False
        self.asked: list[str] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self.closed = True

    def sync(self, progress: Callable[[Progress], None] | None = None) -> IndexReport:
        if isinstance(self._sync, Exception):
            raise self._sync
        files = (*self._sync.added, *self._sync.replaced)
        for done, file in enumerate(files):
            if progress is not None:
                progress(Progress(done, len(files), file))
        return self._sync

    def warm_up(self) -> None:
        if self._warm is not None:
            self._warm.wait(_PATIENCE)

    def ask(self, question: str, *, turns: Sequence[Turn] = (), **_: Any) -> Answer:
        understood = standalone(question, turns)
        self.asked.append(understood)
        if question == "boom":
            raise RuntimeError("the engine\nbroke")
        if question == "wrong":
            raise QuestionError("The question is wrong. Ask another.")
        if question == "slow" and self._answered is not None:
            self._answered.wait(_PATIENCE)
        answer = answer_to(understood)
        if understood == question:
            return answer
        return replace(answer, question=question, understood=understood)

    def show(self, file: str, number: int, neighbours: int = 1) -> Excerpt:
        if number > len(PARAGRAPHS):
            raise NoSuchParagraphError(f"{file} has paragraphs 1 to 3.")
        return Excerpt(
            PARAGRAPHS[number - 1],
            PARAGRAPHS[max(0, number - 1 - neighbours) : number + neighbours],
        )

    def find(self, paragraph_id: str, neighbours: int = 1) -> Excerpt | None:
        for paragraph in PARAGRAPHS:
            if paragraph.id == paragraph_id:
                return Excerpt(paragraph, (paragraph,))
        return None

    def articles(self) -> tuple[ArticleInfo, ...]:
        return (
            ArticleInfo("a.txt", "A", "0" * 64, 36),
            ArticleInfo("news/war.txt", TEXTS[0], "1" * 64, 3),
        )

    def status(self) -> LibraryStatus:
        return LibraryStatus(
            2, 39, STATE.synced_at, ("new.txt",), (), (), (), "minilm", "minilm", "scripted",
            "seeds", ".footnote", ""
        )  # fmt: skip


def _open(settings: Settings, owner: str) -> Any:
    """What the name of the articles folder asks for."""
    match settings.articles.name:
        case "missing":
            return ScriptedLibrary(ArticlesError("There is no folder missing. Create it."))
        case "changed":
            skipped = (Skipped("x.txt", "is not UTF-8"),)
            return ScriptedLibrary(report(added=("a.txt",), skipped=skipped))
        case "broken":
            raise RuntimeError("out of luck")
        case "slow":
            return ScriptedLibrary(answered=threading.Event())
    Path(settings.index).mkdir(parents=True, exist_ok=True)
    return ScriptedLibrary()


if __name__ == "__main__":
    sys.exit(main(open_library=_open))
