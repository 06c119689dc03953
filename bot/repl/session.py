"""What a conversation remembers, and what each line of it prints."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from rich.console import Console
from rich.text import Text

from bot.naming import file_named
from bot.render import (
    Line,
    article_lines,
    excerpt_lines,
    footnote_lines,
    passage_lines,
    source_lines,
    status_lines,
    write,
)
from bot.repl.commands import COMMANDS, Ask, Forget, List, Mistake, Request, Show, Topic
from bot.repl.growing import Growing
from rag.conversation import Memory, Turn
from rag.errors import UsageError
from rag.model import Answer

if TYPE_CHECKING:
    from rag import Library

__all__ = ["Reply", "Session"]

_HERE = "repl"  # there is but one conversation
_FORGOTTEN = "Forgotten. The next question leans on none before."


@dataclass(frozen=True, slots=True)
class Reply:
    """What to print, or the answer to a question and its turn; or that all is forgotten."""

    lines: tuple[Line, ...]
    answer: Answer | None = None
    turn: Turn | None = None
    forgets: bool = False


class Session:
    """One conversation. `library` is called when a line needs it and may make the line wait.

    `folder` is the articles folder; replies are printed on `out`. A question that leans on the
    ones before is asked as what it stands for, by what `memory` holds of them.
    """

    def __init__(
        self,
        library: Callable[[], Library],
        folder: Path,
        out: Console,
        memory: Memory | None = None,
    ) -> None:
        self._library = library
        self._folder = folder
        self._out = out
        self._memory = memory or Memory(conversations=1)
        self._last: Answer | None = None

    def reply(self, line: Request, growing: Growing | None = None) -> Reply:
        """The reply to `line`. Changes nothing, so that it can be abandoned half-way.

        `growing` is told of an answer while it is being written. Raises `FootnoteError`; the
        conversation can go on after it.
        """
        match line:
            case Mistake(message):
                raise UsageError(message)
            case Ask(question):
                return self._answer(question, growing or Growing())
            case Forget():
                return Reply((Line(Text(_FORGOTTEN, "dim")),), forgets=True)
            case Show(file, number):
                return Reply(tuple(self._show(file, number)))
            case List(what):
                return Reply(tuple(self._list(what)))
        assert_never(line)

    def tell(self, reply: Reply, growing: Growing | None = None) -> None:
        """Prints `reply` but for what `growing` has shown, and remembers its answer."""
        self._last = None if reply.forgets else reply.answer or self._last
        if reply.forgets:
            self._memory.forget(_HERE)
        if reply.turn:
            self._memory.remember(_HERE, reply.turn)
        if reply.answer:
            write(self._out, (growing or Growing()).rest(reply.answer))
            write(self._out, footnote_lines(reply.answer))
        write(self._out, reply.lines)

    def _answer(self, question: str, growing: Growing) -> Reply:
        answer = self._library().ask(
            question,
            turns=self._memory.recall(_HERE),
            listen=growing.listen,
            cancelled=growing.cancelled,
        )
        return Reply((), answer, Turn.of(answer))

    def _show(self, name: str, number: int) -> Iterable[Line]:
        library = self._library()
        files = [article.file for article in library.articles()]
        return excerpt_lines(library.show(file_named(name, files, self._folder), number))

    def _list(self, what: Topic) -> Iterable[Line]:
        match what:
            case "sources":
                return self._sources(self._asked())
            case "passages":
                return passage_lines(self._asked().passages)
            case "articles":
                return article_lines(self._library().articles())
            case "status":
                return status_lines(self._library().status())
            case "help":
                return help_lines()
        assert_never(what)

    def _asked(self) -> Answer:
        if self._last is None:
            raise UsageError("Nothing was asked yet. Ask something first.")
        return self._last

    def _sources(self, answer: Answer) -> Iterator[Line]:
        if not answer.citations:
            yield Line(Text("The last answer cites nothing. /passages shows what came closest."))
        for citation in answer.citations:
            found = self._library().find(citation.paragraph_id, neighbours=0)
            yield from source_lines(citation, found.paragraph if found else None)


def help_lines() -> Iterator[Line]:
    """How to converse."""
    yield Line(Text("Type a question, or:"))
    for name, effect in COMMANDS.items():
        yield Line(Text.assemble((f"{name:<11}", "bold cyan"), effect), indent=2, hang=11)
    yield Line(Text("Ctrl-C cancels a question, Ctrl-D leaves."))
