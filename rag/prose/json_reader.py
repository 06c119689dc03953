"""Claims out of JSON, whole or in half, as it arrives."""

from __future__ import annotations

import json
import re
from typing import Any

from rag.prose.claim import NO_PASSAGE, Claim, Source, passage_number
from rag.prose.markdown import plain
from rag.prose.markers import without_markers
from rag.prose.prose_reader import LONGEST_TEXT, MOST_SOURCES, says_nothing

__all__ = ["LONGEST_OBJECT", "JsonReader"]

LONGEST_OBJECT = 16_000
"""Characters of a statement with its sources; a longer one is left out."""

_BEGINS = re.compile(r'\{\s*"(?:statements|text|sources)"\s*:$')
_LOOKS_BACK = 80  # characters, in which the beginning of an object is looked for
_DEEPEST = 6
_COMMA_TOO_MANY = re.compile(r",(\s*[}\]])")


class JsonReader:
    """Takes a text character by character; a claim comes out with the brace that closes it.

    `seen`: there has been JSON. `silent`: it said that there is no answer. An object begins
    with one of the keys of `prompts.STATEMENTS_SCHEMA`; should the quotation marks inside one
    be out of order, reading takes heart at the next. What stands between objects is passed over.
    """

    def __init__(self) -> None:
        self.seen = False
        self.silent = False
        self._tail = ""
        self._raw: list[str] = []
        self._open: list[int] = []  # where in `_raw` the objects begin that are not closed
        self._in_string = False
        self._escaped = False

    def feed(self, character: str) -> list[Claim]:
        """The claims that `character` completes."""
        self._tail = (self._tail + character)[-_LOOKS_BACK:]
        if character == ":" and (not self._open or self._in_string):
            begun = _BEGINS.search(self._tail)
            if begun:
                self.seen = True
                self._raw, self._open = list(begun.group()), [0]
                self._in_string = self._escaped = False
                return []
        if not self._open:
            return []
        self._raw.append(character)
        if len(self._raw) > LONGEST_OBJECT:
            self._abandon()
        elif self._in_string:
            self._string(character)
        else:
            return self._structure(character)
        return []

    def _abandon(self) -> None:
        self._raw, self._open = [], []
        self._in_string = self._escaped = False

    def _string(self, character: str) -> None:
        if self._escaped:
            self._escaped = False
        elif character == "\\":
            self._escaped = True
        elif character == '"':
            self._in_string = False

    def _structure(self, character: str) -> list[Claim]:
        if character == '"':
            self._in_string = True
        elif character == "{":
            self._open.append(len(self._raw) - 1)
        elif character == "}":
            return self._closed(self._open.pop())
        return []

    def _closed(self, start: int) -> list[Claim]:
        value = _loaded("".join(self._raw[start:])) if len(self._open) < _DEEPEST else None
        if isinstance(value, dict) and isinstance(value.get("text"), str):
            self._raw[start:] = "null"
            return self._claimed(value["text"], value.get("sources"))
        if isinstance(value, dict) and value.get("statements") == []:
            self.silent = True
        if not self._open:
            self._raw.clear()
        return []

    def _claimed(self, text: str, sources: Any) -> list[Claim]:
        if says_nothing(text):
            self.silent = True
            return []
        bare, marked = without_markers(text)
        bare = re.sub(r"\s+(?=[.,;:!?…])", "", plain(bare))
        if not any(each.isalnum() for each in bare) or len(bare) > LONGEST_TEXT:
            return []
        named = _sources(sources) or marked
        return [Claim(bare, tuple(dict.fromkeys(named))[:MOST_SOURCES])]


def _loaded(raw: str) -> Any:
    """The value; `None` if it is not JSON, save for commas too many."""
    for text in (raw, _COMMA_TOO_MANY.sub(r"\1", raw)):
        try:
            return json.loads(text, strict=False, parse_int=_whole)
        except (ValueError, RecursionError):
            continue
    return None


def _whole(digits: str) -> int:
    return passage_number(digits) if digits.isdecimal() else 0


def _sources(value: Any) -> tuple[Source, ...]:
    values = value if isinstance(value, list) else [value]
    return tuple(source for each in values for source in _source(each))


def _source(value: Any) -> tuple[Source, ...]:
    if isinstance(value, dict):
        words = value.get("words")
        number = _number(value.get("passage"))
        named = number is not None or isinstance(words, str)
        return (Source(number or 0, words if isinstance(words, str) else ""),) if named else ()
    number = _number(value)
    return () if number is None else (Source(number),)


def _number(value: Any) -> int | None:
    """The passage's number, from 2, 2.0, "2" or "[2]"."""
    if isinstance(value, str):
        digits = re.search(r"[0-9]+", value)
        return passage_number(digits.group()) if digits else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(value) if abs(value) < NO_PASSAGE else NO_PASSAGE
