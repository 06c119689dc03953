"""What a model's answer claims, in whichever notation it arrives."""

from __future__ import annotations

from rag.prose.claim import Claim, Source
from rag.prose.json_reader import JsonReader
from rag.prose.prose_reader import ProseReader
from rag.prose.thinking import Thinking

__all__ = ["MOST_KEPT", "Claim", "ClaimReader", "Source"]

MOST_KEPT = 40_000
"""More characters than a reader ever holds, however long the text is."""


class ClaimReader:
    """Reads a model's answer in pieces of any size; where they are cut makes no difference.

    Takes the JSON of `prompts.STATEMENTS_SCHEMA` (whole, cut short, one object a line, fenced,
    with text around it), and prose with or without markers. Raises on no text; takes time in
    proportion to its length and holds at most `MOST_KEPT` characters. Once there is JSON, the
    text around it claims nothing.
    """

    def __init__(self) -> None:
        self._thinking = Thinking()
        self._prose = ProseReader()
        self._json = JsonReader()
        self._claims = 0  # in the notation that counts

    @property
    def silent(self) -> bool:
        """Whether the answer so far is that the passages do not answer."""
        return not self._claims and (self._prose.silent or self._json.silent)

    def feed(self, piece: str) -> list[Claim]:
        """The claims that `piece` completes."""
        found: list[Claim] = []
        for character in piece:
            found += self._read(self._thinking.passed(character))
        return found

    def finish(self) -> list[Claim]:
        """The claim that the end of the text completes; for a text that is known to be whole.

        After a connection broke, leave it out: the last words may be half of what was meant.
        """
        found = self._read(self._thinking.rest())
        if not self._json.seen:
            found += self._counted(self._prose.finish())
        return found

    def _read(self, text: str) -> list[Claim]:
        found: list[Claim] = []
        for character in text:
            known = "\ufffd" if "\ud800" <= character <= "\udfff" else character
            seen = self._json.seen
            stated = self._json.feed(known)
            if self._json.seen and not seen:
                self._claims = 0
            if not self._json.seen:
                stated = self._prose.feed(known)
            found += self._counted(stated)
        return found

    def _counted(self, claims: list[Claim]) -> list[Claim]:
        self._claims += len(claims)
        return claims
