"""Leaves out what a model thinks aloud before it answers."""

from __future__ import annotations

__all__ = ["Thinking"]

_OPENING = ("<think>", "<thinking>")
_CLOSING = ("</think>", "</thinking>")
_LONGEST = max(map(len, _CLOSING))


class Thinking:
    """Passes on a text but for `<think>…</think>`, which it knows at the beginning of a line.

    Elsewhere the tag may be part of what is quoted, and stays. What is never closed is left
    out to the end.
    """

    def __init__(self) -> None:
        self._held = ""  # may become a tag
        self._line_begins = True
        self._inside = False

    def passed(self, character: str) -> str:
        """What of the text so far can be passed on now, and was not before."""
        if self._inside:
            self._held = (self._held + character.lower())[-_LONGEST:]
            if self._held.endswith(_CLOSING):
                self._held, self._inside = "", False
            return ""
        if self._held:
            return self._tag(character)
        if character == "<" and self._line_begins:
            self._held = character
            return ""
        self._line_begins = character == "\n" or (self._line_begins and character.isspace())
        return character

    def rest(self) -> str:
        """What was held back, at the end of the text."""
        held, self._held = self._held, ""
        return "" if self._inside else held

    def _tag(self, character: str) -> str:
        self._held += character
        tag = self._held.lower()
        if tag in _OPENING:
            self._held, self._inside = "", True
        elif tag in _CLOSING:
            self._held = ""
        elif not any(known.startswith(tag) for known in (*_OPENING, *_CLOSING)):
            held, self._held, self._line_begins = self._held, "", False
            return held
        return ""
