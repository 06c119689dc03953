"""What Discord accepts, in characters unless said otherwise."""

from __future__ import annotations

__all__ = [
    "BUTTONS",
    "BUTTON_LABEL",
    "CHOICE",
    "CHOICES",
    "CUSTOM_ID",
    "EMBEDS",
    "EMBED_DESCRIPTION",
    "EMBED_FOOTER",
    "EMBED_TITLE",
    "EMBED_TOTAL",
    "EXPIRED",
    "MESSAGE",
    "MODAL_LABEL",
    "MODAL_TITLE",
    "OPTION",
    "OPTIONS",
    "PLACEHOLDER",
    "THREAD_NAME",
    "size",
]

MESSAGE = 2_000
"""The text of a message."""

EXPIRED = frozenset({10_015, 10_062, 50_027})
"""Codes of errors when an interaction is over: unknown webhook, or interaction; invalid token."""

EMBED_TITLE = 256
EMBED_DESCRIPTION = 4_096
EMBED_FOOTER = 2_048

EMBEDS = 10
"""Embeds in one message."""

EMBED_TOTAL = 6_000
"""Everything in all the embeds of one message."""

BUTTON_LABEL = 80

MODAL_TITLE = 45
MODAL_LABEL = 45
"""The label of a field in a modal."""

BUTTONS = 25
"""Buttons below one message."""

CUSTOM_ID = 100
"""What a button carries."""


OPTION = 100
"""The label of one line in a menu."""

OPTIONS = 25
"""Lines in a menu."""

PLACEHOLDER = 150
"""What a menu says while nothing is chosen."""

CHOICE = 100
"""A suggestion while a command is typed: its name, and its value."""

CHOICES = 25
"""Suggestions at a time."""

THREAD_NAME = 100


def size(text: str) -> int:
    """How much of a limit `text` uses up: UTF-16 units, of which an emoji takes two.

    Discord counts no more than that anywhere.
    """
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
