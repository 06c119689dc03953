"""How a long step shows that it moves: a bar on a terminal, else a line."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.progress import Progress as Bar
from rich.text import Text

from bot.render import count
from rag.model import Progress

__all__ = ["ProgressReporter"]


class _Rate(ProgressColumn):
    """`12.3 paragraphs/s`."""

    def __init__(self, noun: str) -> None:
        super().__init__()
        self._noun = noun

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f"{speed:.1f} {self._noun}s/s" if speed else "")


class ProgressReporter:
    """Is called with each `Progress`; says nothing until there is something to do.

    `verb` and `noun` tell what is done to what: `indexing 12 paragraphs`.
    """

    def __init__(self, err: Console, verb: str = "indexing", noun: str = "paragraph") -> None:
        self._err = err
        self._verb = verb
        self._noun = noun
        self._bar: Bar | None = None
        self._task = TaskID(0)
        self._started = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def __call__(self, progress: Progress) -> None:
        """Shows how far a synchronisation is."""
        self.step(progress.done, progress.total)

    def step(self, done: int, total: int) -> None:
        """Shows that `done` of `total` are."""
        if total == 0:
            return
        if not self._started:
            self._started = True
            self._start(total)
        if self._bar is not None:
            self._bar.update(self._task, completed=done, total=total)

    def _start(self, total: int) -> None:
        if not self._err.is_terminal:
            line = f"{self._verb} {count(total, self._noun)} …"
            self._err.print(Text(line), soft_wrap=True)
            return
        self._bar = Bar(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            _Rate(self._noun),
            TimeRemainingColumn(),
            console=self._err,
            transient=True,
        )
        self._task = self._bar.add_task(self._verb, total=total)
        self._bar.start()
