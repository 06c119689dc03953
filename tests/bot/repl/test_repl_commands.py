"""What lines mean."""

from __future__ import annotations

import pytest

from bot.repl.commands import COMMANDS, Ask, Forget, List, Mistake, Nothing, Quit, Show, parse


@pytest.mark.parametrize(
    ("line", "meaning"),
    [
        ("", Nothing()),
        ("  \t", Nothing()),
        ("Who  was\nit? ", Ask("Who was it?")),
        ("what does /show do?", Ask("what does /show do?")),
        ("/sources", List("sources")),
        (" /HELP ", List("help")),
        ("/forget", Forget()),
        ("/quit", Quit()),
        ("/show a.txt 5", Show("a.txt", 5)),
        ("/show two words.txt ¶12", Show("two words.txt", 12)),
        ('/show "two words.txt" 1', Show("two words.txt", 1)),
    ],
)
def test_meanings(line: str, meaning: object) -> None:
    assert parse(line) == meaning


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("/sorces", "Did you mean /sources?"),
        ("/zzz", "/help lists the commands."),
        ("/", "/help lists the commands."),
        ("/status now", "/status takes nothing after it."),
        ("/forget it", "/forget takes nothing after it."),
        ("/quit please", "/quit takes nothing after it."),
        ("/show", "/show a.txt 5"),
        ("/show 5", "/show a.txt 5"),
        ("/show a.txt", "/show a.txt 5"),
        ("/show a.txt five", "/show a.txt 5"),
    ],
)
def test_mistakes_say_what_to_type(line: str, said: str) -> None:
    mistake = parse(line)
    assert isinstance(mistake, Mistake)
    assert said in mistake.message


def test_every_command_in_the_help_means_something() -> None:
    for name in COMMANDS:
        line = f"{name} a.txt 1" if name == "/show" else name
        assert not isinstance(parse(line), Mistake | Ask)
