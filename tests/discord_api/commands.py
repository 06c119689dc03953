"""The limits of commands and of the choices they offer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from discord_api.parts import Fault, Part

__all__ = ["choice_faults", "command_faults"]

_SLASH = 1
_NAME = re.compile(r"[-_'\w]+")


def command_faults(command: Part) -> Iterator[Fault]:
    """What is wrong with the names and descriptions of a command and of its options."""
    if command.value.get("type", _SLASH) == _SLASH:
        yield from _told_faults(command)
    else:  # a context menu: its name is shown as it is, and that is all
        yield from command.too_long(name=32, description=0)


def choice_faults(holder: Part) -> Iterator[Fault]:
    """What is too much in the choices of an option, or those offered while typing."""
    yield from holder.too_many(choices=25)
    for choice in holder.each("choices"):
        yield from choice.too_long(name=100, value=100)


def _told_faults(told: Part) -> Iterator[Fault]:
    """Of a slash command, a subcommand or an option alike."""
    yield from told.too_long(name=32, description=100)
    name = told.text("name")
    if not _NAME.fullmatch(name) or name != name.lower():
        yield Fault(told.at("name"), f"{name!r} is not made of small letters, digits, - and _")
    if not told.text("description"):
        yield Fault(told.at("description"), "missing")
    yield from told.too_many(options=25)
    yield from choice_faults(told)
    for option in told.each("options"):
        yield from _told_faults(option)
