"""Holds a claim against the passages it was made from, before anyone sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from rag.answering.quotes import Quote, quote_around
from rag.model import Citation, Paragraph, Passage
from rag.prose.claim import Claim, Source
from rag.prose.finding import places
from rag.prose.shown import cleaned
from rag.prose.support import (
    Broken,
    Evidence,
    broken_rule,
    coverage,
    share_covered,
    supports,
    uncovered,
)
from rag.reader.reading import Reader, Reading, Span
from rag.retrieval.close_reading import Read
from rag.sentences import Sentence, sentences

__all__ = ["MOST_QUOTES", "Checked", "Reason", "Verifier", "Withdrawn"]

Reason = Literal[
    "no_such_passage",
    "words_not_there",
    "too_many",
    "number_missing",
    "name_missing",
    "negated",
    "opposite",
    "not_supported",
    "confidential",
]
"""Why a citation was withdrawn: the marker names no passage; its words stand nowhere; there
were enough others; what they say does not support the statement (`rag.prose.support`); or the
statement tells what is nobody's business, which another has found out."""

MOST_QUOTES = 3
"""Quotes that are read for one statement, and so the most that are cited."""

_SHORTEST_WORDS = 5  # letters and digits; less is no answer to be marked, but its sentence is
_ALIKE = 8  # sentences that are looked at where a marker gives no words
_TRIED = 2  # … and read
_UNREAD = Reading(0.0, 0.0, (), 0.0)


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A citation that does not stand, as the model wrote it; `passage` 0: there was no marker."""

    passage: int
    words: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Checked:
    """A statement as it may be shown, with the citations that stand, all with marker 0.

    Unless `supported` there are none, and `withdrawn` says why.
    """

    text: str
    citations: tuple[Citation, ...]
    withdrawn: tuple[Withdrawn, ...]
    supported: bool


@dataclass(frozen=True, slots=True)
class _Found:
    """A marker, and the quote that it leads to; `read`: which was found to support."""

    source: Source
    quote: Quote
    read: bool


@dataclass(frozen=True, slots=True)
class _Given:
    """What the model was given."""

    passages: tuple[Paragraph, ...]
    question: str

    def evidence(self, *quotes: Quote) -> Evidence:
        """These quotes together."""
        return Evidence(quotes, self.question, self.passages)


class Verifier:
    """Checks claims. Thread-safe if the reader is."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def check(self, claim: Claim, passages: Sequence[Paragraph], question: str) -> Checked:
        """Which citations of `claim` stand; `passages` are those of the prompt, in its order.

        Words are looked for in the passage that the marker names, then in the others; what is
        cited are the whole sentences around them. Several quotes may support a statement
        together. A marker without words, or a statement without a marker, is supported by the
        one sentence of that passage, or of any, that does so best, or not at all.
        """
        statement = cleaned(claim.text, [passage.text for passage in passages])
        given = _Given(tuple(passages), question)
        located, withdrawn = self._located(statement, claim, given)
        standing, broken = self._standing(statement, located, given)
        withdrawn += [
            Withdrawn(each.source.passage, each.source.words, rule) for each, rule in broken
        ]
        citations = tuple(each.quote.cited(0) for each in standing)
        return Checked(statement, citations, tuple(withdrawn), bool(citations))

    def _located(
        self, statement: str, claim: Claim, given: _Given
    ) -> tuple[list[_Found], list[Withdrawn]]:
        """The quotes that the markers lead to, none twice, and the markers that lead nowhere."""
        found: list[_Found] = []
        withdrawn: list[Withdrawn] = []
        for source in claim.sources or (Source(0),):
            led = self._led(statement, source, given, marked=bool(claim.sources))
            if not isinstance(led, Quote):
                withdrawn.append(Withdrawn(source.passage, source.words, led))
            elif any(led.overlaps(each.quote) for each in found):
                found = [_with(each, led) for each in found]
            elif len(found) == MOST_QUOTES:
                withdrawn.append(Withdrawn(source.passage, source.words, "too_many"))
            else:
                found.append(_Found(source, led, read=not source.words.strip()))
        return found, withdrawn

    def _led(
        self, statement: str, source: Source, given: _Given, *, marked: bool
    ) -> Quote | Reason:
        """The quote that one marker leads to, or why there is none."""
        passages = given.passages
        exists = 1 <= source.passage <= len(passages)
        named = [passages[source.passage - 1]] if exists else []
        if source.words.strip():
            quote = _worded(statement, source.words, named) or _worded(
                statement, source.words, passages
            )
            return quote or ("words_not_there" if exists else "no_such_passage")
        if marked and not exists:
            return "no_such_passage"
        return self._best_sentence(statement, named or passages, given)

    def _best_sentence(
        self, statement: str, passages: Sequence[Paragraph], given: _Given
    ) -> Quote | Reason:
        """Of the sentences most like the statement, the first that supports it."""
        alike = [given.evidence(quote) for quote in _most_alike(statement, passages)]
        broken = [broken_rule(statement, evidence) for evidence in alike]
        pairs = zip(alike, broken, strict=True)
        tried = [evidence for evidence, rule in pairs if rule is None][:_TRIED]
        for evidence in tried:
            if supports(statement, [evidence], self._reader) == [None]:
                return evidence.quotes[0]
        return (broken[0] if broken else None) or "not_supported"

    def _standing(
        self, statement: str, located: list[_Found], given: _Given
    ) -> tuple[list[_Found], list[tuple[_Found, Broken]]]:
        """Those quotes that support the statement, alone or together; and the others."""
        new = [each for each in located if not each.read]
        rules = supports(statement, [given.evidence(each.quote) for each in new], self._reader)
        pairs = list(zip(new, rules, strict=True))
        broken = [(each, rule) for each, rule in pairs if rule is not None]
        alone = [each for each in located if all(each is not other for other, _ in broken)]
        if not broken or len(located) < 2:
            return alone, broken
        (rule,) = supports(statement, [_joined(located, given)], self._reader)
        if rule is not None:
            return alone, broken
        needed = _needed(statement, located, given)
        standing = [each for each in located if each in alone or each in needed]
        return standing, [(each, rule) for each, rule in broken if each not in standing]


