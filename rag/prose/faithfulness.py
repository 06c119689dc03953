"""How much of an answer stands in its own quotes, counted without a judge."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.model import SOURCES_DIFFER, Answer
from rag.prose.names import Known, missing_names
from rag.prose.numbers import missing_numbers
from rag.prose.support import share_covered

__all__ = ["FAITHFUL", "faithfulness"]

FAITHFUL = 0.7
"""The share of a statement's words that its quotes must hold."""

_MARKER = re.compile(r"\[(\d{1,4})\]")


def faithfulness(answer: Answer) -> float | None:
    """The share of the answer's statements that are in the quotes of their own markers, 0 to 1.

    A statement is the text up to its markers, or to the end of a line. It is in its quotes if
    all its numbers and names are, and `FAITHFUL` of its other words; titles are no quotes, and
    a statement without markers has none. `None` for an answer that states nothing.
    """
    quotes = {citation.marker: citation.quote for citation in answer.citations}
    if answer.status != "answered":
        return None
    verdicts = [
        _is_in(text, " ".join(quotes.get(marker, "") for marker in markers))
        for text, markers in _statements(answer.text)
    ]
    return sum(verdicts) / len(verdicts) if verdicts else None


def _statements(text: str) -> Iterator[tuple[str, list[int]]]:
    for line in text.splitlines():
        if line.strip() == SOURCES_DIFFER:
            continue
        start = 0
        for group in re.finditer(r"(?:\s*\[\d{1,4}\])+[.,;:!?]*", line):
            yield from _stated(line[start : group.start()], group.group())
            start = group.end()
        yield from _stated(line[start:], "")


def _stated(text: str, markers: str) -> Iterator[tuple[str, list[int]]]:
    if any(character.isalnum() for character in text):
        yield text, [int(number) for number in _MARKER.findall(markers)]


def _is_in(statement: str, quotes: str) -> bool:
    return (
        not missing_numbers(statement, quotes)
        and not missing_names(statement, Known([quotes]))
        and share_covered(statement, quotes) >= FAITHFUL
    )
