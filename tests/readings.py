"""Passages that were read, made by hand: a paragraph, the answer in it, how sure the reader is."""

from __future__ import annotations

from collections.abc import Sequence

from rag.model import Paragraph, Passage
from rag.reader.reading import Reading, Span
from rag.retrieval.close_reading import Read

__all__ = ["AgreeableReader", "ScriptedReader", "paragraph", "read"]


def paragraph(
    text: str, file: str = "a.txt", number: int = 1, title: str = "", above: str = ""
) -> Paragraph:
    id_ = f"{file}{number}{len(text)}"
    return Paragraph(file, number, number, 0, len(text), text, title=title, above=above, id=id_)


def read(
    text: str,
    *answers: str,
    file: str = "a.txt",
    score: float = 0.9,
    title: str = "",
    number: int = 1,
    above: str = "",
) -> Read:
    """A passage of that score whose spans are `answers`, likeliest first."""
    spans = [
        Span(text.index(answer), text.index(answer) + len(answer), -0.5 * place - 0.1)
        for place, answer in enumerate(answers)
    ]
    passage = Passage(paragraph(text, file, number, title, above), score)
    logit = 8 * score - 3
    return Read(passage, Reading(logit, logit, tuple(spans), -5.0), score)


class ScriptedReader:
    """Finds `answers` (a text and how sure it is); counts what it reads, and what closely."""

    name = "scripted"

    def __init__(self, answers: dict[str, float]) -> None:
        self._answers = answers
        self.read_texts: list[str] = []
        self.closely_read: list[str] = []

    def read(
        self, question: str, paragraphs: Sequence[Paragraph], *, closely: bool = False
    ) -> list[Reading]:
        texts = self.closely_read if closely else self.read_texts
        texts += [each.text for each in paragraphs]
        return [self._reading(each.text) for each in paragraphs]

    def _reading(self, text: str) -> Reading:
        for answer, logit in self._answers.items():
            if answer in text:
                start = text.index(answer)
                return Reading(logit, logit, (Span(start, start + len(answer), -0.1),), -5.0)
        return Reading(-5.0, -5.0, (Span(0, len(text), -4.0),), -0.1)


class AgreeableReader:
    """Finds everything to be an answer, as surely as `logit` says; counts its readings.

    What is among `known` it reads as that was read.
    """

    name = "agreeable"

    def __init__(self, logit: float = 2.0, known: Sequence[Read] = ()) -> None:
        self._logit = logit
        self._known = {each.passage.paragraph: each.reading for each in known}
        self.readings = 0

    def read(
        self, question: str, paragraphs: Sequence[Paragraph], *, closely: bool = False
    ) -> list[Reading]:
        self.readings += len(paragraphs)
        unknown = Reading(self._logit, self._logit, (), -5.0)
        return [self._known.get(each, unknown) for each in paragraphs]
