"""The commands there are: their names, arguments and examples, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["COMMANDS", "Argument", "Command"]


@dataclass(frozen=True, slots=True)
class Argument:
    """What `argparse.add_argument` is called with."""

    names: tuple[str, ...]
    options: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Command:
    """One command. `module` is below `bot.cli.commands` and is imported only to run it."""

    name: str
    module: str
    help: str
    examples: str
    arguments: tuple[Argument, ...] = ()


_JSON = Argument(("--json",), {"action": "store_true", "help": "print one JSON object"})

COMMANDS = (
    Command(
        "repl",
        "repl",
        "ask in a conversation, the same as footnote alone",
        "  footnote\n  footnote repl --articles news\n  echo 'Who won?' | footnote repl",
    ),
    Command(
        "ask",
        "ask",
        "answer one question",
        '  footnote ask "How long did the war last?"\n'
        "  footnote ask --json Who won the election\n"
        "  footnote ask - < question.txt",
        (
            Argument(
                ("question",),
                {"nargs": "+", "metavar": "QUESTION", "help": "its words; - reads them from stdin"},
            ),
            _JSON,
        ),
    ),
    Command(
        "index",
        "index",
        "bring the index in line with the articles folder",
        "  footnote index\n  footnote index --articles news --json",
        (_JSON,),
    ),
    Command(
        "show",
        "show",
        "show a paragraph with its neighbours",
        "  footnote show a.txt 5\n  footnote show seeds/a.txt 5 --json",
        (
            Argument(
                ("file",),
                {"metavar": "FILE", "help": "an article, or a part of its name that no other has"},
            ),
            Argument(("paragraph",), {"metavar": "PARAGRAPH", "help": "its number, from 1"}),
            _JSON,
        ),
    ),
    Command(
        "status",
        "status",
        "show what is indexed, how fresh it is and where things are",
        "  footnote status\n  footnote status --json",
        (_JSON,),
    ),
    Command(
        "eval",
        "evaluate",
        "measure the answers on a set of questions",
        "  footnote eval questions.jsonl\n"
        "  footnote eval questions.jsonl --report report.html --absent\n"
        "  footnote eval questions.jsonl --out now.jsonl --compare before.jsonl\n"
        "  footnote eval questions.jsonl --engine built-in --engine ollama:llama3.1",
        (
            Argument(
                ("questions",),
                {"type": Path, "metavar": "QUESTIONS.jsonl", "help": "one question object a line"},
            ),
            Argument(
                ("--out",),
                {"type": Path, "metavar": "ANSWERS.jsonl", "help": "write one answer a line there"},
            ),
            Argument(
                ("--report",),
                {"type": Path, "metavar": "REPORT.html", "help": "write a page with plots there"},
            ),
            Argument(
                ("--compare",),
                {
                    "type": Path,
                    "metavar": "OTHER.jsonl",
                    "help": "answers of an earlier --out: say what got better and worse",
                },
            ),
            Argument(
                ("--engine",),
                {
                    "action": "append",
                    "default": [],
                    "metavar": "ENGINE",
                    "help": "built-in, or as FOOTNOTE_LLM; name several to compare them",
                },
            ),
            Argument(
                ("--absent",),
                {
                    "action": "store_true",
                    "help": "ask each question again with its article left out",
                },
            ),
            _JSON,
        ),
    ),
    Command(
        "bot",
        "chat",
        "run the Discord bot",
        "  footnote bot\n  footnote bot --articles news -v",
    ),
    Command(
        "doctor",
        "doctor",
        "check the set-up and say what to do",
        "  footnote doctor\n  footnote doctor --articles news",
    ),
)
