"""Claims out of prose with markers, as it arrives."""

from __future__ import annotations

import re

from rag.prose.claim import Claim, Source
from rag.prose.markdown import is_heading, plain
from rag.prose.markers import OPENING_BRACKETS, MarkerReader, sources_in
from rag.prose.prompts import NO_ANSWER
from rag.sentences import sentences

__all__ = ["LONGEST_TEXT", "MOST_SOURCES", "ProseReader", "says_nothing"]

LONGEST_TEXT = 2000
"""Characters; what goes on for longer without an end is no statement and is left out."""

MOST_SOURCES = 8
"""Markers of one statement that are kept."""

_FEWEST_WORDS = 3  # less is not yet a statement: "Tesla [1] moved …"
_LOOKS_BACK = 120  # characters, in which the end of a sentence is looked for
_LINE_ENDS = "\n\r\v\f\x85\u2028\u2029"
_STOPS = ".!?…。！？"
_PAUSES = ",;:"
_CLOSERS = "\"'”’»)*_`」』"
_OPENERS = "\"'“‘«([—–-„‹「『*_`"
_LIST_OF_SOURCES = re.compile(
    r"(?:sources?|references?|citations?|footnotes?|bibliography|quellen?|belege|fuentes|"
    r"références)\s*(?::|$)",
    re.I,
)
_NO_ANSWER = re.compile(NO_ANSWER.replace("_", r"\\?[_ ]"))
_ABOUT_PASSAGES = re.compile(
    r"(?:unfortunately,? |sorry,? |i'm sorry,? (?:but )?)?(?:none of )?the "
    r"(?:given |provided |above |numbered )?(?:passages?|context|excerpts?)\b[^.]{0,40}"
    r"\b(?:do|does|did)(?: not|n['’]t) (?:directly |explicitly )?"
    r"(?:answer|say|mention|contain|provide|state|specify|give|include|tell)\b",
    re.I,
)


def says_nothing(text: str) -> bool:
    """Whether `text` says that the passages do not answer."""
    return bool(_NO_ANSWER.search(text) or _ABOUT_PASSAGES.match(plain(text)))


class ProseReader:
    """Takes prose character by character; a claim comes out when nothing can be added to it.

    `silent`: something said that there is no answer.
    """

    def __init__(self) -> None:
        self.silent = False
        self._marker: MarkerReader | None = None
        self._over = False  # in the list of sources below the answer
        self._characters: list[str] = []
        self._sources: list[Source] = []
        self._after = ""  # punctuation behind the markers
        self._gap = False  # a space behind the markers
        self._marked = False
        self._stopped = False  # a sentence may have ended
        self._in_link = False  # [1](http://…)
        self._in_definition = False  # [1]: below the answer, to the end of the line

    def feed(self, character: str) -> list[Claim]:
        """The claims that `character` completes."""
        if character in _LINE_ENDS:
            return self.finish()
        if self._marker is not None:
            return self._in_marker(self._marker, character)
        if self._in_definition:
            return []
        if self._in_link:
            self._in_link = character not in ") \t"
            return []
        if character in OPENING_BRACKETS:
            self._marker = MarkerReader(character)
            return []
        return self._outside(character)

    def finish(self) -> list[Claim]:
        """The claim that the end of the line, or of the text, completes."""
        found: list[Claim] = []
        if self._marker is not None:
            marker, self._marker = self._marker, None
            marker.end()
            found = self._taken(marker.raw) if marker.named else self._literally(marker.raw)
        found += self._claimed(self._whole)
        self._clear()
        return found

    def _clear(self) -> None:
        self._characters, self._sources, self._after = [], [], ""
        self._gap = self._marked = self._stopped = False
        self._in_link = self._in_definition = False

    @property
    def _text(self) -> str:
        return "".join(self._characters)

    @property
    def _whole(self) -> str:
        """The text with the punctuation that came behind its markers."""
        if not self._marked:
            return self._text
        text = self._text.rstrip()
        doubled = text.endswith(tuple(_STOPS)) and self._after[:1] in tuple(_STOPS)
        return text + self._after[doubled:] if text else ""

    def _outside(self, character: str) -> list[Claim]:
        return self._behind_markers(character) if self._marked else self._in_text(character)

    def _in_marker(self, marker: MarkerReader, character: str) -> list[Claim]:
        state = marker.feed(character)
        if state == "open":
            return []
        self._marker = None
        if state == "closed":
            return self._taken(marker.raw)
        found = self._literally(marker.raw[:-1])
        return found + self.feed(character)

    def _taken(self, raw: str) -> list[Claim]:
        room = MOST_SOURCES - len(self._sources)
        new = [source for source in sources_in(raw) if source not in self._sources]
        self._sources += new[: max(0, room)]
        self._marked = True
        return []

    def _literally(self, text: str) -> list[Claim]:
        return [claim for character in text for claim in self._outside(character)]

    def _behind_markers(self, character: str) -> list[Claim]:
        if character.isspace():
            self._gap = True
            return []
        if character in "]】":
            return []
        if character == "(" and not self._gap and not self._after:
            self._in_link = True
            return []
        if character in _STOPS + _PAUSES or (character in _CLOSERS and not self._gap):
            self._after = (self._after + character)[:8]
            return []
        return self._begun_anew(character)

    def _begun_anew(self, character: str) -> list[Claim]:
        """After markers, a character of what comes next: another claim, or more of the same."""
        text = self._text
        if not text.strip() and self._after.startswith(":"):
            self._in_definition = True
            return []
        found: list[Claim] = []
        if self._goes_on(text, character):
            self._characters = list(self._whole)
            self._characters += " " if self._gap and self._characters else ""
            self._marked, self._gap, self._after = False, False, ""
        else:
            found = self._claimed(self._whole)
            self._clear()
        return found + self._in_text(character)

    def _goes_on(self, text: str, character: str) -> bool:
        """Whether the statement is not over yet: "According to [1], …", "born in May [1] and …"."""
        if any(stop in text.rstrip()[-3:] + self._after for stop in _STOPS):
            return False
        short = len(plain(text).split()) < _FEWEST_WORDS
        return short or self._after != "" or character.islower()

    def _in_text(self, character: str) -> list[Claim]:
        found: list[Claim] = []
        if self._stopped and character not in _OPENERS + _STOPS and not character.isspace():
            found = self._sentence_before(character)
        if character in _STOPS:
            self._stopped = True
        if not character.isspace():
            self._characters.append(character)
        elif self._characters and self._characters[-1] != " ":
            self._characters.append(" ")
        del self._characters[LONGEST_TEXT + 1 :]
        return found

    def _sentence_before(self, character: str) -> list[Claim]:
        self._stopped = False
        tail = "".join(self._characters[-_LOOKS_BACK:])
        parts = sentences(tail + character)
        cut = parts[-1].start if len(parts) > 1 else len(tail)
        if len(parts) < 2 or any(each.isalnum() for each in tail[cut:]):
            return []
        place = len(self._characters) - len(tail) + cut
        found = self._claimed("".join(self._characters[:place]))
        self._characters = self._characters[place:]
        self._sources = []
        return found

    def _claimed(self, text: str) -> list[Claim]:
        """The claim that `text` is, if it is one."""
        bare = plain(text)
        if self._over or not any(each.isalnum() for each in bare) or len(text) > LONGEST_TEXT:
            return []
        if _LIST_OF_SOURCES.match(bare):
            self._over = True
            return []
        if says_nothing(text):
            self.silent = True
            return []
        if text.lstrip().startswith("```") or (not self._sources and is_heading(text)):
            return []
        return [Claim(bare, tuple(self._sources))]