def _with(found: _Found, quote: Quote) -> _Found:
    """What was found, longer by a quote that overlaps with it."""
    known = found.quote
    if not quote.overlaps(known):
        return found
    start, end = min(known.start, quote.start), max(known.end, quote.end)
    return replace(found, quote=replace(known, start=start, end=end), read=False)


def _worded(statement: str, words: str, passages: Sequence[Paragraph]) -> Quote | None:
    """The sentences around `words`, where they cover the statement best if they stand twice."""
    quotes = [
        _around(passage, start, end)
        for passage in passages
        for start, end in places(words, passage.text)
    ]
    return max(quotes, key=lambda q: coverage(statement, Evidence((q,))), default=None)


def _around(passage: Paragraph, start: int, end: int) -> Quote:
    quote = quote_around(_read(passage), Span(start, end, 0.0), reason=False)
    if sum(character.isalnum() for character in quote.answer) < _SHORTEST_WORDS:
        return Quote(quote.read, Span(quote.start, quote.end, 0.0), quote.start, quote.end)
    return quote


def _most_alike(statement: str, passages: Sequence[Paragraph]) -> list[Quote]:
    """The sentences that have most of the statement's words, with what they need before them."""
    every = [(passage, each) for passage in passages for each in _parts(passage.text)]
    every.sort(key=lambda pair: -share_covered(statement, pair[1].text))
    return [
        quote_around(_read(passage), Span(each.start, each.end, 0.0), reason=False)
        for passage, each in every[:_ALIKE]
    ]


@lru_cache(maxsize=64)
def _parts(text: str) -> tuple[Sentence, ...]:
    return tuple(sentences(text))


def _read(passage: Paragraph) -> Read:
    return Read(Passage(passage, 0.0), _UNREAD, 0.0)


def _joined(located: Sequence[_Found], given: _Given) -> Evidence:
    return given.evidence(*(each.quote for each in located))


def _needed(statement: str, located: list[_Found], given: _Given) -> list[_Found]:
    """Those without which less of the statement would be covered, or another rule be broken."""
    needed = list(located)
    before = uncovered(statement, _joined(needed, given))
    for each in reversed(located):
        rest = [other for other in needed if other is not each]
        if not rest or broken_rule(statement, _joined(rest, given)) is not None:
            continue
        if uncovered(statement, _joined(rest, given)) <= before:
            needed = rest
    return needed
