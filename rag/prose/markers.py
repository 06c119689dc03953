"""The notation of markers: `[2: "the words"]`, `[2]`, `[1, 3]`, `[^1]`, `[passage 2]`, `【2】`."""

from __future__ import annotations

import re
from typing import Literal

from rag.prose.claim import Source, passage_number

__all__ = ["LONGEST_MARKER", "OPENING_BRACKETS", "MarkerReader", "sources_in", "without_markers"]

LONGEST_MARKER = 2000
"""Characters; what is longer is cut there."""

OPENING_BRACKETS = "[【"
_CLOSING_BRACKETS = "]】"
_LONGEST_HEAD = 20
_MOST_IN_RANGE = 10
_QUOTATION = {  # the marks that may close what a mark opens
    '"': '"”“',
    "“": '”"“',
    "”": '”"',
    "„": '“”"',
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "‘": "’'",
    "'": "'’",
    "‚": "‘’'",
    "「": "」",
    "『": "』",
}
_BEFORE_NUMBER = tuple(
    "passages passage sources source documents document doc paragraph para ref reference quelle "
    "p no nr see".split()
)
_BETWEEN = (*_BEFORE_NUMBER, "and", "und", "et", "to")
_OPENER = rf"\\?[{''.join(_QUOTATION)}]"
_WHAT_MAY_FOLLOW = re.compile(  # words that end here: the end, another passage, further words
    rf"\s*(?:[.,;]?\s*$|[,;&/]\s*(?:and\s+)?(?:[a-z]+\s*)?(?:[0-9]+\s*(?:[:,;&\]【\"“„«]|$)|{_OPENER})"
    rf"|(?:…|\.\.\.|and|,)?\s*{_OPENER})",
    re.I,
)
_ENDS = re.compile(  # what may stand between the words and the bracket that closes the marker
    r"[\"”“»«›‹’‘'」』]\s*[.,;…]{0,3}(?:\s*(?:[,;&]|and)\s*[0-9]{1,9}){0,5}\s*$"
)
_RANGE = re.compile(r"\s*[-–—]\s*([0-9]+)(?![0-9])")
_NUMBER = re.compile(r"[0-9]+")

State = Literal["open", "closed", "refused"]


class MarkerReader:
    """Reads a marker character by character, from its bracket on.

    `raw` is what has been read. Refused is what is no marker after all, such as `[sic]`; the
    character that showed it is the last of `raw`.
    """

    def __init__(self, bracket: str) -> None:
        self.raw = bracket
        self._characters = [bracket]
        self._word = ""
        self._phase: Literal["head", "numbers", "words"] = "head"
        self._closers = ""  # of the words' quotation marks, if they have any
        self._opened = 0  # where they begin
        self._escaped = False
        self._depth = 1

    @property
    def named(self) -> bool:
        """Whether a number has been read."""
        return self._phase != "head"

    def feed(self, character: str) -> State:
        """Takes the next character, which is no line break."""
        self._characters.append(character)
        match self._phase:
            case "head":
                state = self._in_head(character)
            case "numbers":
                state = self._in_numbers(character)
            case "words":
                state = self._in_words(character)
        if state == "open" and len(self._characters) >= LONGEST_MARKER:
            state = "closed"
        if state != "open":
            self.end()
        return state

    def end(self) -> None:
        """The text ends here."""
        self.raw = "".join(self._characters)

    def _in_head(self, character: str) -> State:
        if character in "0123456789":
            if self._word and self._word not in _BEFORE_NUMBER:
                return "refused"
            self._phase, self._word = "numbers", ""
            return "open"
        if len(self._characters) > _LONGEST_HEAD:
            return "refused"
        if character == "[" and not self._word:
            return "open" if self._characters[-2] == "[" else "refused"
        if character in " ^#¶.":
            return "open"
        self._word += character.lower()
        return "open" if any(w.startswith(self._word) for w in _BEFORE_NUMBER) else "refused"

    def _in_numbers(self, character: str) -> State:
        if character in _CLOSING_BRACKETS:
            return "closed"
        if character in ":=|†" or character in _QUOTATION or character == "\\":
            self._phase = "words"
            return self._in_words(character) if character not in ":=|†" else "open"
        if character in " ,;&-–—+^#¶0123456789":
            self._word = ""
            return "open"
        self._word += character.lower()
        return "open" if any(w.startswith(self._word) for w in _BETWEEN) else "refused"

    def _in_words(self, character: str) -> State:
        if not self._word:
            self._begin_words(character)
            if character not in _CLOSING_BRACKETS:
                return "open"
        if self._closers:
            return "closed" if character in _CLOSING_BRACKETS and self._words_ended() else "open"
        self._depth += (character in OPENING_BRACKETS) - (character in _CLOSING_BRACKETS)
        return "open" if self._depth else "closed"

    def _begin_words(self, character: str) -> None:
        if character == "\\":
            self._escaped = True
        elif not character.isspace():
            self._word = character
            self._closers = _QUOTATION.get(character, "")
            self._opened = len(self._characters) - 1
            self._depth += character in OPENING_BRACKETS

    def _words_ended(self) -> bool:
        tail = "".join(self._characters[self._opened + 1 : -1][-60:])
        ends = _ENDS.search(tail)
        if ends is None or tail[ends.start()] not in self._closers:
            return False
        return self._escaped or not tail[: ends.start()].endswith("\\")


