"""What Tab offers."""

from __future__ import annotations

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document

from bot.repl.completion import LineCompleter

FILES = ("a.txt", "two words.txt", "news/war.txt")


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("/s", ["/sources", "/show", "/status"]),
        ("/SOU", ["/sources"]),
        (
            "/",
            ["/sources", "/passages", "/show", "/articles", "/status", "/forget", "/help", "/quit"],
        ),
        ("/show ", ["/show a.txt ", "/show two words.txt ", "/show news/war.txt "]),
        ("/show WO", ["/show two words.txt "]),
        ("/show two w", ["/show two words.txt "]),
        ("/show a.txt 5", []),
        ("/status ", []),
        ("who", []),
        ("", []),
    ],
)
def test_completions(typed: str, completed: list[str]) -> None:
    offered = LineCompleter(lambda: FILES).get_completions(Document(typed), CompleteEvent())
    lines = [typed[: len(typed) + each.start_position] + each.text for each in offered]
    assert lines == completed
