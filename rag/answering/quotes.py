"""The whole sentences around an answer."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rag.model import Citation, Paragraph
from rag.reader.reading import Span
from rag.retrieval.close_reading import Read
from rag.sentences import Sentence, sentences

__all__ = ["Quote", "quote_around"]

_SHORT = 25  # characters; less says little alone
_LONG = 320  # characters, from which on no sentence is added for context
_POINTS_BACK = re.compile(
    r"[\"“(]?(?:he|she|it|they|this|that|these|those|his|her|their|its)\b", re.I
)
_GOES_ON = re.compile(
    r"(?:this|that|these|because|therefore|thus|hence|as a result|for this reason|instead)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Quote:
    """Characters `start` to `end` of a passage's paragraph, with the answer inside them."""

    read: Read
    span: Span
    start: int
    end: int

    @property
    def paragraph(self) -> Paragraph:
        """Where it stands."""
        return self.read.passage.paragraph

    @property
    def text(self) -> str:
        """Word for word."""
        return self.paragraph.text[self.start : self.end]

    @property
    def answer(self) -> str:
        """The answer inside it."""
        return self.paragraph.text[self.span.start : self.span.end]

    @property
    def alone(self) -> Paragraph:
        """As a paragraph of its own under the same title."""
        return replace(self.paragraph, text=self.text, above="")

    def overlaps(self, other: Quote) -> bool:
        """Whether both have words of the same paragraph in common."""
        same = self.paragraph.id == other.paragraph.id
        return same and self.start < other.end and other.start < self.end

    def cited(self, marker: int) -> Citation:
        """The citation that stands for it."""
        paragraph = self.paragraph
        return Citation(
            marker=marker,
            file=paragraph.file,
            paragraph=paragraph.number,
            line=paragraph.line,
            title=paragraph.title,
            quote=self.text,
            start=self.start,
            end=self.end,
            paragraph_id=paragraph.id,
            answer_start=self.span.start,
            answer_end=self.span.end,
        )


def quote_around(read: Read, span: Span, *, reason: bool) -> Quote:
    """The sentences that `span` stands in, and one more where they mean little alone.

    That is the sentence before one that begins with "he" or "this"; for a `reason` also the
    sentence after that says what follows from it.
    """
    text = read.passage.paragraph.text
    within = sentences(text)
    touched = [i for i, s in enumerate(within) if s.start < span.end and span.start < s.end]
    first, last = (touched[0], touched[-1]) if touched else (0, len(within) - 1)
    if first and _wants_before(within[first]) and _fits(within, first - 1, last):
        first -= 1
    following = within[last + 1] if last + 1 < len(within) else None
    if following is not None and _fits(within, first, last + 1):
        short = within[last].end - within[first].start < _SHORT
        if short or (reason and _GOES_ON.match(following.text)):
            last += 1
    return Quote(read, span, within[first].start, within[last].end)


def _wants_before(sentence: Sentence) -> bool:
    return _POINTS_BACK.match(sentence.text) is not None or len(sentence.text) < _SHORT


def _fits(within: list[Sentence], first: int, last: int) -> bool:
    return within[last].end - within[first].start <= _LONG
