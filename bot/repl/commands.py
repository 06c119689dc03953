"""What a line typed at the prompt means. Pure: text in, a frozen value out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.naming import did_you_mean, paragraph_number

__all__ = [
    "COMMANDS",
    "Ask",
    "Forget",
    "List",
    "Mistake",
    "Nothing",
    "Quit",
    "Request",
    "Show",
    "Topic",
    "parse",
]

Topic = Literal["sources", "passages", "articles", "status", "help"]

COMMANDS = {
    "/sources": "the cited paragraphs of the last answer, the quotes marked",
    "/passages": "the ten best passages for the last question",
    "/show": "FILE ¶: a paragraph with its neighbours",
    "/articles": "the articles there are",
    "/status": "what is indexed and how fresh it is",
    "/forget": "start afresh: the next question leans on none before",
    "/help": "this",
    "/quit": "leave (Ctrl-D)",
}
"""The commands and what each does."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A question for the articles."""

    question: str


@dataclass(frozen=True, slots=True)
class Show:
    """`/show FILE ¶`."""

    file: str
    number: int


@dataclass(frozen=True, slots=True)
class List:
    """A command that takes nothing and prints something."""

    what: Topic


@dataclass(frozen=True, slots=True)
class Forget:
    """Start afresh."""


@dataclass(frozen=True, slots=True)
class Quit:
    """Leave."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """An empty line."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A command that means nothing; `message` says what to type instead."""

    message: str


Request = Ask | Show | List | Forget | Mistake
"""What gets a reply."""

_TOPICS: dict[str, Topic] = {
    "/sources": "sources",
    "/passages": "passages",
    "/articles": "articles",
    "/status": "status",
    "/help": "help",
}


def parse(line: str) -> Request | Quit | Nothing:
    """The meaning of `line`. What does not begin with `/` is a question."""
    words = line.split()
    if not words:
        return Nothing()
    if words[0].startswith("/"):
        return _command(words[0], words[1:])
    return Ask(" ".join(words))


def _command(name: str, rest: list[str]) -> Request | Quit:
    lowered = name.lower()
    if lowered == "/show":
        return _show(rest)
    if lowered not in COMMANDS:
        hint = did_you_mean(name, COMMANDS) or " /help lists the commands."
        return Mistake(f"There is no command {name}.{hint}")
    if rest:
        return Mistake(f"{lowered} takes nothing after it.")
    if lowered == "/forget":
        return Forget()
    return List(_TOPICS[lowered]) if lowered in _TOPICS else Quit()


def _show(rest: list[str]) -> Show | Mistake:
    number = paragraph_number(rest[-1]) if rest else None
    file = " ".join(rest[:-1]).strip("\"'")  # a name may hold spaces
    if number is None or not file:
        return Mistake("Type /show FILE NUMBER, such as: /show a.txt 5")
    return Show(file, number)
