"""Markdown's signs taken off a statement."""

from __future__ import annotations

import re

__all__ = ["is_heading", "plain"]

_BEGINNING = re.compile(r"^(?:\s|#{1,6}\s|>|[-*+•–—|]\s|[0-9]{1,3}[.)]\s|\[[ x]\]\s)+")
_STRONG = re.compile(r"\*\*|__|~~|`|^\s*\||\|\s*$")
_EMPHASIS = re.compile(r"(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)")
_HEADING = re.compile(r"\s*(?:#{1,6}\s|\*\*[^*]{1,200}\*\*\s*$|__[^_]{1,200}__\s*$)")
_STOPS = (".", "!", "?", "…", "。", "！", "？")


def plain(text: str) -> str:
    """`text` without bullets, heading signs, emphasis and code signs, white space folded."""
    text = _BEGINNING.sub("", text)
    text = _EMPHASIS.sub("", _STRONG.sub("", text))
    return " ".join(text.split())


def is_heading(text: str) -> bool:
    """Whether a line is the heading of what follows, or leads to it, rather than a statement."""
    bare = plain(text)
    if bare.endswith(":"):
        return True
    return _HEADING.match(text) is not None and not bare.endswith(_STOPS)