def sources_in(raw: str) -> tuple[Source, ...]:
    """What a marker, with its brackets (the closing one may be missing), names. Never raises."""
    inner = raw[1:-1] if raw[-1:] in _CLOSING_BRACKETS else raw[1:]
    found: list[Source] = []
    at = 0
    while at < len(inner):
        number = _NUMBER.match(inner, at)
        if number:
            found.append(Source(passage_number(number.group())))
            at = number.end()
            to = _RANGE.match(inner, at)
            if to:
                found += _range(found[-1].passage, passage_number(to[1]))
                at = to.end()
        elif found and re.match(_OPENER, inner[at : at + 2]):
            at = _quoted(inner, at, found)
        elif (
            found and inner[at] == ":" and not re.match(rf"\s*(?:{_OPENER}|[0-9])", inner[at + 1 :])
        ):
            _given(found, inner[at + 1 :])
            break
        elif inner[at] == "†":
            break
        else:
            at += 1
    return tuple(found)


def _range(first: int, last: int) -> list[Source]:
    return [Source(n) for n in range(first + 1, min(last, first + _MOST_IN_RANGE) + 1)]


def _quoted(inner: str, at: int, found: list[Source]) -> int:
    """Adds the words that begin with the quotation mark at `at`; returns where they end."""
    begin = at + 1 + (inner[at] == "\\")
    escaped = inner[at] == "\\"
    closers = _QUOTATION[inner[begin - 1]]
    ends = (
        place
        for place in range(begin, len(inner))
        if inner[place] in closers
        and (escaped or inner[place - 1] != "\\")
        and _WHAT_MAY_FOLLOW.match(inner, place + 1)
    )
    end = next(ends, len(inner))
    _given(found, inner[begin:end])
    return end + 1


def _given(found: list[Source], words: str) -> None:
    words = " ".join(re.sub(r"\\(?=[\"“”'\\])", "", words).rstrip("\\").split())
    last = found[-1]
    if last.words:
        found.append(Source(last.passage, words))
    else:
        found[-1] = Source(last.passage, words)


def without_markers(text: str) -> tuple[str, tuple[Source, ...]]:
    """`text` without its markers, and what they name."""
    kept: list[str] = []
    found: list[Source] = []
    reader: MarkerReader | None = None
    for character in text:
        if reader is None:
            if character in OPENING_BRACKETS:
                reader = MarkerReader(character)
            else:
                kept.append(character)
            continue
        state = reader.feed(character)
        if state == "closed":
            found += sources_in(reader.raw)
            reader = None
        elif state == "refused":
            again = character in OPENING_BRACKETS
            kept.append(reader.raw[:-1] if again else reader.raw)
            reader = MarkerReader(character) if again else None
    if reader is not None:
        reader.end()
        if reader.named:
            found += sources_in(reader.raw)
        else:
            kept.append(reader.raw)
    return "".join(kept), tuple(found)
